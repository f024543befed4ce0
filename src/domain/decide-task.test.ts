import { describe, expect, it } from "vitest";
import { minutes, must, refusal, until } from "../../test/support/decided.ts";
import { actor, criticalRules, opened } from "../../test/support/incident-fixtures.ts";
import type { IncidentInput } from "./decide.ts";
import type { Decision } from "./decision.ts";
import { describeEntry } from "./describe-entry.ts";
import { MS } from "./duration.ts";
import type { Incident } from "./incident.ts";

const ann = actor("Ann");
const answered = (postmortemMs?: number): Incident => {
  const rules = criticalRules(postmortemMs === undefined ? {} : { postmortemMs });
  const { incident } = opened({ rules });
  return must(incident, { kind: "acknowledge", by: ann, via: "cli" }, minutes(1)).incident;
};
const task = (parts: object = {}): IncidentInput => ({
  kind: "add-task",
  by: ann,
  text: "Fail over the database",
  person: "Ben",
  dueAt: minutes(12),
  ...parts,
});
const resolve: IncidentInput = { kind: "resolve", by: ann, reason: "failed over" };
const sentences = ({ entries }: Decision): string[] => entries.map(describeEntry);
const toldOf = ({ notifications }: Decision): string[] =>
  notifications.map(({ personName, reason }) => `${personName}: ${reason}`);

describe("a task", () => {
  it("is given to a person with a time, and they are told, in writing and quietly", () => {
    const given = must(answered(), task(), minutes(2));
    expect(sentences(given)).toEqual([
      "Ann gave task 1 to Ben, until 2026-01-14 02:42 UTC: Fail over the database.",
    ]);
    expect(toldOf(given)).toEqual([
      "Ben: Ann asks you: Fail over the database. Until 2026-01-14 02:42 UTC. Understood? tocsin task accept 20260114-001 1",
    ]);
    expect(given.notifications[0]?.urgency).toBe("low");
  });

  it("is understood, done, and then open no more", () => {
    const given = must(answered(), task(), minutes(2)).incident;
    const accepted = must(
      given,
      { kind: "accept-task", by: actor("Ben"), task: 1 },
      minutes(3),
    ).incident;
    expect(accepted.tasks).toMatchObject([{ name: "Ben", acceptedAt: minutes(3) }]);
    const done = must(accepted, { kind: "finish-task", by: actor("Ben"), task: 1 }, minutes(4));
    expect(sentences(done)).toEqual(["Ben did task 1: Fail over the database."]);
    expect(done.incident.tasks).toEqual([]);
    expect(refusal(done.incident, { kind: "finish-task", by: ann, task: 1 }, minutes(5))).toContain(
      "no open task 1",
    );
  });

  it("goes to somebody else, who has yet to understand it", () => {
    const given = must(answered(), task(), minutes(2)).incident;
    const accepted = must(given, { kind: "accept-task", by: actor("Ben"), task: 1 }, minutes(3));
    const moved = must(
      accepted.incident,
      { kind: "assign-task", by: ann, task: 1, person: "Cleo" },
      minutes(4),
    );
    expect(moved.incident.tasks).toMatchObject([{ name: "Cleo", acceptedAt: null }]);
    expect(toldOf(moved)).toHaveLength(1);
  });

  it("whose time is over is said once, to its person and to whoever has the incident in hand", () => {
    const given = must(answered(), task(), minutes(2)).incident;
    const later = until(given, minutes(30));
    const told = toldOf(later).filter((text) => text.includes("The time for task"));
    expect(told).toEqual([
      "Ann: The time for task 1 is over: Fail over the database (Ben).",
      "Ben: The time for task 1 is over: Fail over the database (Ben).",
    ]);
  });

  it.each([
    ["of nobody known", task({ person: "Dora" }), "nobody is called Dora"],
    ["due in the past", task({ dueAt: minutes(1) }), "within a week"],
    ["due in a month", task({ dueAt: minutes(2) + 30 * MS.day }), "action item"],
  ])("%s is refused", (_, input, why) => {
    expect(refusal(answered(), input, minutes(2))).toContain(why);
  });

  it("that is open in the end becomes an action item of the same number", () => {
    const given = must(answered(), task(), minutes(2)).incident;
    const over = must(given, resolve, minutes(5));
    expect(sentences(over)).toContain(
      "Task 1 is open in the end and becomes an action item: Fail over the database (Ben).",
    );
    expect(over.incident.tasks).toEqual([]);
    const next = must(
      over.incident,
      { kind: "add-action", by: ann, text: "Document the failover" },
      minutes(9),
    );
    expect(sentences(next)).toEqual(["Ann added action item 2: Document the failover."]);
  });
});

describe("the postmortem", () => {
  const added = (decision: Decision) =>
    decision.entries.flatMap(({ kind, data }) =>
      kind === "action.added" || kind === "action.changed" ? [data] : [],
    );

  it("is promised at the end by whoever commanded, within the playbook's time", () => {
    const commanded = must(
      answered(2 * MS.day),
      { kind: "accept-role", by: actor("Cleo"), role: "incident commander" },
      minutes(2),
    ).incident;
    const over = must(commanded, resolve, minutes(10));
    expect(added(over)).toMatchObject([
      { owner: "Cleo", dueAt: minutes(10) + 2 * MS.day, purpose: "postmortem", status: "open" },
    ]);
  });

  it("is promised once, and anew with the next end", () => {
    const over = must(answered(2 * MS.day), resolve, minutes(10)).incident;
    const again = must(over, { kind: "reopen", by: ann, reason: "back" }, minutes(20)).incident;
    const taken = must(again, { kind: "acknowledge", by: ann, via: "cli" }, minutes(21)).incident;
    const end = must(taken, resolve, minutes(30));
    expect(added(end)).toMatchObject([{ item: 1, dueAt: minutes(30) + 2 * MS.day }]);
    expect(end.incident.itemsNumbered).toBe(1);
  });

  it("is promised by nobody where nobody had it in hand", () => {
    const { incident } = opened({ rules: criticalRules({ postmortemMs: MS.day }) });
    expect(added(must(incident, resolve, minutes(3)))).toEqual([]);
  });
});
