import { describe, expect, it } from "vitest";
import { minutes, must, pagesOf, until } from "../../test/support/decided.ts";
import {
  actor,
  criticalRules,
  opened,
  person,
  roster,
  SENDER,
} from "../../test/support/incident-fixtures.ts";
import { MS } from "./duration.ts";
import type { PolicyStep } from "./incident.ts";

// The incident opens on a Wednesday at 02:30 UTC.
const windows = [{ days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" }];
const within = { when: "within", windows, timeZone: "UTC" } as const;
const outside = { when: "outside", windows, timeZone: "UTC" } as const;

/** The steps of Ann, Ben and Cleo at 0, 5 and 10 minutes, with more said of each. */
function steps(...more: readonly Partial<PolicyStep>[]): readonly PolicyStep[] {
  return criticalRules().steps.map((step, index) => ({ ...step, ...more[index] }));
}

describe("a step for some hours only", () => {
  it("is passed over at once at any other time, and the next one is not waited for", () => {
    const rules = criticalRules({ steps: steps({ hours: within }) });
    const decision = opened({ rules });
    expect(pagesOf(decision)).toEqual(["0 Ben r0s1"]);
    expect(decision.entries.find(({ kind }) => kind === "escalation.skipped")).toMatchObject({
      data: { step: 0, reason: "it is outside working hours" },
    });
    expect(pagesOf(until(decision.incident, minutes(5)))).toEqual(["5 Cleo r0s2"]);
  });

  it("is called on in them", () => {
    const rules = criticalRules({ steps: steps({ hours: outside }, { hours: within }) });
    const decision = opened({ rules });
    expect(pagesOf(decision)).toEqual(["0 Ann r0s0"]);
    expect(pagesOf(until(decision.incident, minutes(5)))).toEqual(["5 Cleo r0s2"]);
  });

  it("is judged when its time comes, in its own zone", () => {
    const berlin = { ...within, timeZone: "Asia/Tokyo" };
    const rules = criticalRules({ steps: steps({}, { hours: berlin }) });
    expect(pagesOf(until(opened({ rules }).incident, minutes(5)))).toEqual(["5 Ben r0s1"]);
  });

  it("leads to the catch-all where no other step is left: nothing is lost by the hour", () => {
    const all = { hours: within };
    const rules = criticalRules({ steps: steps(all, all, all) });
    expect(pagesOf(opened({ rules }))).toEqual(["0 Cleo r0s-1"]);
  });
});

describe("a step for more than so many alerts", () => {
  const few = { moreThan: { alerts: 2, withinMs: 10 * MS.minute } };
  const fire = (count: number) =>
    ({ kind: "alerts", by: SENDER, fired: Array(count).fill("a"), resolved: [] }) as const;

  it("is passed over while there are no more", () => {
    const rules = criticalRules({ steps: steps({}, few) });
    const { incident } = must(opened({ rules }).incident, fire(1), minutes(1));
    const later = until(incident, minutes(5));
    expect(pagesOf(later)).toEqual(["5 Cleo r0s2"]);
    expect(later.entries.find(({ kind }) => kind === "escalation.skipped")).toMatchObject({
      data: { reason: "2 alerts fired within 10 min, not more than 2" },
    });
  });

  it("is called on once there are, and forgets those that are too old", () => {
    const rules = criticalRules({ steps: steps({}, few) });
    const { incident } = must(opened({ rules }).incident, fire(2), minutes(1));
    expect(pagesOf(until(incident, minutes(5)))).toEqual(["5 Ben r0s1"]);
    expect(pagesOf(until(incident, minutes(20)))).toContain("20 Cleo r1s2");
  });

  it("keeps no more instants than it asks for", () => {
    const rules = criticalRules({ steps: steps({}, few) });
    const { incident } = must(opened({ rules }).incident, fire(500), minutes(1));
    expect(incident.firedAt).toHaveLength(3);
    expect(must(opened().incident, fire(9), minutes(1)).incident.firedAt).toEqual([]);
  });
});

describe("a step with targets", () => {
  it("calls on all of them at once, each person once", () => {
    const dora = { ...person("Dora"), teams: ["web"] };
    const who = roster({ people: [...roster().people, dora] });
    const targets = [
      { kind: "person", name: "Ben" },
      { kind: "schedule", name: "Secondary" },
      { kind: "role", name: "Escalation" },
      { kind: "team", name: "Web" },
    ] as const;
    const rules = criticalRules({ steps: steps({ targets }) });
    const decision = opened({ rules }, who);
    expect(pagesOf(decision)).toEqual(["0 Ben r0s0", "0 Cleo r0s0", "0 Dora r0s0"]);
  });

  it("passes over those who are not known, and says so", () => {
    const targets = [
      { kind: "person", name: "Zoe" },
      { kind: "team", name: "nobody" },
    ] as const;
    const decision = opened({ rules: criticalRules({ steps: steps({ targets }) }) });
    expect(pagesOf(decision)).toEqual(["0 Ben r0s1"]);
    expect(decision.entries.find(({ kind }) => kind === "escalation.skipped")).toMatchObject({
      data: { reason: 'Zoe is not known; nobody is meant by the team "nobody"' },
    });
  });

  it("does not call again on who has acknowledged, while more must", () => {
    const rules = criticalRules({ acknowledgements: 2 });
    const by = actor("Ann");
    const { incident } = must(
      opened({ rules }).incident,
      { kind: "acknowledge", by, via: "phone" },
      minutes(1),
    );
    expect(pagesOf(until(incident, minutes(15)))).toEqual([
      "5 Ben r0s1",
      "10 Cleo r0s2",
      "15 Ben r1s1",
    ]);
  });
});
