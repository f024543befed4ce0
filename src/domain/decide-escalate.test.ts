import { describe, expect, it } from "vitest";
import { kinds, minutes, must, pagesOf, refusal, until } from "../../test/support/decided.ts";
import { actor, criticalRules, opened, START } from "../../test/support/incident-fixtures.ts";
import type { IncidentInput } from "./decide.ts";
import { unwantedBecause } from "./delivery.ts";

const escalate: IncidentInput = { kind: "escalate", by: actor("Ann"), via: "phone" };
const acknowledge: IncidentInput = { kind: "acknowledge", by: actor("Ann"), via: "phone" };

describe("escalating by hand", () => {
  it("calls on the next step at once, and the rest of the round follows at its distance", () => {
    const decision = must(opened().incident, escalate, minutes(2));
    expect(pagesOf(decision)).toEqual(["2 Ben r0s1"]);
    expect(decision.entries[0]).toMatchObject({
      kind: "escalation.advanced",
      actor: { name: "Ann" },
      data: { via: "phone" },
    });
    expect(pagesOf(until(decision.incident, minutes(12)))).toEqual(["7 Cleo r0s2", "12 Ann r1s0"]);
  });

  it("leaves those alone who are being paged", () => {
    const { incident, notifications } = opened();
    const [page] = notifications;
    if (page === undefined) throw new Error("the first step pages");
    expect(unwantedBecause(page, must(incident, escalate, minutes(2)).incident)).toBeNull();
  });

  it("calls on the catch-all and begins again after the last step", () => {
    const last = until(opened().incident, minutes(11)).incident;
    const decision = must(last, escalate, minutes(12));
    expect(pagesOf(decision)).toEqual(["12 Cleo r1s-1", "12 Ann r1s0"]);
    expect(pagesOf(until(decision.incident, minutes(17)))).toEqual(["17 Ben r1s1"]);
  });

  it("reaches somebody else even where the policy has one step, or none", () => {
    const [first] = criticalRules().steps;
    for (const steps of [first === undefined ? [] : [first], []]) {
      const { incident } = opened({ rules: criticalRules({ steps }) });
      const names = must(incident, escalate, minutes(1)).notifications.map((n) => n.personName);
      expect(names).toContain("Cleo");
    }
  });

  it("ends an acknowledgement: the next step is called on until one of them answers", () => {
    const acknowledged = until(
      must(opened().incident, acknowledge, minutes(2)).incident,
      minutes(3),
    );
    const decision = must(acknowledged.incident, escalate, minutes(4));
    expect(decision.incident).toMatchObject({
      status: "open",
      acknowledgedBy: null,
      escalation: { mode: "running" },
    });
    expect(decision.entries[0]).toMatchObject({ data: { acknowledgedBy: "Ann" } });
    expect(pagesOf(decision)).toEqual(["4 Ben r0s1"]);
    const response = decision.incident.clocks.filter(({ kind }) => kind === "response");
    expect(response.map(({ outcome }) => outcome)).toEqual(["met", null]);
    expect(pagesOf(until(decision.incident, minutes(9)))).toEqual(["9 Cleo r0s2"]);
  });

  it("counts from now when the acknowledgement is long past: no burst follows", () => {
    const acknowledged = must(opened().incident, acknowledge, minutes(2)).incident;
    const noted = must(
      acknowledged,
      { kind: "accept-role", by: actor("Ben"), role: "incident commander" },
      minutes(20),
    ).incident;
    const decision = must(noted, escalate, minutes(40));
    expect(pagesOf(decision)).toEqual(["40 Ben r0s1"]);
    expect(pagesOf(until(decision.incident, minutes(46)))).toEqual(["45 Cleo r0s2"]);
  });

  it("is refused when it is over", () => {
    const resolve: IncidentInput = { kind: "resolve", by: actor("Ann"), reason: "rolled back" };
    const { incident } = must(opened().incident, resolve, minutes(2));
    expect(refusal(incident, escalate, minutes(3))).toBe("20260114-001 is resolved");
  });

  it("counts as something that a person did", () => {
    const { incident, entries } = must(opened().incident, escalate, START);
    expect(incident.lastHumanEntryAt).toBe(START);
    expect(kinds({ incident, entries, notifications: [] })).toContain("escalation.step");
  });
});
