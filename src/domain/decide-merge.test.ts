import { describe, expect, it } from "vitest";
import { kinds, minutes, must, pagesOf, refusal, until } from "../../test/support/decided.ts";
import {
  actor,
  criticalRules,
  mediumRules,
  opened,
  opening,
} from "../../test/support/incident-fixtures.ts";
import type { TakeInInput } from "./decide-merge.ts";
import type { Decision } from "./decision.ts";
import { unwantedBecause } from "./delivery.ts";
import { describeEntry } from "./describe-entry.ts";
import type { Incident, SeverityRules } from "./incident.ts";

const BEN = actor("Ben");
const ANN = actor("Ann");
const NOW = minutes(20);
const HIGH = criticalRules({ id: "P1", rank: 1, engages: [], informs: [] });

function incident(number: string, rules: SeverityRules): Incident {
  const numbered = { id: `incident-${number}`, number, groupKey: `group ${number}`, rules };
  return opened({ ...opening(), ...numbered, title: `Trouble ${number}` }).incident;
}

const source = (rules = HIGH): Incident => incident("20260114-002", rules);
const target = (rules = HIGH): Incident => incident("20260114-001", rules);

function acknowledged(of: Incident, by = ANN, at = minutes(1)): Incident {
  return must(of, { kind: "acknowledge", by, via: "api" }, at).incident;
}

function taken(into: Incident, from: Incident, more: Partial<TakeInInput> = {}): Decision {
  const words = { by: BEN, reason: "same cause", isDuplicate: false };
  return must(into, { kind: "take-in", from, rules: from.rules, ...words, ...more }, NOW);
}

function merged(from: Incident): Decision {
  const words = { by: BEN, reason: "same cause", isDuplicate: false };
  return must(from, { kind: "merge-into", into: target(), ...words }, NOW);
}

describe("the incident that ends", () => {
  it("is closed, with its clocks replaced, and nothing is due", () => {
    const ended = merged(source());
    expect(ended.incident).toMatchObject({
      status: "closed",
      dueAt: null,
      firingAlerts: 0,
      mergedInto: { number: "20260114-001" },
      escalation: { mode: "stopped" },
    });
    expect(ended.incident.clocks.every(({ endedAt }) => endedAt !== null)).toBe(true);
    expect(ended.entries.map(describeEntry)).toContain(
      "Ben merged it into 20260114-001 (Trouble 20260114-001): same cause.",
    );
  });

  it("keeps a breach that it had", () => {
    const late = until(source(), minutes(19)).incident;
    const response = merged(late).incident.clocks.find(({ kind }) => kind === "response");
    expect(response?.outcome).toBe("breached");
  });

  it("wants none of its pages any more", () => {
    const from = source();
    const page = { purpose: "page", role: "x", round: 0, personId: "person-ann" } as const;
    expect(unwantedBecause(page, from)).toBeNull();
    expect(unwantedBecause(page, merged(from).incident)).toBe(
      "the incident was merged into 20260114-001",
    );
  });

  it("stays ended, and says where it went", () => {
    const { incident: ended } = merged(source());
    const into = { id: "other", number: "20260114-003", title: "x" };
    const inputs = [
      { kind: "reopen", by: BEN, reason: "again" },
      { kind: "acknowledge", by: BEN, via: "link" },
      { kind: "close", by: BEN, reason: "" },
      { kind: "merge-into", by: BEN, into, reason: "", isDuplicate: false },
    ] as const;
    for (const input of inputs) {
      expect(refusal(ended, input, NOW)).toBe("20260114-002 was merged into 20260114-001");
    }
  });

  it("cannot be merged into itself, nor into one that was merged", () => {
    const from = source();
    const words = { by: BEN, reason: "", isDuplicate: false };
    expect(refusal(from, { kind: "merge-into", into: from, ...words }, NOW)).toMatch("into itself");
    const { incident: gone } = merged(source());
    const input = { kind: "take-in", from: target(), rules: HIGH, ...words } as const;
    expect(refusal(gone, input, NOW)).toBe("20260114-002 was merged into 20260114-001");
  });
});

describe("the incident that goes on", () => {
  it("counts the alerts, and names the other", () => {
    const decision = taken(target(), source());
    expect(decision.incident).toMatchObject({ status: "open", firingAlerts: 2 });
    expect(describeEntry(decision.entries[0] as Decision["entries"][number])).toBe(
      "Ben merged 20260114-002 (P1, Trouble 20260114-002) into this, with one alert firing: same cause.",
    );
  });

  it("goes on paging from where it stands, when it was paging", () => {
    const paging = until(target(), minutes(6)).incident;
    const decision = taken(paging, source());
    expect(decision.incident.escalation).toEqual(paging.escalation);
    expect(kinds(decision)).not.toContain("escalation.started");
  });

  it("pages anew when somebody else had acknowledged it and nobody the other", () => {
    const decision = taken(acknowledged(target()), source());
    expect(decision.incident).toMatchObject({ status: "open", acknowledgedBy: null });
    expect(pagesOf(decision)).toEqual(["20 Ann r1s0"]);
    expect(decision.entries[0]?.data).toMatchObject({ acknowledgedBy: "Ann" });
    expect(decision.incident.clocks.filter((c) => c.kind === "response" && c.endedAt === null)) //
      .toHaveLength(1);
  });

  it("stays acknowledged when whoever has it merges, which shows that they work on it", () => {
    const decision = taken(acknowledged(target(), BEN), source());
    expect(decision.incident).toMatchObject({ status: "acknowledged", lastHumanEntryAt: NOW });
    expect(pagesOf(decision)).toEqual([]);
  });

  it("stays acknowledged when the other was, too, for no longer than it was", () => {
    const into = acknowledged(target());
    const decision = taken(into, acknowledged(source(), actor("Cleo")));
    expect(decision.incident).toMatchObject({
      status: "acknowledged",
      lastHumanEntryAt: into.lastHumanEntryAt,
    });
    expect(decision.incident.responders).toMatchObject([{ name: "Cleo", role: "responder" }]);
  });

  it("stays acknowledged when the other would wake nobody", () => {
    const decision = taken(acknowledged(target()), source(mediumRules()));
    expect(decision.incident.status).toBe("acknowledged");
  });

  it("is not quietened by a merge: what was snoozed, or taken by some of those needed, pages", () => {
    const snooze = { kind: "snooze", by: ANN, untilAt: minutes(60), reason: "" } as const;
    const snoozed = must(target(), snooze, minutes(1)).incident;
    expect(taken(snoozed, source()).incident.snoozedUntil).toBeNull();
    expect(pagesOf(taken(snoozed, source()))).toEqual(["20 Ann r1s0"]);
    const two = acknowledged(target({ ...HIGH, acknowledgements: 2 }));
    expect(taken(two, source()).incident.acknowledgements).toEqual([]);
    const putOff = must(source(), snooze, minutes(1)).incident;
    expect(taken(acknowledged(target()), putOff).incident.status).toBe("open");
  });

  it("gets the worse severity, whoever had set its own, and keeps its own when that is worse", () => {
    const set = { ...target(), severityByPerson: true };
    const raised = taken(set, source(criticalRules()));
    expect(raised.incident).toMatchObject({ severity: "P0", rules: { rank: 0 } });
    expect(pagesOf(raised)).toEqual(["20 Ann r1s0"]);
    expect(raised.entries.map(describeEntry)).toContain(
      "Severity changed from P1 to P0: 20260114-002 was merged into it.",
    );
    expect(taken(target(), source(mediumRules())).incident.severity).toBe("P1");
  });

  it("asks on whom the other was asking, and lets in who took part", () => {
    const asked = must(source(), { kind: "page", by: BEN, whom: "Cleo" }, minutes(2)).incident;
    const role = { kind: "accept-role", by: ANN, role: "incident commander" } as const;
    const from = must(asked, role, minutes(3)).incident;
    const { responders, roles } = taken(target(), from).incident;
    expect(responders).toMatchObject([
      { name: "Cleo", joinedAt: null },
      { name: "Ann", role: "incident commander", joinedAt: NOW },
    ]);
    // Of this incident nobody has taken it: it is asked for where the severity wants it.
    expect(roles).toEqual({});
  });

  it("goes on with tasks that were open in the other, under numbers of its own", () => {
    const add = { kind: "add-task", by: BEN, text: "Look at the disks", person: "Ann" } as const;
    const due = { ...add, dueAt: minutes(30) };
    const from = must(source(), due, minutes(2)).incident;
    const own = must(target(), { ...add, text: "Call the shop" }, minutes(2)).incident;
    const { incident: into } = taken(own, from);
    expect(into.tasks).toMatchObject([
      { number: 1, text: "Call the shop" },
      { number: 2, text: "Look at the disks (task 1 of 20260114-002)", name: "Ann" },
    ]);
    expect(kinds(until(into, minutes(31)))).toContain("task.due");
    expect(merged(from).incident.tasks).toEqual([]);
  });

  it("tells everybody who was told of the other, once, and later that it is over", () => {
    const from = until(source(), minutes(6)).incident;
    const decision = taken(target(), from);
    const told = decision.notifications.filter(({ purpose }) => purpose === "informed");
    expect(told.map(({ personName }) => personName)).toEqual(["Ann"]);
    expect(decision.incident.told).toContain("person-ben");
  });

  it("takes nothing in once it is over", () => {
    const over = must(target(), { kind: "resolve", by: ANN, reason: "" }, minutes(2)).incident;
    const input = { kind: "take-in", from: source(), rules: HIGH, by: BEN } as const;
    expect(refusal(over, { ...input, reason: "", isDuplicate: false }, NOW)).toBe(
      "20260114-001 is resolved; reopen it first, or relate the two instead",
    );
  });
});
