import { describe, expect, test } from "vitest";
import type { Playbook, Runbook, RunbookStep } from "../../src/domain/playbook.ts";
import { at, pathOf, playbookOf, rotationOf, severityOf } from "../support/playbook-of.ts";
import { commandShas } from "./command-sha.ts";
import { holdsFact } from "./find-fact.ts";
import type { Fact } from "./golden.ts";

function stepOf(line: number, parts: Partial<RunbookStep> = {}): RunbookStep {
  return { text: "Look", placeholders: [], source: at(line), ...parts };
}

function runbookOf(blocks: Runbook["blocks"], parts: Partial<Runbook> = {}): Playbook {
  const runbook = { id: "disk", title: "Disk full", blocks, source: at(1), ...parts };
  return playbookOf({ runbooks: [runbook] });
}

function optionsOf(kind: "choice" | "branch", ...lines: readonly number[]): Playbook {
  const options = lines.map((line) => ({ title: `${line}`, steps: [], source: at(line) }));
  return runbookOf([{ kind, options, source: at(lines[0] ?? 1) }]);
}

const sha = commandShas("df -h")[0] ?? "";

const levels = playbookOf({
  severities: [
    severityOf("SEV1", {
      source: at(10),
      sla: { response: "PT60M", source: at(14) },
      examples: [
        {
          text: "Errors",
          condition: { metric: "error rate", operator: ">", value: 5, unit: "%" },
          source: at(11),
        },
      ],
      responseActions: [{ text: "Page somebody", kind: "page", source: at(12) }],
    }),
    severityOf("SEV2", { source: at(20) }),
  ],
  escalation: [pathOf("SEV1", ["On-Call Engineer"], 30)],
});

const observing = runbookOf([
  {
    kind: "sequence",
    steps: [stepOf(5), stepOf(7, { command: "df -h", effect: "observe" })],
    source: at(4),
  },
]);

const plan = playbookOf({
  title: "The *plan*",
  phases: [
    {
      id: "triage",
      title: "Triage",
      start: "PT5M",
      end: "PT15M",
      sources: [{ text: "Alerts", source: at(3) }],
      actions: [{ text: "Open a channel", source: at(4) }],
      objectives: [],
      source: at(2),
    },
  ],
  checklists: [
    {
      id: "triage",
      title: "Triage",
      phase: "triage",
      groups: [
        {
          id: "impact",
          title: "Impact",
          items: [{ id: "who", text: "Who is affected?", type: "text", source: at(12) }],
          source: at(11),
        },
      ],
      source: at(10),
    },
  ],
  templates: [{ id: "first", title: "First", channel: "teams", body: "…", source: at(20) }],
  postmortem: {
    dueAfter: "PT72H",
    header: [],
    sections: [{ title: "Impact", level: 2, shape: "text", labels: [], source: at(25) }],
  },
  rotations: [rotationOf(["Primary", "Secondary"], [["2026-03-02", "Ann", "Bo"]], 31)],
  contacts: [{ service: "Cloud", contact: "Support", email: "a@example.org", source: at(40) }],
  access: [{ text: "The console", source: at(45) }],
  links: [{ title: "Board", url: "https://example.org/board", source: at(50) }],
  related: [{ path: "./restore.md#steps", title: "Restore", source: at(55) }],
});

interface Example {
  readonly playbook: Playbook;
  readonly right: readonly Fact[];
  readonly wrong: readonly Fact[];
}

const EXAMPLES: Readonly<Record<string, Example>> = {
  "levels and what belongs to them": {
    playbook: levels,
    right: [
      { kind: "severity", line: 11, id: "sev-1", rank: 1 },
      { kind: "sla", line: 99, severity: "SEV-1", clock: "response", value: "PT1H" },
      { kind: "sla", line: 14, clock: "response", value: "PT1H" },
      { kind: "example", line: 11, severity: "SEV1" },
      {
        kind: "example",
        line: 11,
        severity: "SEV1",
        condition: { operator: ">", value: 5, unit: "%" },
      },
      { kind: "action", line: 12, severity: "SEV1", does: "page" },
      { kind: "escalation-step", line: 30, role: "on-call engineer", after: "PT0S" },
    ],
    wrong: [
      { kind: "severity", line: 12, id: "SEV1", rank: 1 },
      { kind: "severity", line: 10, id: "SEV1", rank: 2 },
      { kind: "severity", line: 10, id: "SEV2", rank: 2 },
      { kind: "sla", line: 14, severity: "SEV1", clock: "response", value: "PT5M" },
      { kind: "sla", line: 14, severity: "SEV1", clock: "resolution", value: "PT1H" },
      { kind: "sla", line: 15, clock: "response", value: "PT1H" },
      { kind: "example", line: 11, severity: "SEV2" },
      {
        kind: "example",
        line: 11,
        severity: "SEV1",
        condition: { operator: ">", value: 6, unit: "%" },
      },
      { kind: "action", line: 12, severity: "SEV1", does: "notify" },
      { kind: "escalation-step", line: 30, role: "on-call engineer", after: "PT5M" },
      { kind: "escalation-step", line: 30, role: "on-call engineer", severity: "SEV2" },
    ],
  },
  "phases and checklists": {
    playbook: plan,
    right: [
      { kind: "title", line: 1, text: "The plan" },
      { kind: "phase", line: 1 },
      { kind: "phase", line: 2, start: "PT5M", end: "PT15M" },
      { kind: "phase-action", line: 4, phaseLine: 2 },
      { kind: "phase-action", line: 12, phaseLine: 2 },
      { kind: "checklist", line: 10, items: 1 },
      { kind: "checklist-item", line: 12, answer: "text" },
    ],
    wrong: [
      { kind: "title", line: 1, text: "A plan" },
      { kind: "phase", line: 2, start: "PT6M" },
      { kind: "phase-action", line: 4, phaseLine: 20 },
      // Where alerts come from is nothing to do.
      { kind: "phase-action", line: 3, phaseLine: 2 },
      { kind: "checklist", line: 10, items: 2 },
      { kind: "checklist-item", line: 12, answer: "boolean" },
    ],
  },
  "what else a plan has": {
    playbook: plan,
    right: [
      { kind: "template", line: 21, channel: "other" },
      { kind: "postmortem-section", line: 25, level: 2 },
      { kind: "postmortem-due", line: 1, value: "P3D" },
      { kind: "rotation", line: 30, columns: 2 },
      { kind: "shift", line: 31, start: "2026-03-02" },
      { kind: "contact", line: 40, has: ["email"] },
      { kind: "access", line: 45 },
      { kind: "link", line: 50, url: "https://example.org/board" },
      { kind: "related", line: 55, path: "restore.md" },
    ],
    wrong: [
      { kind: "template", line: 20, channel: "slack" },
      { kind: "postmortem-section", line: 25, level: 3 },
      { kind: "postmortem-due", line: 1, value: "P5D" },
      { kind: "rotation", line: 30, columns: 3 },
      { kind: "shift", line: 31, start: "2026-03-09" },
      { kind: "contact", line: 40, has: ["email", "phone"] },
      { kind: "access", line: 46 },
      { kind: "link", line: 50, url: "https://example.org/other" },
      { kind: "related", line: 55, path: "backup.md" },
    ],
  },
  "a runbook and its steps": {
    playbook: observing,
    right: [
      { kind: "runbook", line: 1, title: "Disk full" },
      { kind: "runbook", line: 2, title: "Issue: **Disk full**" },
      { kind: "command", line: 7, sha },
      { kind: "command", line: 7, sha, effect: "observe" },
      { kind: "manual-step", line: 5 },
    ],
    wrong: [
      { kind: "runbook", line: 1, title: "Disk slow" },
      { kind: "command", line: 8, sha },
      { kind: "command", line: 7, sha: "0".repeat(12) },
      { kind: "command", line: 7, sha, effect: "change" },
      { kind: "command", line: 7, sha, optional: true },
      { kind: "manual-step", line: 7 },
    ],
  },
  alternatives: {
    playbook: optionsOf("choice", 3, 8),
    right: [{ kind: "choice", line: 2, options: [3, 8] }],
    wrong: [
      { kind: "choice", line: 2, options: [3] },
      { kind: "choice", line: 2, options: [3, 9] },
      { kind: "branch", line: 2, options: [3, 8] },
    ],
  },
  "the ways of a branch": {
    playbook: optionsOf("branch", 3, 8),
    right: [{ kind: "branch", line: 3, options: [3, 8] }],
    wrong: [{ kind: "choice", line: 3, options: [3, 8] }],
  },
};

describe.each(Object.entries(EXAMPLES))("%s", (_, { playbook, right, wrong }) => {
  test.each(right)("is held: %j", (fact) => {
    expect(holdsFact(playbook, fact)).toBe(true);
  });

  test.each(wrong)("is not held: %j", (fact) => {
    expect(holdsFact(playbook, fact)).toBe(false);
  });
});

describe("what must not become behaviour", () => {
  test.each(["text", "output"] as const)("%s is right where nothing happens", (kind) => {
    // Words within a procedure ask for nothing by themselves; links and access are only shown.
    for (const line of [45, 50, 55, 100]) expect(holdsFact(plan, { kind, line })).toBe(true);
    expect(holdsFact(observing, { kind, line: 5 })).toBe(true);
  });

  test.each(["text", "output"] as const)("%s is wrong where something does", (kind) => {
    for (const line of [2, 12, 20, 31, 40]) expect(holdsFact(plan, { kind, line })).toBe(false);
    for (const line of [10, 12, 14, 30]) expect(holdsFact(levels, { kind, line })).toBe(false);
    expect(holdsFact(observing, { kind, line: 7 })).toBe(false);
  });

  test("text is wrong where somebody is asked to do it, or to choose it", () => {
    const steps = [stepOf(5), stepOf(6, { effect: "manual" })];
    const asking = runbookOf([{ kind: "sequence", steps, source: at(4) }]);
    const lines = (playbook: Playbook, ...all: readonly number[]): readonly number[] =>
      all.filter((line) => holdsFact(playbook, { kind: "text", line }));
    expect(lines(asking, 1, 4, 5, 6)).toEqual([4, 5]);
    expect(lines(optionsOf("choice", 10, 12), 10, 11, 12)).toEqual([11]);
  });
});

describe("a command's digest", () => {
  test.each(["$ df -h", "  df -h ", "sh-5.1$ df -h", "[root@node-1 ~]# df -h", "# df -h"])(
    "does not depend on the prompt: %s",
    (line) => {
      expect(commandShas(line)).toContain(sha);
    },
  );

  test("is that of the first of several lines", () => {
    const steps = [stepOf(7, { command: "kubectl get \\\n  pods", effect: "observe" })];
    const playbook = runbookOf([{ kind: "sequence", steps, source: at(4) }]);
    const [first = ""] = commandShas("kubectl get \\");
    expect(holdsFact(playbook, { kind: "command", line: 7, sha: first })).toBe(true);
  });
});
