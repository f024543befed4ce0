import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kinds, minutes, must, pagesOf, refusal, until } from "../../test/support/decided.ts";
import {
  actor,
  criticalRules,
  mediumRules,
  opened,
  person,
  roster,
  SENDER,
  START,
} from "../../test/support/incident-fixtures.ts";
import { inputs, rosters } from "../../test/support/incident-inputs.ts";
import { decide, type IncidentInput } from "./decide.ts";
import type { Decision } from "./decision.ts";
import { MS } from "./duration.ts";
import type { Incident, SeverityRules } from "./incident.ts";
import type { Roster } from "./roster.ts";

describe("opening", () => {
  it("pages the first step at once and engages the commander", () => {
    const decision = opened();
    expect(pagesOf(decision)).toEqual(["0 Ann r0s0"]);
    const engaged = decision.notifications.filter((n) => n.purpose === "engaged");
    expect(engaged.map((n) => [n.personName, n.urgency])).toEqual([["Ben", "high"]]);
    expect(kinds(decision)).toEqual([
      "incident.opened",
      "alerts.fired",
      "actions.listed",
      "escalation.started",
      "escalation.step",
    ]);
    expect(decision.incident.dueAt).toBe(minutes(5));
  });

  it("notifies quietly where the severity does not page", () => {
    const decision = opened({ rules: mediumRules() });
    expect(decision.notifications.map((n) => [n.personName, n.urgency])).toEqual([["Ann", "low"]]);
  });

  it("goes to the catch-all when a paging severity has no steps", () => {
    const decision = opened({ rules: criticalRules({ steps: [] }) });
    expect(pagesOf(decision)).toEqual(["0 Cleo r0s-1"]);
  });

  it("waits for the response time when a quiet severity has no steps", () => {
    const decision = opened({ rules: { ...mediumRules(), steps: [] } });
    expect(decision.notifications).toEqual([]);
    const later = until(decision.incident, minutes(121));
    expect(pagesOf(later)).toEqual(["120 Cleo r1s-1"]);
  });
});

describe("escalation", () => {
  it("goes through the steps, repeats, and then adds the catch-all", () => {
    const later = until(opened().incident, minutes(31));
    expect(pagesOf(later)).toEqual([
      "5 Ben r0s1",
      "10 Cleo r0s2",
      "15 Ann r1s0",
      "20 Ben r1s1",
      "25 Cleo r1s2",
      "30 Cleo r2s-1",
      "30 Ann r2s0",
    ]);
  });

  it("advances at once past a step that reaches nobody", () => {
    const who = { people: [person("Ann", []), person("Ben"), person("Cleo")] };
    const decision = opened({}, who);
    expect(pagesOf(decision)).toEqual(["0 Ben r0s1"]);
    const skipped = decision.entries.find((entry) => entry.kind === "escalation.skipped");
    expect(skipped?.data).toMatchObject({ step: 0, reason: "Ann has no contact method" });
    // The rest of the round comes forward with it.
    expect(decision.incident.dueAt).toBe(minutes(5));
  });

  it("pages the catch-all when no step reaches anybody", () => {
    const who = { people: [person("Dora")], catchAll: ["Dora"] };
    const decision = opened({}, who);
    expect(pagesOf(decision)).toEqual(["0 Dora r0s-1"]);
  });

  it("says so loudly, and tries again soon, when there is nobody at all", () => {
    const who = { people: [], catchAll: [] };
    const decision = opened({}, who);
    expect(kinds(decision)).toContain("escalation.nobody");
    expect(decision.incident.dueAt).toBe(minutes(5));
    // As soon as somebody can be reached, they are.
    const later = must(decision.incident, { kind: "due" }, minutes(5));
    expect(pagesOf(later)).toEqual(["5 Ann r1s0"]);
  });

  it("fires one step after an outage, not all that were missed", () => {
    const later = must(opened().incident, { kind: "due" }, minutes(50));
    expect(pagesOf(later)).toEqual(["50 Ben r0s1"]);
    expect(later.incident.dueAt).toBeGreaterThan(minutes(50));
  });

  it("moves on at once when every channel of a step failed", () => {
    const { incident } = opened();
    const input = { kind: "undeliverable", round: 0, step: 0, role: "On-Call Engineer" } as const;
    expect(pagesOf(must(incident, input, minutes(1)))).toEqual(["1 Ben r0s1"]);
    const late = must(until(incident, minutes(6)).incident, input, minutes(7));
    expect(late.notifications).toEqual([]);
  });
});

describe("acknowledgement", () => {
  const acknowledge = (name: string, role?: string): IncidentInput => ({
    kind: "acknowledge",
    by: actor(name),
    via: "link",
    ...(role === undefined ? {} : { role }),
  });

  it("stops the steps but goes on asking for the commander", () => {
    const acknowledged = must(opened().incident, acknowledge("Ann"), minutes(2));
    expect(acknowledged.incident).toMatchObject({ status: "acknowledged", acknowledgedBy: "Ann" });
    const later = until(acknowledged.incident, minutes(21));
    expect(pagesOf(later)).toEqual([]);
    const asked = later.notifications.filter((n) => n.purpose === "role");
    expect(asked.map((n) => [n.personName, n.step])).toEqual([
      ["Ben", 1],
      ["Ben", 1],
    ]);
  });

  it("by the commander ends all paging", () => {
    const later = until(opened().incident, minutes(5));
    const by = must(later.incident, acknowledge("Ben", "Incident Commander"), minutes(6));
    expect(by.incident.roles).toEqual({ "Incident Commander": "Ben" });
    expect(by.incident.escalation.mode).toBe("stopped");
  });

  it("ends the response clock as met, in time", () => {
    const { incident } = must(opened().incident, acknowledge("Ann"), minutes(2));
    const response = incident.clocks.find((segment) => segment.kind === "response");
    expect(response).toMatchObject({ outcome: "met", endedAt: minutes(2) });
  });

  it("is refused twice, with who has it", () => {
    const { incident } = must(opened().incident, acknowledge("Ann"), minutes(2));
    expect(refusal(incident, acknowledge("Ben"), minutes(3))).toContain(
      "already acknowledged by Ann",
    );
  });

  it("lapses after 30 minutes without an entry, and paging resumes", () => {
    let current = must(opened().incident, acknowledge("Ann"), minutes(2));
    current = must(
      current.incident,
      { kind: "accept-role", by: actor("Ben"), role: "incident commander" },
      minutes(3),
    );
    const note: IncidentInput = { kind: "note", by: actor("Ann"), text: "looking at the pods" };
    current = must(current.incident, note, minutes(20));
    expect(until(current.incident, minutes(49)).incident.status).toBe("acknowledged");
    const lapsed = until(current.incident, minutes(50));
    expect(kinds(lapsed)).toContain("acknowledgement.lapsed");
    expect(lapsed.incident.status).toBe("open");
    expect(pagesOf(lapsed)).toEqual(["50 Ann r1s0"]);
    expect(lapsed.incident.clocks.filter((segment) => segment.kind === "response")).toHaveLength(2);
  });
});

describe("clocks", () => {
  it("warn at 80 % and tell the next step of a breach", () => {
    const later = until(opened().incident, minutes(15));
    const clocks = later.entries.filter((entry) => entry.kind.startsWith("clock."));
    expect(clocks.map((entry) => [entry.kind, (entry.at - START) / MS.minute])).toEqual([
      ["clock.warned", 12],
      ["clock.breached", 15],
    ]);
    const told = later.notifications.filter((n) => n.purpose === "clock-breach");
    expect(told).toHaveLength(1);
    expect(told[0]?.reason).toBe("Response clock breached: 15 min have passed.");
  });

  it("restart for communication with each update, judging each interval", () => {
    const update: IncidentInput = {
      kind: "update",
      by: actor("Ann"),
      audience: "stakeholders",
      text: "Rolling back",
      publicStatus: "identified",
    };
    const { incident } = must(opened().incident, update, minutes(20));
    const intervals = incident.clocks.filter((segment) => segment.kind === "communication");
    expect(intervals.map((segment) => segment.outcome)).toEqual(["met", null]);
    expect(intervals[1]?.startedAt).toBe(minutes(20));
    expect(incident.publicStatus).toBe("identified");
  });

  it("are judged the same by their end and by the time that passes", () => {
    const { incident } = opened();
    const answer: IncidentInput = { kind: "acknowledge", by: actor("Ann"), via: "link" };
    const outcomeAt = (instant: number): string | null | undefined =>
      must(incident, answer, instant).incident.clocks.find(({ kind }) => kind === "response")
        ?.outcome;
    expect(outcomeAt(minutes(15) - 1)).toBe("met");
    expect(outcomeAt(minutes(15))).toBe("breached");
  });

  it("do not pile up in the state of an incident that goes on for long", () => {
    let { incident } = opened();
    const update = {
      kind: "update",
      by: actor("Ann"),
      audience: "stakeholders",
      text: "-",
    } as const;
    for (let minute = 1; minute <= 500; minute += 1) {
      incident = must(incident, update, minutes(minute)).incident;
    }
    expect(incident.clocks.length).toBeLessThan(70);
    const running = incident.clocks.filter(({ endedAt }) => endedAt === null);
    expect(running.map(({ kind }) => kind).sort()).toEqual([
      "communication",
      "resolution",
      "response",
    ]);
  });

  it("keep a breach when the severity changes afterwards", () => {
    const late = until(opened().incident, minutes(16));
    const { incident } = must(
      late.incident,
      { kind: "change-severity", by: actor("Ann"), rules: mediumRules(), reason: "only a part" },
      minutes(17),
    );
    const response = incident.clocks.filter((segment) => segment.kind === "response");
    expect(response.map((segment) => segment.outcome)).toEqual(["breached", null]);
    const resolution = incident.clocks.filter((segment) => segment.kind === "resolution");
    expect(resolution.map((segment) => segment.outcome)).toEqual(["superseded", null]);
  });
});

describe("severity", () => {
  it("raised on an acknowledged incident engages the commander", () => {
    const quiet = opened({ rules: mediumRules() });
    const acknowledged = must(
      quiet.incident,
      { kind: "acknowledge", by: actor("Ann"), via: "cli" },
      minutes(1),
    );
    const raised = must(
      acknowledged.incident,
      { kind: "change-severity", by: actor("Ann"), rules: criticalRules(), reason: "all users" },
      minutes(2),
    );
    expect(raised.notifications.map((n) => [n.purpose, n.personName])).toContainEqual([
      "engaged",
      "Ben",
    ]);
    expect(raised.incident.escalation.mode).toBe("role-only");
  });
});

describe("roles that must be taken", () => {
  const acknowledged = (who: Partial<Roster> = {}): Incident =>
    must(
      opened({}, who).incident,
      { kind: "acknowledge", by: actor("Ann"), via: "link" },
      minutes(1),
      roster(who),
    ).incident;
  const change = (rules: SeverityRules): IncidentInput => ({
    kind: "change-severity",
    by: actor("Ann"),
    rules,
    reason: "second look",
  });
  const toBen = (decision: Decision): string[] =>
    decision.notifications
      .filter(({ personName }) => personName === "Ben")
      .map(({ purpose, urgency, round }) => `${purpose} ${urgency} r${round}`);

  it("are asked of the catch-all when those meant for them cannot be reached, who can take them", () => {
    const who = { people: [person("Ann"), person("Ben", []), person("Cleo")] };
    const asked = until(acknowledged(who), minutes(6), roster(who));
    const request = asked.notifications.find(({ purpose }) => purpose === "role");
    expect(request).toMatchObject({ personName: "Cleo", role: "incident commander" });
    const answer: IncidentInput = {
      kind: "acknowledge",
      by: actor("Cleo"),
      via: "link",
      role: request?.role ?? "",
    };
    const { incident } = must(asked.incident, answer, minutes(7), roster(who));
    expect(incident).toMatchObject({
      roles: { "incident commander": "Cleo" },
      escalation: { mode: "stopped" },
    });
  });

  it("are no longer asked for by a severity that does not want them", () => {
    const lowered = must(acknowledged(), change(mediumRules()), minutes(2));
    expect(lowered.incident.escalation.mode).toBe("stopped");
    expect(toBen(until(lowered.incident, minutes(30)))).toEqual([]);
  });

  it("are asked for anew each time the severity wants them again", () => {
    const lowered = must(acknowledged(), change(mediumRules()), minutes(2));
    const raised = must(lowered.incident, change(criticalRules()), minutes(3));
    expect(toBen(raised)).toEqual(["engaged high r1"]);
    expect(toBen(until(raised.incident, minutes(8)))).toEqual(["role high r1"]);
  });

  it("are asked for loudly when they were only told before", () => {
    const telling = criticalRules({ id: "P1", engages: [], repeat: 0 });
    const told = opened({ rules: telling });
    expect(toBen(told)).toEqual(["informed low r0"]);
    const raised = must(told.incident, change(criticalRules()), minutes(1));
    expect(toBen(raised)).toEqual(["engaged high r1"]);
    const lowered = must(raised.incident, change(telling), minutes(2));
    expect(toBen(lowered)).toEqual([]);
  });

  it("taken before anybody has acknowledged, are not asked for afterwards", () => {
    const taken = must(
      opened().incident,
      { kind: "accept-role", by: actor("Ben"), role: "Incident Commander" },
      minutes(1),
    );
    expect(taken.incident).toMatchObject({ status: "open", escalation: { mode: "running" } });
    const answered = must(
      taken.incident,
      { kind: "acknowledge", by: actor("Ann"), via: "link" },
      minutes(2),
    );
    expect(answered.incident.escalation.mode).toBe("stopped");
    const asked = toBen(until(answered.incident, minutes(31)));
    expect(asked.filter((told) => !told.startsWith("clock"))).toEqual([]);
  });
});

describe("ending", () => {
  const ended: IncidentInput = { kind: "alerts", by: SENDER, fired: [], resolved: ["API is down"] };

  it("resolves itself when nobody had answered, and says so", () => {
    const decision = must(opened().incident, ended, minutes(3));
    expect(decision.incident.status).toBe("resolved");
    expect(decision.notifications.map((n) => [n.purpose, n.personName]).sort()).toEqual([
      ["resolved", "Ann"],
      ["resolved", "Ben"],
    ]);
    expect(decision.incident.clocks.every((segment) => segment.outcome !== null)).toBe(true);
  });

  it("is proposed to those who have it in hand", () => {
    const acknowledged = must(
      opened().incident,
      { kind: "acknowledge", by: actor("Ann"), via: "link" },
      minutes(1),
    );
    const decision = must(acknowledged.incident, ended, minutes(3));
    expect(decision.incident.status).toBe("acknowledged");
    expect(decision.notifications.map((n) => [n.purpose, n.personName])).toEqual([
      ["resolution-proposed", "Ann"],
    ]);
  });

  it("reopens when the alert fires again within 30 minutes, and closes after", () => {
    const resolved = must(opened().incident, ended, minutes(3));
    const again = must(
      resolved.incident,
      { kind: "alerts", by: SENDER, fired: ["API is down"], resolved: [] },
      minutes(20),
    );
    expect(again.incident.status).toBe("open");
    expect(pagesOf(again)).toEqual(["20 Ann r1s0"]);
    const closed = until(resolved.incident, minutes(40));
    expect(closed.incident.status).toBe("closed");
    expect(closed.incident.dueAt).toBeNull();
  });
});

describe("whatever happens", () => {
  it("an open incident has something due, notifications are unique, history stays", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(inputs, fc.integer({ min: 0, max: 3 * MS.hour })), { maxLength: 25 }),
        rosters,
        (script, who) => {
          let { incident } = opened({}, who);
          const keys = new Set<string>();
          let now = START;
          for (const [input, waitMs] of script) {
            now += waitMs;
            const decided = decide(incident, input, { now, roster: who });
            if ("refused" in decided) {
              expect(decided.refused).not.toBe("");
              continue;
            }
            for (const n of decided.notifications) {
              const key = `${n.purpose} ${n.round} ${n.step} ${n.personId} ${n.contactMethodId} ${n.discriminator}`;
              // The store drops what has the key of another.
              expect(keys.has(key), key).toBe(false);
              keys.add(key);
            }
            for (const [index, segment] of incident.clocks.entries()) {
              if (segment.endedAt !== null) expect(decided.incident.clocks[index]).toEqual(segment);
            }
            incident = decided.incident;
            if (incident.status === "open") expect(incident.dueAt).not.toBeNull();
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("pages in measured rounds, whatever the offsets and whoever can be reached", () => {
    const offsets = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 4 });
    fc.assert(
      fc.property(offsets, fc.integer({ min: 1, max: 30 }), rosters, (after, round, who) => {
        const steps = after
          .sort((a, b) => a - b)
          .map((offset, index) => ({
            role: `role ${index}`,
            afterMs: offset * MS.minute,
            column: index % 2 === 0 ? "Primary" : null,
          }));
        const rules = criticalRules({ steps, roundMs: round * MS.minute });
        let { incident } = opened({ rules }, who);
        let acts = 0;
        while ((incident.dueAt ?? Number.POSITIVE_INFINITY) < minutes(60)) {
          const now = incident.dueAt ?? 0;
          incident = must(incident, { kind: "due" }, now, who).incident;
          expect(incident.dueAt).toBeGreaterThanOrEqual(now);
          acts += 1;
          // A round takes twelve seconds at least, where a minute of response time has four steps.
          expect(acts).toBeLessThan((2 * 60 * 60) / 12);
        }
      }),
    );
  });

  it("comes to rest: doing what is due moves the due time past now", () => {
    fc.assert(
      fc.property(rosters, fc.integer({ min: 0, max: 10 * MS.hour }), (who, lateMs) => {
        let { incident } = opened({}, who);
        for (let round = 0; round < 10; round += 1) {
          const now = (incident.dueAt ?? 0) + lateMs;
          let tries = 0;
          while (incident.dueAt !== null && incident.dueAt <= now) {
            incident = must(incident, { kind: "due" }, now, who).incident;
            tries += 1;
            expect(tries).toBeLessThan(10);
          }
        }
      }),
    );
  });
});
