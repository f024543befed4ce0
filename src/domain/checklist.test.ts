import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { playbook as base } from "../../test/support/playbook-fixture.ts";
import {
  type AnswerOutcome,
  answersIn,
  checklistPoints,
  effectOf,
  findPoint,
  openVerification,
  readAnswer,
} from "./checklist.ts";
import type { ChecklistItem, Playbook } from "./playbook.ts";
import type { TimelineEntry } from "./timeline.ts";

const source = { file: "playbook.md", line: 7 };
const item = (given: Partial<ChecklistItem>): ChecklistItem => ({
  id: "item",
  text: "An item",
  type: "boolean",
  source,
  ...given,
});

const errorRate = item({
  id: "errors",
  type: "measure",
  condition: { metric: "error rate", operator: "<", value: 0.5, unit: "%" },
});
const latency = item({
  type: "measure",
  condition: { metric: "p95", operator: "<", value: 500, unit: "ms" },
});
const scope = item({ type: "choice", choices: ["All", "Partial", "Nobody", "None"] });

const playbook: Playbook = {
  ...base,
  checklists: [
    {
      id: "closing",
      title: "Closing",
      source,
      groups: [
        {
          id: "checks",
          title: "Verification",
          verifies: true,
          items: [item({ id: "pods", expect: "true" }), errorRate],
          source,
        },
        { id: "papers", title: "Papers", items: [item({ id: "ticket", expect: "true" })], source },
      ],
    },
  ],
};
const points = checklistPoints(playbook);

describe("an answer", () => {
  it.each<[string, ChecklistItem, string, string, AnswerOutcome]>([
    ["as expected", item({ expect: "true" }), " YES ", "Yes", "done"],
    ["not as expected", item({ expect: "true" }), "n", "No", "open"],
    ["where no is right", item({ expect: "no" }), "false", "No", "done"],
    ["to a question", item({}), "no", "No", "done"],
    ["of the choices", scope, "partial", "Partial", "done"],
    ["that begins one choice", scope, "al", "All", "done"],
    [
      "that is one choice and begins another",
      item({ ...scope, choices: ["No", "Not yet"] }),
      "no",
      "No",
      "done",
    ],
    ["below the threshold", errorRate, "0.1", "0.1%", "done"],
    ["at the threshold", errorRate, "0.5 %", "0.5 %", "open"],
    ["in another unit", latency, "0.4 s", "0.4 s", "done"],
    ["in another unit, too much", latency, "2s", "2s", "open"],
    ["in words", item({ type: "text" }), "deploy 4.2 at ten", "deploy 4.2 at ten", "done"],
  ])("%s", (_, to, written, value, outcome) => {
    expect(readAnswer(to, written)).toEqual({ kind: "answer", answer: { value, outcome } });
  });

  it.each<[ChecklistItem, string, string]>([
    [item({}), "perhaps", "is neither yes nor no"],
    [scope, "no", "is none of All, Partial, Nobody, None"],
    [errorRate, "low", "is no amount"],
    [errorRate, "3 s", "is no amount in %"],
    [item({ type: "text" }), "  ", "says nothing"],
    [item({ type: "text" }), "x".repeat(2001), "is longer than 2000 characters"],
  ])("to %# is none", (to, written, problem) => {
    expect(readAnswer(to, written)).toEqual({ kind: "problem", problem });
  });

  it("of any text is read or refused", () => {
    const items = fc.constantFrom(item({}), scope, errorRate, item({ type: "list" }));
    fc.assert(
      fc.property(items, fc.string(), (to, written) => {
        const read = readAnswer(to, written);
        if (read.kind === "answer") expect(read.answer.value).not.toBe("");
        else expect(read.problem).toMatch(/^(?:is|says) /u);
      }),
    );
  });

  it("speaks for a severity, and calls a role when it is yes", () => {
    const asked = item({
      proposes: [{ answer: "yes", severity: "P0", text: "Data loss", source }],
      calls: "commander",
    });
    const yes = { value: "Yes", outcome: "done" } as const;
    expect(effectOf(asked, yes, playbook, "P1")).toEqual({
      proposes: { severity: "P0", rank: 0, line: 7, text: "Data loss" },
      calls: "commander",
    });
    expect(effectOf(asked, { value: "No", outcome: "done" }, playbook, "P1")).toEqual({});
    const gone = { ...asked, proposes: [{ answer: "yes", severity: "P9", text: "", source }] };
    expect(effectOf(gone, yes, playbook, "P1")).toEqual({ calls: "commander" });
  });
});

describe("a point", () => {
  it("is found by its key, or its item's id where only one has it", () => {
    expect(findPoint(points, "closing/checks/pods")?.item.id).toBe("pods");
    expect(findPoint(points, "ticket")?.key).toBe("closing/papers/ticket");
    expect(findPoint([...points, ...points], "ticket")).toBeUndefined();
    expect(findPoint(points, "nothing")).toBeUndefined();
  });
});

describe("what shows that an incident is over", () => {
  let seq = 0;
  const entry = (kind: string, data: object): TimelineEntry =>
    ({
      incidentId: "i",
      seq: ++seq,
      at: seq,
      kind,
      actor: { kind: "system" },
      data,
    }) as TimelineEntry;
  const answered = (point: string, outcome: AnswerOutcome) =>
    entry("checklist.answered", { point, text: "", line: 1, value: "", outcome });
  const open = (...entries: readonly TimelineEntry[]) =>
    openVerification(points, answersIn(entries, points)).map(({ item: { id } }) => id);

  it("is open until it is done or skipped; the last answer counts", () => {
    expect(open()).toEqual(["pods", "errors"]);
    const pods = answered("closing/checks/pods", "done");
    expect(open(pods, answered("closing/checks/errors", "open"))).toEqual(["errors"]);
    expect(open(pods, answered("closing/checks/errors", "skipped"))).toEqual([]);
    expect(open(pods, answered("closing/checks/pods", "open"))).toEqual(["pods", "errors"]);
  });

  it("is open again once the incident was reopened, and nothing else is", () => {
    const entries = [
      answered("closing/checks/pods", "done"),
      answered("closing/papers/ticket", "done"),
      entry("incident.reopened", { reason: "again" }),
    ];
    expect(open(...entries)).toEqual(["pods", "errors"]);
    expect([...answersIn(entries, points).keys()]).toEqual(["closing/papers/ticket"]);
  });
});
