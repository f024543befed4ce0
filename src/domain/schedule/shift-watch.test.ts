import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { roster } from "../../../test/support/incident-fixtures.ts";
import { MS } from "../duration.ts";
import type { OnCallOverride } from "../roster.ts";
import { handOffsOf } from "./coverage.ts";
import { finalSchedule } from "./final-schedule.ts";
import type { Schedule } from "./schedule.ts";
import { type ShiftLook, type ShiftWatch, watchShifts } from "./shift-watch.ts";

const at = (iso: string): number => Temporal.Instant.from(iso).epochMilliseconds;
const schedule: Schedule = {
  id: "backend",
  name: "Backend",
  timeZone: "Europe/Berlin",
  layers: [
    {
      name: "base",
      rotation: {
        kind: "turns",
        people: ["Ann", "Ben", "Ben", "Cleo"],
        start: "2026-03-01T02:30",
        every: { count: 1, unit: "days" },
      },
      windows: [],
    },
  ],
};

interface Told {
  readonly at: number;
  readonly from: string | null;
  readonly to: string | null;
}

/** Looks whenever it is due, and as often as somebody says besides. */
function follow(from: number, until: number, options: { lead?: number; also?: number[] } = {}) {
  const changes: Told[] = [];
  const coming: { at: number; person: string; startsAt: number }[] = [];
  let watch: ShiftWatch | undefined;
  const also = [...(options.also ?? [])].sort((a, b) => a - b);
  for (let now = from; now < until; ) {
    const given = { roster: roster(), leadMs: options.lead ?? null, now };
    const look: ShiftLook = watchShifts(watch, [schedule], given);
    watch = look.watch;
    changes.push(...look.changes.map((one) => ({ at: now, from: one.from, to: one.to })));
    coming.push(...look.coming.map(({ person, startsAt }) => ({ at: now, person, startsAt })));
    expect(look.dueAt).toBeGreaterThan(now);
    while (also[0] !== undefined && also[0] <= now) also.shift();
    now = Math.min(look.dueAt, also[0] ?? look.dueAt);
  }
  return { changes, coming };
}

describe("watchShifts", () => {
  const period = { startsAt: at("2026-03-25T12:00:00Z"), endsAt: at("2026-04-05T12:00:00Z") };
  const wanted = handOffsOf(finalSchedule(schedule, [], period)).filter(
    ({ from, to }) => from !== to,
  );

  it("tells each hand-off once, at its instant, over a night without that time of day", () => {
    expect(follow(period.startsAt, period.endsAt).changes).toEqual(wanted);
    // 02:30 does not come on 29 March: the jump is at 01:00 UTC.
    expect(wanted.map(({ at }) => at)).toContain(at("2026-03-29T01:00:00Z"));
    expect(wanted.every(({ from, to }) => from !== to)).toBe(true);
  });

  it("tells the same however often it looks", () => {
    const instants = fc.array(fc.integer({ min: period.startsAt, max: period.endsAt }));
    fc.assert(
      fc.property(instants, (also) => {
        expect(follow(period.startsAt, period.endsAt, { also }).changes).toEqual(wanted);
      }),
      { numRuns: 50 },
    );
  });

  it("announces each shift once, so long before", () => {
    const { coming } = follow(period.startsAt, period.endsAt, { lead: MS.day });
    const announced = coming.map(({ person, startsAt }) => ({ to: person, at: startsAt }));
    for (const { at, to } of wanted.filter(({ at }) => at > period.startsAt + MS.day)) {
      expect(announced.filter((one) => one.at === at && one.to === to)).toHaveLength(1);
    }
    for (const { at: told, startsAt } of coming) expect(startsAt - told).toBe(MS.day);
  });

  it("takes what happened between two looks as one change, whatever it came from", () => {
    const now = period.startsAt;
    const first = watchShifts(undefined, [schedule], { roster: roster(), leadMs: null, now });
    expect(first.changes).toEqual([]);
    const override: OnCallOverride = {
      id: "o",
      scheduleId: "backend",
      kind: "replace",
      person: "Dora",
      startsAt: now + MS.hour,
      endsAt: now + 2 * MS.day,
      createdAt: 1,
    };
    const later = {
      roster: roster({ overrides: [override] }),
      leadMs: null,
      now: now + MS.day,
    };
    const second = watchShifts(first.watch, [schedule], later);
    expect(second.changes).toMatchObject([{ from: "Ann", to: "Dora", until: override.endsAt }]);
    expect(watchShifts(second.watch, [schedule], later).changes).toEqual([]);
    // A schedule that comes or goes changes no hands.
    expect(watchShifts(second.watch, [], later).changes).toEqual([]);
    const other = { ...schedule, id: "other" };
    expect(watchShifts(second.watch, [other], later).changes).toEqual([]);
  });

  it("announces nothing at the very first look, and what somebody else takes over again", () => {
    const now = period.startsAt;
    const given = { roster: roster(), leadMs: MS.day, now };
    const first = watchShifts(undefined, [schedule], given);
    expect(first.coming).toEqual([]);
    const next = wanted[0]?.at ?? 0;
    const override: OnCallOverride = {
      id: "o",
      scheduleId: "backend",
      kind: "replace",
      person: "Dora",
      startsAt: next,
      endsAt: next + MS.hour,
      createdAt: 1,
    };
    const changed = { ...given, roster: roster({ overrides: [override] }) };
    const second = watchShifts(first.watch, [schedule], changed);
    expect(second.coming.map(({ person }) => person)).toContain("Dora");
  });
});
