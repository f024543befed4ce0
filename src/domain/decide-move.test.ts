import { describe, expect, it } from "vitest";
import { kinds, minutes, must, pagesOf, refusal } from "../../test/support/decided.ts";
import { actor, criticalRules, mediumRules, opened } from "../../test/support/incident-fixtures.ts";
import { describeEntry } from "./describe-entry.ts";
import type { Incident, SeverityRules } from "./incident.ts";

const BEN = actor("Ben");
const NOW = minutes(20);
const HIGH = criticalRules({ id: "P1", rank: 1, engages: [], informs: [] });
const LEAVE = { kind: "alerts-leave", by: BEN, to: "20260114-002", reason: "other disk" } as const;

function incident(number: string, rules: SeverityRules, alerts = ["a", "b"]): Incident {
  return opened({ id: number, number, groupKey: number, rules, alerts }).incident;
}

const acknowledged = (of: Incident): Incident =>
  must(of, { kind: "acknowledge", by: actor("Ann"), via: "api" }, minutes(1)).incident;

describe("the incident that alerts leave", () => {
  it("goes on with the others", () => {
    const left = must(incident("one", HIGH), { ...LEAVE, titles: ["a"], firing: 1 }, NOW);
    expect(left.incident).toMatchObject({ status: "open", firingAlerts: 1 });
    expect(left.entries.map(describeEntry)).toEqual([
      "Ben moved the alert a to 20260114-002 (1 firing now): other disk.",
    ]);
  });

  it("resolves itself when none is left, and nobody had it; else it asks", () => {
    const input = { ...LEAVE, titles: ["a", "b"], firing: 2 };
    const left = must(incident("one", HIGH), input, NOW);
    expect(left.incident.status).toBe("resolved");
    expect(left.entries.map(describeEntry)).toContain(
      "Resolved: all its alerts were moved to 20260114-002 and nobody had acknowledged.",
    );
    const taken = must(acknowledged(incident("one", HIGH)), input, NOW);
    expect(taken.incident.status).toBe("acknowledged");
    expect(kinds(taken)).toEqual(["alerts.left", "resolution.proposed"]);
  });

  it("goes on paging when somebody had declared it", () => {
    const declared = { ...incident("one", HIGH), integrationId: null };
    const left = must(declared, { ...LEAVE, titles: ["a", "b"], firing: 2 }, NOW);
    expect(left.incident).toMatchObject({ status: "open", firingAlerts: 0 });
    expect(left.incident.dueAt).not.toBeNull();
  });
});

describe("the incident that alerts join", () => {
  const join = (into: Incident, from: Incident, rules = HIGH, by = BEN) =>
    must(
      into,
      { kind: "alerts-join", by, from: [from], titles: ["a"], firing: 1, rules, reason: "" },
      NOW,
    );

  it("counts them, and pages by the worst", () => {
    const quiet = { ...incident("two", mediumRules()), severityByPerson: false };
    const joined = join(quiet, incident("one", HIGH));
    expect(joined.incident).toMatchObject({ firingAlerts: 3, severity: "P1" });
    expect(pagesOf(joined)).toEqual(["20 Ann r1s0"]);
    const set = { ...quiet, severityByPerson: true };
    expect(join(set, incident("one", HIGH)).incident.severity).toBe("P2");
  });

  it("does not take an alert for answered that nobody had answered", () => {
    const joined = join(acknowledged(incident("two", HIGH)), incident("one", HIGH));
    expect(joined.incident.status).toBe("open");
    expect(joined.entries.map(describeEntry)).toContain(
      "Ben moved the alert a here from one (3 firing now); the acknowledgement by Ann ended, because nobody had answered there.",
    );
    const answered = join(acknowledged(incident("two", HIGH)), acknowledged(incident("one", HIGH)));
    expect(answered.incident.status).toBe("acknowledged");
    const own = join(
      acknowledged(incident("two", HIGH)),
      incident("one", HIGH),
      HIGH,
      actor("Ann"),
    );
    expect(own.incident.status).toBe("acknowledged");
  });

  it("is none that is over", () => {
    const over = must(incident("two", HIGH), { kind: "resolve", by: BEN, reason: "" }, NOW);
    const input = { kind: "alerts-join", by: BEN, from: [], titles: [], firing: 0 } as const;
    expect(refusal(over.incident, { ...input, rules: HIGH, reason: "" }, NOW)).toBe(
      "two is resolved",
    );
  });
});

it("relates an incident to another, not to itself", () => {
  const one = incident("one", HIGH);
  const input = { kind: "relate", by: BEN, reason: "same rack" } as const;
  const related = must(one, { ...input, to: "two" }, NOW);
  expect(related.entries.map(describeEntry)).toEqual(["Ben related it to two: same rack."]);
  expect(refusal(one, { ...input, to: "one" }, NOW)).toBe("one cannot be related to itself");
});

it("what was declared and merged into an incident does not end with its alerts", () => {
  const declared = { ...incident("one", HIGH, []), integrationId: null };
  const words = { by: BEN, reason: "", isDuplicate: false };
  const input = { kind: "take-in", from: declared, rules: HIGH, ...words } as const;
  const merged = must(incident("two", HIGH), input, NOW).incident;
  const ended = { kind: "alerts", by: BEN, fired: [], resolved: ["a", "b"] } as const;
  expect(must(merged, ended, NOW).incident).toMatchObject({ status: "open", firingAlerts: 0 });
});
