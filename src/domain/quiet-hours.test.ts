import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { person } from "../../test/support/incident-fixtures.ts";
import { MS } from "./duration.ts";
import { heldUntil, quietHoursProblem, quietUntil } from "./quiet-hours.ts";
import type { WeeklyWindow } from "./schedule/schedule.ts";

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const NIGHTS: readonly WeeklyWindow[] = [{ days: EVERY_DAY, from: "22:00", to: "07:00" }];

const at = (iso: string): number => Temporal.Instant.from(iso).epochMilliseconds;
function until(hours: readonly WeeklyWindow[], zone: string, iso: string): string | null {
  const end = quietUntil(hours, zone, at(iso));
  return end === null ? null : new Date(end).toISOString();
}

describe("quiet hours", () => {
  it.each([
    ["2026-01-14T20:59:59Z", null],
    ["2026-01-14T21:00:00Z", "2026-01-15T06:00:00.000Z"],
    ["2026-01-15T03:00:00Z", "2026-01-15T06:00:00.000Z"],
    ["2026-01-15T06:00:00Z", null],
    ["2026-07-14T20:00:00Z", "2026-07-15T05:00:00.000Z"],
  ])("in Berlin at %s end at %s", (iso, end) => {
    expect(until(NIGHTS, "Europe/Berlin", iso)).toBe(end);
  });

  it("are of the days on which they begin, and go on where another stretch meets them", () => {
    const friday: WeeklyWindow = { days: [5], from: "18:00", to: "00:00" };
    const weekend: WeeklyWindow = { days: [6, 7], from: "00:00", to: "00:00" };
    const monday: WeeklyWindow = { days: [1], from: "00:00", to: "07:00" };
    expect(until([friday], "UTC", "2026-01-16T19:00:00Z")).toBe("2026-01-17T00:00:00.000Z");
    expect(until([friday], "UTC", "2026-01-15T19:00:00Z")).toBeNull();
    const all = [monday, weekend, friday];
    expect(until(all, "UTC", "2026-01-16T19:00:00Z")).toBe("2026-01-19T07:00:00.000Z");
    expect(quietHoursProblem(all)).toBeUndefined();
  });

  it("end with the jump where their end is left out, and with the later one where it comes twice", () => {
    const early = [{ days: EVERY_DAY, from: "22:00", to: "02:30" }];
    const spring = until(early, "Europe/Berlin", "2026-03-28T23:00:00Z");
    const autumn = until(early, "Europe/Berlin", "2026-10-24T23:00:00Z");
    expect([spring, autumn]).toEqual(["2026-03-29T01:00:00.000Z", "2026-10-25T01:30:00.000Z"]);
  });

  it("are none where none are stated", () => {
    expect(until([], "UTC", "2026-01-14T03:00:00Z")).toBeNull();
  });

  it("are at most three days at a time, and fourteen stretches", () => {
    const days = (...list: number[]) => [{ days: list, from: "00:00", to: "00:00" }];
    expect(quietHoursProblem(days(1, 2, 3))).toBeUndefined();
    expect(quietHoursProblem(days(6, 7, 1, 2))).toBe("go on for longer than 3 days at a time");
    const [night] = NIGHTS;
    expect(quietHoursProblem(Array(15).fill(night))).toBe("are more than 14 stretches of a week");
  });
});

describe("what is held back", () => {
  const ann = {
    ...person("Ann"),
    timeZone: "America/New_York",
    notificationRules: { quietHours: NIGHTS },
  };
  const { timeZone: _, ...homeless } = ann;
  // 23:00 in New York, 05:00 in Berlin.
  const night = { timeZone: "Europe/Berlin", now: at("2026-01-15T04:00:00Z") };

  it("can wait, and waits in the person's own zone, else the playbook's", () => {
    const low = { urgency: "low", pages: false } as const;
    expect(heldUntil(ann, low, night)).toBe(at("2026-01-15T12:00:00Z"));
    expect(heldUntil(homeless, low, night)).toBe(at("2026-01-15T06:00:00Z"));
    expect(heldUntil(person("Ann"), low, night)).toBeNull();
  });

  it("is nothing of high urgency, and nothing of a severity that pages", () => {
    expect(heldUntil(ann, { urgency: "high", pages: false }, night)).toBeNull();
    expect(heldUntil(ann, { urgency: "high", pages: true }, night)).toBeNull();
    expect(heldUntil(ann, { urgency: "low", pages: true }, night)).toBeNull();
  });
});

describe("at every instant, in every zone", () => {
  const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
  const instants = fc.integer({ min: at("2024-01-01T00:00:00Z"), max: at("2028-01-01T00:00:00Z") });
  const times = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
  const windows = fc
    .array(
      fc.record({
        days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        from: times,
        to: times,
      }),
      { minLength: 1, maxLength: 3 },
    )
    .filter((hours) => quietHoursProblem(hours) === undefined);

  it("they end: later, soon, and then they are over", () => {
    fc.assert(
      fc.property(windows, zones, instants, (hours, zone, instant) => {
        const end = quietUntil(hours, zone, instant);
        if (end === null) return;
        expect(end).toBeGreaterThan(instant);
        expect(end).toBeLessThanOrEqual(instant + 4 * MS.day);
        expect(quietUntil(hours, zone, end)).toBeNull();
        expect(quietUntil(hours, zone, end - 1)).toBe(end);
      }),
      { numRuns: 300 },
    );
  });

  it("they are what the wall shows, while the clocks are not changed", () => {
    fc.assert(
      fc.property(windows, zones, instants, (hours, zone, instant) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
        const changes = zoned.subtract({ days: 2 }).getTimeZoneTransition("next");
        fc.pre(changes === null || changes.epochMilliseconds > instant + MS.day);
        const time = zoned.toPlainTime().toString({ smallestUnit: "millisecond" });
        const dayBefore = ((zoned.dayOfWeek + 5) % 7) + 1;
        const isQuiet = hours.some(({ days, from, to }) => {
          const overnight = to <= from;
          const begun =
            days.includes(zoned.dayOfWeek) && time >= `${from}` && (overnight || time < to);
          return begun || (overnight && days.includes(dayBefore) && time < to);
        });
        expect(quietUntil(hours, zone, instant) !== null).toBe(isQuiet);
      }),
      { numRuns: 300 },
    );
  });
});
