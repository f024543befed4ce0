import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MS } from "../duration.ts";
import { finalSchedule } from "./final-schedule.ts";
import { addShares, sharesOf, withIdle } from "./hours.ts";
import type { Schedule, ScheduleOverride, TurnUnit } from "./schedule.ts";
import type { Interval } from "./span.ts";

const at = (iso: string): number => Temporal.Instant.from(iso).epochMilliseconds;
const backend = (timeZone: string, people: readonly string[], more: object = {}): Schedule => ({
  id: "backend",
  name: "Backend",
  timeZone,
  layers: [
    {
      name: "base",
      rotation: {
        kind: "turns",
        people,
        start: "2020-01-06T00:00",
        every: { count: 1, unit: "days" },
        ...more,
      },
      windows: [],
    },
  ],
});

function shares(schedule: Schedule, period: Interval, holidays: readonly string[] = []) {
  return sharesOf(schedule, finalSchedule(schedule, [], period), holidays);
}

describe("sharesOf", () => {
  it("counts nights, weekends and holidays in the schedule's zone, most first", () => {
    // Friday and Saturday in Berlin, which is an hour ahead.
    const period = { startsAt: at("2026-01-15T23:00:00Z"), endsAt: at("2026-01-17T23:00:00Z") };
    const schedule = backend("Europe/Berlin", ["Ben", "Ann"]);
    expect(shares(schedule, period, ["2026-01-17", "2026-01-17"])).toEqual({
      people: [
        { person: "Ann", total: 24, night: 9, weekend: 24, holiday: 24 },
        { person: "Ben", total: 24, night: 9, weekend: 0, holiday: 0 },
      ],
      gapHours: 0,
    });
  });

  it("counts the hours that there are when the clocks change", () => {
    // 29 March has 23 hours in Berlin and a night of eight; 25 October has 25, and a night of ten.
    const alone = backend("Europe/Berlin", ["Ann"]);
    const spring = { startsAt: at("2026-03-28T23:00:00Z"), endsAt: at("2026-03-29T22:00:00Z") };
    expect(shares(alone, spring, ["2026-03-29"]).people).toEqual([
      { person: "Ann", total: 23, night: 8, weekend: 23, holiday: 23 },
    ]);
    const autumn = { startsAt: at("2026-10-24T22:00:00Z"), endsAt: at("2026-10-25T23:00:00Z") };
    expect(shares(alone, autumn, ["2026-10-25"]).people).toEqual([
      { person: "Ann", total: 25, night: 10, weekend: 25, holiday: 25 },
    ]);
  });

  it("takes one person for one, however the name is written", () => {
    const period = { startsAt: at("2026-01-15T00:00:00Z"), endsAt: at("2026-01-17T00:00:00Z") };
    expect(shares(backend("UTC", ["Ann", "ann"]), period).people).toMatchObject([{ total: 48 }]);
  });

  it("counts hours with nobody by themselves, and shows who has none at all", () => {
    const period = { startsAt: at("2020-01-05T12:00:00Z"), endsAt: at("2020-01-06T12:00:00Z") };
    const schedule = backend("UTC", ["Ann", "Ben", ""]);
    const idle = withIdle(shares(schedule, period), schedule);
    expect(idle.gapHours).toBe(12);
    expect(idle.people.map(({ person, total }) => [person, total])).toEqual([
      ["Ann", 12],
      ["Ben", 0],
    ]);
  });

  it("adds up to the period, in every zone", () => {
    const instants = fc.integer({
      min: at("2024-06-01T00:00:00Z"),
      max: at("2028-06-01T00:00:00Z"),
    });
    const cases = fc.record({
      timeZone: fc.constantFrom(...Intl.supportedValuesOf("timeZone")),
      count: fc.integer({ min: 1, max: 30 }),
      unit: fc.constantFrom<TurnUnit>("hours", "days", "weeks", "months"),
      startsAt: instants,
      lengthMs: fc.integer({ min: 1, max: 60 * MS.day }),
      removed: fc.record({
        startsAt: instants,
        lengthMs: fc.integer({ min: 1, max: 900 * MS.day }),
      }),
      holidays: fc.array(
        fc
          .integer({ min: 0, max: 1400 })
          .map((day) =>
            new Date(at("2024-06-01T00:00:00Z") + day * MS.day).toISOString().slice(0, 10),
          ),
        { maxLength: 30 },
      ),
    });
    fc.assert(
      fc.property(cases, ({ timeZone, count, unit, startsAt, lengthMs, removed, holidays }) => {
        const schedule = backend(timeZone, ["Ann", "Ben", "Cleo"], { every: { count, unit } });
        const period = { startsAt, endsAt: startsAt + lengthMs };
        const off: ScheduleOverride = {
          id: "off",
          kind: "remove",
          person: "Ben",
          startsAt: removed.startsAt,
          endsAt: removed.startsAt + removed.lengthMs,
          createdAt: 1,
        };
        const found = sharesOf(schedule, finalSchedule(schedule, [off], period), holidays);
        const people = found.people.reduce((sum, { total }) => sum + total, 0);
        expect(people + found.gapHours).toBeCloseTo(lengthMs / MS.hour, 6);
        for (const { total, night, weekend, holiday } of found.people) {
          for (const part of [night, weekend, holiday]) {
            expect(part).toBeGreaterThanOrEqual(0);
            expect(part).toBeLessThanOrEqual(total + 1e-9);
          }
        }
        const twice = addShares([found, withIdle(found, schedule)]);
        expect(twice.gapHours).toBe(2 * found.gapHours);
        expect(twice.people.length).toBe(3);
      }),
      { numRuns: 200 },
    );
  });
});
