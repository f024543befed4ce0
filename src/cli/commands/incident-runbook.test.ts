import { describe, expect, it } from "vitest";
import { json } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import { incidentRunbookSchema } from "../../contract/runbook.ts";

const NUMBER = "20260114-007";
const PATH = `/api/v1/incidents/${NUMBER}/runbook`;

const step = (number: number, text: string, more: object) => ({
  number,
  key: `web-down/${number}`,
  runbook: "Web down",
  text,
  file: "playbook.md",
  line: 10 + number,
  command: null,
  optional: false,
  option: null,
  does: "run",
  effect: null,
  reason: "it only reads",
  help: null,
  stages: [],
  inputs: [],
  notes: [],
  run: null,
  ...more,
});

const stage = (...argv: readonly string[]) => ({
  argv,
  effect: "observe",
  reason: "it only reads",
  filter: false,
  errors: "shown",
});

const RUNBOOK = incidentRunbookSchema.parse({
  playbookHash: "d".repeat(64),
  steps: [
    step(1, "Look at the pods", {
      effect: "observe",
      command: "kubectl get pods|grep 'a b'",
      stages: [stage("kubectl", "-n", "shop", "get", "pods"), stage("grep", "a b")],
      notes: ["`-n shop` is added: runbookDefaults of tocsin.yaml"],
    }),
    step(2, "Describe one", {
      effect: "observe",
      stages: [stage("kubectl", "describe", "pod", "<pod-name>")],
      inputs: [{ name: "pod-name", kind: "name", value: null, from: null, listedBy: 1 }],
    }),
    step(3, "Roll back", {
      effect: "change",
      option: { kind: "choice", number: 1, title: "Roll back", when: null },
      stages: [stage("kubectl", "rollout", "undo", "deployment/web")],
    }),
    step(4, "Clear the cache", {
      does: "refused",
      command: "x | xargs y",
      reason: "`xargs` would run a program for each line",
      help: "Do it by hand.",
    }),
    step(5, "Look at the graphs", { does: "tick", reason: "a person does it" }),
  ],
});

describe("tocsin incident runbook", () => {
  it("shows each step with what it would run, what is missing, and why not", async () => {
    const { out, code } = await tocsin(["incident", "runbook", NUMBER], {
      [`GET ${PATH}`]: json(RUNBOOK),
    });
    expect(code).toBe(0);
    expect(out).toMatch(/^Web down\s*$/mu);
    expect(out).toMatch(
      /1 {2}observe {2}Look at the pods\n\s+kubectl -n shop get pods \| grep 'a b'\n\s+`-n shop` is added/u,
    );
    expect(out).toContain("missing: pod-name, as step 1 lists it");
    expect(out).toMatch(/3 {2}change {3}choice 1: Roll back/u);
    expect(out).toMatch(/4 {2}refused {2}Clear the cache\n\s+x \| xargs y\n\s+refused: `xargs`/u);
    expect(out).toMatch(/5 {2}by hand {2}Look at the graphs/u);
  });

  it("says when no runbook is for it", async () => {
    const nothing = json({ ...RUNBOOK, steps: [] });
    const { out } = await tocsin(["incident", "runbook", NUMBER], { [`GET ${PATH}`]: nothing });
    expect(out).toContain("No runbook of the playbook is for this incident.");
  });
});

describe("tocsin incident run and approve", () => {
  const run = (more: object) => ({
    id: "run-1",
    state: "done",
    digest: "a".repeat(64),
    argv: [["kubectl", "rollout", "undo", "deployment/web"]],
    askedBy: "Ann",
    askedAt: "2026-01-14T02:30:00.000Z",
    approvedBy: null,
    startBefore: "2026-01-14T02:45:00.000Z",
    endedAt: null,
    outcome: null,
    reason: "",
    exitCodes: [],
    durationMs: 0,
    output: null,
    outputBytes: 0,
    omittedBytes: 0,
    outputHash: "",
    ...more,
  });
  const withRun = (number: number, more: object) =>
    json({
      ...RUNBOOK,
      steps: RUNBOOK.steps.map((one) => (one.number === number ? { ...one, run: run(more) } : one)),
    });

  it("shows what a step printed", async () => {
    const done = withRun(1, { outcome: "succeeded", output: "web-1 Running\n", durationMs: 40 });
    const { out, code } = await tocsin(["incident", "run", NUMBER, "1"], {
      [`POST ${PATH}/run`]: done,
    });
    expect(out).toContain("web-1 Running\nsucceeded (40 ms)");
    expect(code).toBe(0);
  });

  it("fails where the step has failed", async () => {
    const failed = withRun(1, { outcome: "failed", reason: "`curl` ended with exit code 22" });
    const { out, code } = await tocsin(["incident", "run", NUMBER, "1"], {
      [`POST ${PATH}/run`]: failed,
    });
    expect(out).toContain("failed: `curl` ended with exit code 22");
    expect(code).toBe(1);
  });

  it("approves what it has shown, word for word", async () => {
    const { out, code } = await tocsin(["incident", "approve", NUMBER, "3", "--yes"], {
      [`GET ${PATH}`]: withRun(3, { state: "waiting" }),
      [`POST ${PATH}/approve`]: withRun(3, { state: "queued" }),
    });
    expect(out).toContain("kubectl rollout undo deployment/web\nA runner takes it next.");
    expect(code).toBe(0);
  });

  it("approves nothing that does not wait", async () => {
    const { err, code } = await tocsin(["incident", "approve", NUMBER, "3", "--yes"], {
      [`GET ${PATH}`]: json(RUNBOOK),
    });
    expect(err).toContain("nothing of step 3 waits");
    expect(code).toBe(5);
  });
});
