import { describe, expect, it } from "vitest";
import { kinds, minutes, must, pagesOf, refusal, until } from "../../test/support/decided.ts";
import {
  actor,
  criticalRules,
  mediumRules,
  opened,
  SENDER,
} from "../../test/support/incident-fixtures.ts";
import type { IncidentInput } from "./decide.ts";
import { unwantedBecause } from "./delivery.ts";
import type { Incident, SeverityRules } from "./incident.ts";

const by = actor("Ann");
const snooze = (untilAt: number): IncidentInput => ({
  kind: "snooze",
  by,
  untilAt,
  reason: "the shop is closed",
});
const acknowledge: IncidentInput = { kind: "acknowledge", by, via: "phone" };
const change = (rules: SeverityRules): IncidentInput => ({
  kind: "change-severity",
  by,
  rules,
  reason: "second look",
});
const snoozed = (): Incident => must(opened().incident, snooze(minutes(60)), minutes(2)).incident;

describe("snoozing", () => {
  it("pages nobody until then, and begins anew when its time has come", () => {
    const decision = must(opened().incident, snooze(minutes(60)), minutes(2));
    expect(decision.entries[0]).toMatchObject({
      kind: "incident.snoozed",
      data: { untilAt: minutes(60), reason: "the shop is closed" },
    });
    const meanwhile = until(decision.incident, minutes(60) - 1);
    expect(pagesOf(meanwhile)).toEqual([]);
    expect(meanwhile.notifications.filter(({ urgency }) => urgency === "high")).toEqual([]);
    const later = until(meanwhile.incident, minutes(65));
    expect(pagesOf(later)).toEqual(["60 Ann r1s0", "65 Ben r1s1"]);
    expect(kinds(later)).toContain("snooze.ended");
  });

  it("drops what was planned before, and not what is asked by hand", () => {
    const { incident, notifications } = opened();
    const quiet = must(incident, snooze(minutes(60)), minutes(2)).incident;
    for (const planned of notifications) {
      expect(unwantedBecause(planned, quiet)).toBe("the incident is snoozed");
    }
    const asked = must(quiet, { kind: "page", by, whom: "Cleo" }, minutes(3));
    const [call] = asked.notifications;
    if (call === undefined) throw new Error("Cleo is called");
    expect(unwantedBecause(call, asked.incident)).toBeNull();
  });

  it("keeps an acknowledgement from lapsing, and ends it with itself", () => {
    const taken = must(opened().incident, acknowledge, minutes(1)).incident;
    const quiet = must(taken, snooze(minutes(120)), minutes(2)).incident;
    const meanwhile = until(quiet, minutes(119));
    expect(meanwhile.incident).toMatchObject({ status: "acknowledged", acknowledgedBy: "Ann" });
    const later = until(meanwhile.incident, minutes(120));
    expect(later.incident.status).toBe("open");
    expect(pagesOf(later)).toEqual(["120 Ann r1s0"]);
    const ended = later.entries.find(({ kind }) => kind === "snooze.ended");
    expect(ended?.data).toMatchObject({ acknowledgedBy: "Ann" });
  });

  it("may be made longer or shorter", () => {
    const longer = must(snoozed(), snooze(minutes(90)), minutes(3)).incident;
    expect(pagesOf(until(longer, minutes(90)))).toEqual(["90 Ann r1s0"]);
    const shorter = must(snoozed(), snooze(minutes(10)), minutes(3)).incident;
    expect(pagesOf(until(shorter, minutes(10)))).toEqual(["10 Ann r1s0"]);
  });

  it("ends when somebody acknowledges, escalates, reassigns or resolves", () => {
    const deeds: IncidentInput[] = [
      acknowledge,
      { kind: "escalate", by, via: "api" },
      { kind: "reassign", by, whom: "Cleo", reason: "" },
      { kind: "resolve", by, reason: "" },
    ];
    for (const deed of deeds) {
      expect(must(snoozed(), deed, minutes(3)).incident.snoozedUntil).toBeNull();
    }
    const escalated = must(snoozed(), { kind: "escalate", by, via: "api" }, minutes(3));
    expect(pagesOf(escalated)).toEqual(["3 Ben r0s1"]);
  });

  it("lets somebody take an incident that was acknowledged and put off", () => {
    const taken = must(opened().incident, acknowledge, minutes(1)).incident;
    const quiet = must(taken, snooze(minutes(120)), minutes(2)).incident;
    const answer: IncidentInput = { kind: "acknowledge", by: actor("Ben"), via: "api" };
    const { incident } = must(quiet, answer, minutes(3));
    expect(incident).toMatchObject({ acknowledgedBy: "Ben", snoozedUntil: null });
  });

  it("ends when it gets worse, and not when it gets better", () => {
    const quiet = must(
      opened({ rules: mediumRules() }).incident,
      snooze(minutes(60)),
      minutes(2),
    ).incident;
    const worse = must(quiet, change(criticalRules()), minutes(3));
    expect(worse.incident.snoozedUntil).toBeNull();
    expect(pagesOf(worse)).toEqual(["3 Ann r1s0"]);
    const better = must(snoozed(), change(mediumRules()), minutes(3));
    expect(better.incident.snoozedUntil).toBe(minutes(60));
    expect(better.notifications).toEqual([]);
    expect(pagesOf(until(better.incident, minutes(60)))).toEqual(["60 Ann r1s0"]);
  });

  it("does not keep an incident from resolving itself", () => {
    const ended: IncidentInput = {
      kind: "alerts",
      by: SENDER,
      fired: [],
      resolved: ["API is down"],
    };
    const { incident } = must(snoozed(), ended, minutes(3));
    expect(incident).toMatchObject({ status: "resolved", snoozedUntil: null });
  });

  it("does not move on when a page from before has failed", () => {
    const failed = { kind: "undeliverable", round: 0, step: 0, role: "On-Call Engineer" } as const;
    expect(must(snoozed(), failed, minutes(3)).notifications).toEqual([]);
  });

  it("is for a day at most where people are woken, and for a week elsewhere", () => {
    const day = 24 * 60;
    expect(refusal(opened().incident, snooze(minutes(day + 3)), minutes(2))).toBe(
      "20260114-001 is P0 and is snoozed for 1 day at most",
    );
    expect(
      must(opened().incident, snooze(minutes(day + 2)), minutes(2)).incident.dueAt,
    ).not.toBeNull();
    const quiet = opened({ rules: mediumRules() }).incident;
    expect(must(quiet, snooze(minutes(7 * day)), minutes(2)).incident.snoozedUntil).not.toBeNull();
    expect(refusal(quiet, snooze(minutes(7 * day + 3)), minutes(2))).toContain("1 week at most");
    expect(refusal(quiet, snooze(minutes(2)), minutes(2))).toContain("a time that has passed");
  });
});
