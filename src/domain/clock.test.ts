import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minutes, must, refusal, until } from "../../test/support/decided.ts";
import {
  actor,
  criticalRules,
  mediumRules,
  opened,
  roster,
  START,
} from "../../test/support/incident-fixtures.ts";
import { breachAt, elapsedMs, isRunning } from "./clock.ts";
import { decide, type IncidentInput } from "./decide.ts";
import type { Decision } from "./decision.ts";
import { describeEntry } from "./describe-entry.ts";
import { MS } from "./duration.ts";
import type { ClockKind, ClockSegment, Incident, SeverityRules } from "./incident.ts";

const ann = actor("Ann");
const WORKING = {
  windows: [{ days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" }],
  timeZone: "UTC",
  holidays: [],
};

const lastOf = ({ clocks }: Incident, kind: ClockKind): ClockSegment | undefined =>
  clocks.findLast((segment) => segment.kind === kind);

const dueIn = (incident: Incident, kind: ClockKind): number => {
  const segment = lastOf(incident, kind);
  return segment === undefined ? Number.NaN : (breachAt(segment) - START) / MS.minute;
};

const severity = (rules: SeverityRules): IncidentInput => ({
  kind: "change-severity",
  by: ann,
  rules,
  reason: "looks different",
});

function answered(): Incident {
  return must(opened().incident, { kind: "acknowledge", by: ann, via: "cli" }, minutes(1)).incident;
}

describe("a change of severity", () => {
  it("gives a worse severity its whole time", () => {
    const quiet = opened({ rules: mediumRules() }).incident;
    const raised = must(quiet, severity(criticalRules()), minutes(300)).incident;
    expect(dueIn(raised, "resolution")).toBe(300 + 240);
  });

  it("counts the time at a worse severity towards a milder one, and back again", () => {
    const lowered = must(answered(), severity(mediumRules()), minutes(60)).incident;
    // 72 hours, an hour of which has passed.
    expect(dueIn(lowered, "resolution")).toBe(72 * 60);
    const raised = must(lowered, severity(criticalRules()), minutes(100)).incident;
    // Of the four hours one had passed as P0; the 40 minutes as P2 do not count.
    expect(dueIn(raised, "resolution")).toBe(100 + 240 - 60);
  });

  it("records a breach that nobody had noticed yet", () => {
    const late = must(answered(), severity(mediumRules()), minutes(241));
    const kinds = late.entries.map(({ kind, data }) => [kind, "clock" in data ? data.clock : ""]);
    expect(kinds).toContainEqual(["clock.breached", "resolution"]);
    expect(late.incident.clocks.filter(({ outcome }) => outcome === "breached")).toHaveLength(2);
  });
});

describe("a pause", () => {
  const pause = (untilAt: number): IncidentInput => ({
    kind: "pause-clock",
    by: ann,
    clock: "resolution",
    untilAt,
    reason: "the supplier opens at six",
  });

  it("stops the clock, and it goes on where it was", () => {
    const paused = must(answered(), pause(minutes(120)), minutes(60));
    expect(paused.entries.map(describeEntry)).toEqual([
      "Ann paused the resolution clock until 2026-01-14 04:30 UTC, 1 h of 4 h having passed: the supplier opens at six.",
    ]);
    const resumed = must(
      paused.incident,
      { kind: "resume-clock", by: ann, clock: "resolution" },
      minutes(90),
    );
    expect(dueIn(resumed.incident, "resolution")).toBe(240 + 30);
  });

  it("ends by itself, and whoever is in charge is told", () => {
    const paused = must(answered(), pause(minutes(80)), minutes(60)).incident;
    const later = until(paused, minutes(80));
    expect(later.entries.map(({ kind }) => kind)).toContain("clock.resumed");
    expect(dueIn(later.incident, "resolution")).toBe(240 + 20);
    const told = later.notifications.filter(({ reason }) => reason.includes("runs again"));
    expect(told.map(({ personName, urgency }) => [personName, urgency])).toEqual([["Ann", "low"]]);
  });

  it("is refused of what runs out anyway, and of what the escalation stands for", () => {
    const incident = answered();
    expect(refusal(incident, pause(minutes(59)), minutes(60))).toContain("until a time to come");
    expect(
      refusal(
        opened().incident,
        { kind: "pause-clock", by: ann, clock: "response", untilAt: minutes(9), reason: "-" },
        minutes(1),
      ),
    ).toContain("acknowledge, or snooze it");
    const paused = must(incident, pause(minutes(120)), minutes(60)).incident;
    expect(refusal(paused, pause(minutes(121)), minutes(61))).toContain("paused already");
  });
});

describe("a breach", () => {
  const breachesOf = (later: Decision, word: string) =>
    later.notifications.filter(
      ({ purpose, reason }) => purpose === "clock-breach" && reason.startsWith(word),
    );

  it("of resolution goes to the commander, loudly where the severity pages", () => {
    const commanded = must(
      answered(),
      { kind: "accept-role", by: actor("Cleo"), role: "incident commander" },
      minutes(2),
    ).incident;
    const later = until(commanded, minutes(240));
    expect(
      breachesOf(later, "Resolution").map(({ personName, urgency }) => [personName, urgency]),
    ).toEqual([["Cleo", "high"]]);
    expect(breachesOf(later, "Communication")[0]).toMatchObject({
      personName: "Cleo",
      urgency: "low",
    });
  });

  it("goes to whoever is on call while nobody has it in hand", () => {
    const later = until(opened().incident, minutes(31));
    expect(breachesOf(later, "Communication").map(({ personName }) => personName)).toEqual(["Ann"]);
  });

  it("is excused with a reason, and stays a breach", () => {
    const late = until(answered(), minutes(241)).incident;
    const excused = must(
      late,
      { kind: "excuse-clock", by: ann, clock: "resolution", reason: "their region was down" },
      minutes(242),
    );
    expect(excused.entries.map(describeEntry)).toEqual([
      "Ann excused the breach of the resolution clock: their region was down.",
    ]);
    expect(lastOf(excused.incident, "resolution")?.breachedAt).toBe(minutes(240));
    expect(
      refusal(
        answered(),
        { kind: "excuse-clock", by: ann, clock: "resolution", reason: "-" },
        minutes(3),
      ),
    ).toContain("no resolution clock");
  });
});

it("counts only working hours where the playbook says so", () => {
  // Opened on a Wednesday at 02:30, due after a working day.
  const rules: SeverityRules = {
    ...mediumRules(),
    resolutionMs: 8 * MS.hour,
    inWorkingTime: { clocks: ["resolution"], hours: WORKING },
  };
  const { incident } = opened({ rules });
  expect(lastOf(incident, "resolution")).toMatchObject({ working: WORKING });
  expect(dueIn(incident, "resolution")).toBe((17 - 2.5) * 60);
  const segment = lastOf(incident, "resolution");
  expect(segment && elapsedMs(segment, minutes(10 * 60))).toBe(3.5 * MS.hour);
});

/** What may happen to a clock, and the time that passes before it. */
const deeds: fc.Arbitrary<IncidentInput | undefined> = fc.oneof(
  fc.constant(undefined),
  fc
    .constantFrom(
      criticalRules(),
      criticalRules({ id: "P1", rank: 1, resolutionMs: MS.day, responseMs: MS.hour }),
      mediumRules(),
      {
        ...mediumRules(),
        id: "P3",
        rank: 3,
        inWorkingTime: { clocks: ["resolution"] as const, hours: WORKING },
      },
    )
    .map(severity),
  fc.record({
    kind: fc.constantFrom("pause-clock" as const, "resume-clock" as const),
    by: fc.constant(ann),
    clock: fc.constantFrom("resolution" as const, "communication" as const),
    untilAt: fc.integer({ min: 0, max: 3 * 24 * 60 }).map(minutes),
    reason: fc.constant("the supplier sleeps"),
  }),
  fc.constant<IncidentInput>({ kind: "acknowledge", by: ann, via: "cli" }),
  fc.constant<IncidentInput>({ kind: "update", by: ann, audience: "stakeholders", text: "-" }),
);
const scripts = fc.array(fc.tuple(deeds, fc.integer({ min: 0, max: 6 * MS.hour })), {
  maxLength: 20,
});

/** Plays a script, doing on the way what is due, and looks at the incident before and after each deed. */
function play(
  script: readonly (readonly [IncidentInput | undefined, number])[],
  look: (before: Incident, decided: Decision, now: number) => void,
): Incident {
  let { incident } = opened();
  let now = START;
  const act = (input: IncidentInput, at: number): void => {
    const decided = decide(incident, input, { now: at, roster: roster() });
    if ("refused" in decided) return;
    look(incident, decided, at);
    incident = decided.incident;
  };
  for (const [deed, waitMs] of script) {
    const next = now + waitMs;
    for (let guard = 0; guard < 500 && (incident.dueAt ?? next) < next; guard += 1) {
      act({ kind: "due" }, Math.max(now, incident.dueAt ?? next));
    }
    now = next;
    if (deed !== undefined) act(deed, now);
  }
  return incident;
}

const total = (incident: Incident, kind: ClockKind, now: number): number =>
  incident.clocks
    .filter((segment) => segment.kind === kind)
    .reduce((sum, segment) => sum + elapsedMs(segment, now) - (segment.carriedMs ?? 0), 0);

describe("whatever happens to clocks", () => {
  it("their elapsed time never decreases", () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const last = { response: 0, resolution: 0 };
        play(script, (_, { incident }, now) => {
          for (const kind of ["response", "resolution"] as const) {
            const elapsed = total(incident, kind, now);
            expect(elapsed).toBeGreaterThanOrEqual(last[kind]);
            last[kind] = elapsed;
          }
        });
      }),
      { numRuns: 200 },
    );
  });

  it("segments tile: each begins where the one before ended, and one at most is open", () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const { clocks } = play(script, () => undefined);
        for (const kind of ["resolution", "communication"] as const) {
          const segments = clocks.filter((segment) => segment.kind === kind);
          expect(segments.filter(isRunning)).toHaveLength(1);
          for (const [index, { startedAt }] of segments.entries()) {
            if (index > 0) expect(startedAt).toBe(segments[index - 1]?.endedAt);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it("a change of severity loses no breach, and wins no time by going back", () => {
    fc.assert(
      fc.property(scripts, (script) => {
        play(script, (before, { incident, entries }, now) => {
          for (const [index, segment] of before.clocks.entries()) {
            const after = incident.clocks[index];
            const isLate = isRunning(segment) && now >= breachAt(segment);
            if (segment.breachedAt !== null) expect(after?.breachedAt).toBe(segment.breachedAt);
            if (after?.outcome !== null && (isLate || segment.breachedAt !== null)) {
              expect(after?.outcome).toBe("breached");
            }
            if (segment.endedAt !== null) expect(after).toEqual(segment);
          }
          const noticed = entries.filter(({ kind }) => kind === "clock.breached");
          const breaches = (one: Incident): number =>
            one.clocks.filter(({ breachedAt }) => breachedAt !== null).length;
          expect(breaches(incident) - breaches(before)).toBe(noticed.length);
        });
      }),
      { numRuns: 200 },
    );
  });

  it("time at a severity counts towards it, however often it is left", () => {
    const there = severity(criticalRules());
    const back = severity(mediumRules());
    const gaps = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(gaps, (spans) => {
        let incident = answered();
        let minute = 1;
        let asCritical = 1;
        for (const span of spans) {
          incident = must(incident, { kind: "due" }, minutes(minute)).incident;
          minute += span;
          asCritical += span;
          incident = must(incident, back, minutes(minute)).incident;
          minute += 7;
          incident = must(incident, there, minutes(minute)).incident;
        }
        expect(dueIn(incident, "resolution")).toBe(minute + Math.max(0, 240 - asCritical));
      }),
    );
  });
});
