/** Steps of a runbook from the incident to a real program and back: server, runner, psql and curl. */

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { IncidentRunbookJson, PlannedStepJson } from "../../src/contract/runbook.ts";
import type { ClaimWorkInput, CreatedRunnerJson } from "../../src/contract/runner.ts";
import type { WorkOrder } from "../../src/contract/work-order.ts";
import type { RunbookStep } from "../../src/domain/playbook.ts";
import { activatePlaybook } from "../../src/operations/playbook/activate.ts";
import { createLog } from "../../src/platform/log.ts";
import { loadSyntaxParsers } from "../../src/platform/syntax-parsers.ts";
import { detectIsolation } from "../../src/runner/isolation.ts";
import type { RunnerContext } from "../../src/runner/run-order.ts";
import { runRunner } from "../../src/runner/runner.ts";
import { httpFixture, tokenOf } from "../support/http-fixture.ts";
import { SETUP } from "../support/operation-context.ts";
import { playbook } from "../support/playbook-fixture.ts";
import { at } from "../support/playbook-of.ts";
import { waitUntil } from "../support/wait-until.ts";

const UPTIME = "/usr/bin/uptime";
const PSQL = "/usr/bin/psql";
const POSTGRES = process.env["TOCSIN_TEST_POSTGRES_URL"];

function step(command: string, effect: "observe" | "change"): RunbookStep {
  return {
    text: `Do ${command.split(" ", 1)[0]}`,
    command,
    effect,
    placeholders: [],
    source: at(12),
  };
}

const COMMANDS: readonly RunbookStep[] = [
  step("uptime", "observe"),
  step("uptime | grep nothing-like-it", "observe"),
  step("kubectl describe pod <pod-name> -n shop", "observe"),
  step("systemctl restart web", "change"),
];

/** An incident with a runbook, and a runner that was let in. */
async function incident(steps: readonly RunbookStep[] = COMMANDS) {
  const fixture = await httpFixture();
  await activatePlaybook(fixture.context, SETUP, {
    playbook: {
      ...playbook,
      // What is planned is remembered by it.
      hash: createHash("sha256").update(JSON.stringify(steps)).digest("hex"),
      runbooks: [
        {
          id: "web-down",
          title: "Web down",
          blocks: [{ kind: "sequence", steps, source: at(11) }],
          source: at(10),
        },
      ],
    },
    sources: { files: [] },
    resolveAddress: (value) => ({ ok: true, value }),
  });
  const token = fixture.tokens.responder;
  const declared = await fixture.send("POST", "/api/v1/incidents", {
    token,
    body: { title: "Web down", severity: "P1" },
  });
  const { number } = (await declared.json()) as { number: string };
  const path = `/api/v1/incidents/${number}/runbook`;
  const created = await fixture.send("POST", "/api/v1/runners", {
    token: fixture.tokens.admin,
    body: { name: "machine room" },
  });
  const { secret } = (await created.json()) as CreatedRunnerJson;
  const runbook = async (): Promise<readonly PlannedStepJson[]> => {
    const answer = await fixture.send("GET", path, { token });
    return ((await answer.json()) as IncidentRunbookJson).steps;
  };
  const claim = async (abilities: ClaimWorkInput, as = secret): Promise<WorkOrder | null> => {
    const answer = await fixture.send("POST", "/api/v1/runner/claim", {
      token: as,
      body: abilities,
    });
    expect(answer.status).toBe(200);
    return ((await answer.json()) as { order: WorkOrder | null }).order;
  };
  const report = async (
    order: WorkOrder,
    kind = "succeeded",
    output = "done\n",
  ): Promise<number> => {
    const outcome = {
      kind,
      reason: "",
      exitCodes: [0],
      durationMs: 5,
      output,
      outputBytes: 5,
      omittedBytes: 0,
      outputHash: "f".repeat(64),
    };
    const body = { id: order.id, fence: order.fence, outcome };
    return (await fixture.send("POST", "/api/v1/runner/report", { token: secret, body })).status;
  };
  const run = (body: object, as = token) =>
    fixture.send("POST", `${path}/run`, { token: as, body });
  const approve = (body: object, as = token) =>
    fixture.send("POST", `${path}/approve`, { token: as, body });
  const timeline = async (): Promise<string[]> => {
    const answer = await fixture.send("GET", `/api/v1/incidents/${number}/timeline`, { token });
    const { entries } = (await answer.json()) as { entries: { kind: string; text: string }[] };
    return entries.filter(({ kind }) => kind.startsWith("step.")).map(({ text }) => text);
  };
  return { ...fixture, token, secret, runbook, claim, report, run, approve, timeline };
}

const LOOKS: ClaimWorkInput = { programs: ["uptime"], changes: false };
const CHANGES: ClaimWorkInput = { programs: ["uptime", "systemctl"], changes: true };

/** Takes what looks by itself, so that nothing is left of it. */
async function drain(
  { claim, report }: Awaited<ReturnType<typeof incident>>,
  abilities: ClaimWorkInput,
) {
  for (let order = await claim(abilities); order !== null; order = await claim(abilities))
    await report(order);
}

describe("steps that only look", () => {
  it("are queued when the incident is opened, once, where nothing is missing", async () => {
    const it = await incident();
    const first = await it.claim(LOOKS);
    const second = await it.claim(LOOKS);
    expect([first?.stages, second?.stages]).toEqual([
      [["uptime"]],
      [["uptime"], ["grep", "nothing-like-it"]],
    ]);
    expect(await it.claim(LOOKS)).toBeNull();
    if (first === null) throw new Error("no order");
    expect(await it.report(first, "succeeded", "up 3 days\n")).toBe(204);
    const [shown] = await it.runbook();
    expect(shown?.run).toMatchObject({
      state: "done",
      outcome: "succeeded",
      output: "up 3 days\n",
      askedBy: null,
    });
    expect(await it.timeline()).toEqual(["Step 1 (Do uptime) ran (5 ms): up 3 days."]);
  });

  it("are given to no runner that has not the program", async () => {
    const it = await incident();
    expect(await it.claim({ programs: ["kubectl"], changes: true })).toBeNull();
  });

  it("run by hand with what was missing, checked", async () => {
    const it = await incident();
    const able = { programs: ["kubectl"], changes: false };
    await it.claim(able);
    expect((await it.run({ step: 3 })).status).toBe(400);
    const bad = await it.run({ step: 3, inputs: { "pod-name": "--kubeconfig=evil" } });
    expect(bad.status).toBe(400);
    expect(await bad.text()).toContain("begins with “-”");
    expect((await it.run({ step: 3, inputs: { pod: "web-1" } })).status).toBe(400);
    expect((await it.run({ step: 3, inputs: { "pod-name": "web-1" } })).status).toBe(200);
    expect((await it.run({ step: 3, inputs: { "pod-name": "web-2" } })).status).toBe(409);
    expect((await it.claim(able))?.stages).toEqual([
      ["kubectl", "describe", "pod", "web-1", "-n", "shop"],
    ]);
  });

  it("are not asked of nobody", async () => {
    const it = await incident();
    const answer = await it.run({ step: 1 });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain("No runner is connected");
  });
});

describe("a change", () => {
  it("waits, runs once after a person's approval of exactly it, and by that runner alone", async () => {
    const it = await incident();
    await drain(it, CHANGES);
    expect((await it.run({ step: 4 })).status).toBe(200);
    expect(await it.claim(CHANGES)).toBeNull();
    const waiting = (await it.runbook())[3]?.run;
    expect(waiting).toMatchObject({ state: "waiting", argv: [["systemctl", "restart", "web"]] });
    const digest = waiting?.digest ?? "";

    expect((await it.approve({ step: 4, digest: "0".repeat(64) })).status).toBe(409);
    expect((await it.approve({ step: 4, digest }, it.tokens.admin)).status).toBe(403);
    expect((await it.approve({ step: 4, digest })).status).toBe(200);
    expect((await it.approve({ step: 4, digest })).status).toBe(409);

    const other = await it.send("POST", "/api/v1/runners", {
      token: it.tokens.admin,
      body: { name: "other" },
    });
    const { secret } = (await other.json()) as CreatedRunnerJson;
    expect(await it.claim(CHANGES, secret)).toBeNull();
    const order = await it.claim(CHANGES);
    expect(order).toMatchObject({ effect: "change", stages: [["systemctl", "restart", "web"]] });
    expect(await it.claim(CHANGES)).toBeNull();
    if (order === null) throw new Error("no order");
    expect(await it.report(order)).toBe(204);
    expect(await it.claim(CHANGES)).toBeNull();
    expect((await it.timeline()).slice(-3)).toEqual([
      "Rita Responder wants step 4 (Do systemctl), which changes something and waits for an approval: systemctl restart web.",
      "Rita Responder approved step 4 (Do systemctl) on machine room: systemctl restart web.",
      "Step 4 (Do systemctl) ran (5 ms): done.",
    ]);
  });

  it("runs alone, also when two runners ask at the same moment", async () => {
    const it = await incident([
      step("systemctl restart web", "change"),
      step("redis-cli DEL queue:lock", "change"),
    ]);
    const created = await it.send("POST", "/api/v1/runners", {
      token: it.tokens.admin,
      body: { name: "queue room" },
    });
    const { secret } = (await created.json()) as CreatedRunnerJson;
    const queue: ClaimWorkInput = { programs: ["redis-cli"], changes: true };
    const both = () => Promise.all([it.claim(CHANGES), it.claim(queue, secret)]);
    expect(await both()).toEqual([null, null]);
    for (const wanted of [1, 2]) {
      expect((await it.run({ step: wanted })).status).toBe(200);
      const digest = (await it.runbook())[wanted - 1]?.run?.digest ?? "";
      expect((await it.approve({ step: wanted, digest })).status).toBe(200);
    }
    const orders = await both();
    expect(orders.filter((order) => order !== null)).toHaveLength(1);
  });

  it("may not start when its approval is older than fifteen minutes", async () => {
    const it = await incident();
    await drain(it, CHANGES);
    await it.run({ step: 4 });
    const digest = (await it.runbook())[3]?.run?.digest ?? "";
    await it.approve({ step: 4, digest });
    await it.context.clock.advance(15 * 60_000);
    expect(await it.claim(CHANGES)).toBeNull();
    expect((await it.runbook())[3]?.run).toMatchObject({ state: "done", outcome: "expired" });
  });

  it("whose runner is lost has an unknown outcome, and is not given out again", async () => {
    const it = await incident();
    await drain(it, CHANGES);
    await it.run({ step: 4 });
    await it.approve({ step: 4, digest: (await it.runbook())[3]?.run?.digest ?? "" });
    const order = await it.claim(CHANGES);
    await it.context.clock.advance(151_000);
    expect((await it.runbook())[3]?.run).toMatchObject({ state: "done", outcome: "unknown" });
    expect(await it.claim(CHANGES)).toBeNull();
    if (order === null) throw new Error("no order");
    expect(await it.report(order)).toBe(409);
    expect((await it.timeline()).at(-1)).toContain("has an unknown outcome: the runner was lost");
  });

  it("is asked of no runner that only looks", async () => {
    const it = await incident();
    await drain(it, { programs: ["systemctl", "uptime"], changes: false });
    expect((await it.run({ step: 4 })).status).toBe(409);
  });
});

it("lets in no runner with another's token, or one that was revoked", async () => {
  const { send, secret, tokens } = await incident();
  const body = LOOKS;
  expect((await send("POST", "/api/v1/runner/claim", { token: tokens.admin, body })).status).toBe(
    401,
  );
  expect((await send("GET", "/api/v1/incidents", { token: secret })).status).toBe(401);
  const listed = await send("GET", "/api/v1/runners", { token: tokens.admin });
  const { runners } = (await listed.json()) as { runners: { id: string }[] };
  await send("DELETE", `/api/v1/runners/${runners[0]?.id}`, { token: tokens.admin });
  expect((await send("POST", "/api/v1/runner/claim", { token: secret, body })).status).toBe(401);
});

it("keeps a step from who may not see the incident", async () => {
  const { context, send } = await incident();
  const viewer = await tokenOf(context, { role: "viewer" });
  const answer = await send("POST", "/api/v1/incidents/none/runbook/run", {
    token: viewer,
    body: { step: 1 },
  });
  expect(answer.status).toBe(403);
});

describe.skipIf(!existsSync(UPTIME))("with a runner", () => {
  /** The runner's own loop, speaking to the server without a network. */
  async function work(
    { send, secret }: Awaited<ReturnType<typeof incident>>,
    more: Partial<RunnerContext>,
    until: () => Promise<boolean>,
  ): Promise<void> {
    const stop = new AbortController();
    const running = runRunner({
      settings: { url: "https://tocsin.example", token: secret },
      log: createLog({ level: "silent", form: "json", write: () => undefined }),
      signal: stop.signal,
      http: {
        async send({ url, body }) {
          const answer = await send("POST", new URL(url).pathname, {
            token: secret,
            body: JSON.parse(String(body)),
          });
          return {
            kind: "answered",
            status: answer.status,
            headers: {},
            body: await answer.text(),
          };
        },
      },
      context: {
        parsers: await loadSyntaxParsers(),
        isolation: await detectIsolation(),
        programs: new Map([["uptime", UPTIME]]),
        observe: { environment: { LC_ALL: "C.UTF-8" } },
        secrets: [],
        now: () => 0,
        limitMs: { observe: 20_000, change: 20_000 },
        ...more,
      },
    });
    await waitUntil("the steps are done", until, 20_000);
    stop.abort();
    await running;
  }

  it("the first look is there when a responder opens the incident", async () => {
    const it = await incident();
    await work(it, {}, async () =>
      (await it.runbook()).slice(0, 2).every(({ run }) => run?.state === "done"),
    );
    const [first, second] = await it.runbook();
    expect(first?.run).toMatchObject({
      outcome: "succeeded",
      output: expect.stringMatching(/load average/u),
    });
    // Nothing matches, and that is no failure.
    expect(second?.run).toMatchObject({ outcome: "succeeded", output: "", exitCodes: [0, 1] });
  });

  it.skipIf(POSTGRES === undefined || !existsSync(PSQL))(
    "psql asks a real PostgreSQL, and frees its connections after an approval",
    async () => {
      const url = new URL(POSTGRES ?? "");
      const to = `-h ${url.hostname} -p ${url.port} -U ${url.username} -d postgres -At`;
      const it = await incident([
        step(`psql ${to} -c "SELECT 'backends', count(*) > 0 FROM pg_stat_activity;"`, "observe"),
        step(
          `psql ${to} -c "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'nobody-is-called-so';"`,
          "change",
        ),
      ]);
      const identity = {
        environment: { LC_ALL: "C.UTF-8", PGPASSWORD: decodeURIComponent(url.password) },
      };
      const more = { programs: new Map([["psql", PSQL]]), observe: identity, change: identity };
      await work(it, more, async () => (await it.runbook())[0]?.run?.state === "done");
      expect((await it.runbook())[0]?.run).toMatchObject({
        outcome: "succeeded",
        output: "backends|t\n",
      });
      expect((await it.run({ step: 2 })).status).toBe(200);
      await it.approve({ step: 2, digest: (await it.runbook())[1]?.run?.digest ?? "" });
      await work(it, more, async () => (await it.runbook())[1]?.run?.state === "done");
      expect((await it.runbook())[1]?.run).toMatchObject({ outcome: "succeeded", output: "0\n" });
    },
  );
});
