import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MS } from "../duration.ts";
import {
  addMonths,
  firstInstantAt,
  lastInstantAt,
  wallClockAt,
  wallTime,
  weekdayOf,
} from "./wall-clock.ts";

const at = (iso: string): number => Temporal.Instant.from(iso).epochMilliseconds;
const first = (wall: string, zone: string): string =>
  new Date(firstInstantAt(wallTime(wall), zone)).toISOString();
const last = (wall: string, zone: string): string =>
  new Date(lastInstantAt(wallTime(wall), zone)).toISOString();

describe("a time that comes twice", () => {
  it("has a first and a last instant", () => {
    expect(first("2026-10-25T02:30", "Europe/Berlin")).toBe("2026-10-25T00:30:00.000Z");
    expect(last("2026-10-25T02:30", "Europe/Berlin")).toBe("2026-10-25T01:30:00.000Z");
  });

  it("does so where the clocks change by half an hour", () => {
    expect(first("2026-04-05T01:45", "Australia/Lord_Howe")).toBe("2026-04-04T14:45:00.000Z");
    expect(last("2026-04-05T01:45", "Australia/Lord_Howe")).toBe("2026-04-04T15:15:00.000Z");
  });
});

describe("a time that is left out", () => {
  it("stands for the jump", () => {
    for (const wall of ["2026-03-29T02:00", "2026-03-29T02:59", "2026-03-29T03:00"]) {
      expect(first(wall, "Europe/Berlin")).toBe("2026-03-29T01:00:00.000Z");
      expect(last(wall, "Europe/Berlin")).toBe("2026-03-29T01:00:00.000Z");
    }
  });

  it("may be a whole day", () => {
    expect(first("2011-12-30T12:00", "Pacific/Apia")).toBe("2011-12-30T10:00:00.000Z");
    expect(first("2011-12-31T00:00", "Pacific/Apia")).toBe("2011-12-30T10:00:00.000Z");
    expect(first("2011-12-29T23:59", "Pacific/Apia")).toBe("2011-12-30T09:59:00.000Z");
  });
});

describe("over all of time and every zone", () => {
  const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
  const instants = fc.integer({ min: at("1990-01-01T00:00:00Z"), max: at("2037-01-01T00:00:00Z") });

  it("the wall shows what Temporal says", () => {
    fc.assert(
      fc.property(zones, instants, (zone, instant) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
        const wall = wallClockAt(instant, zone);
        expect(wall).toBe(
          wallTime(zoned.toPlainDateTime().toString({ smallestUnit: "millisecond" })),
        );
        expect(weekdayOf(wall)).toBe(zoned.dayOfWeek);
      }),
      { numRuns: 500 },
    );
  });

  it("an instant lies between the first and the last at which the wall shows its time", () => {
    fc.assert(
      fc.property(zones, instants, (zone, instant) => {
        const wall = wallClockAt(instant, zone);
        const [earliest, latest] = [firstInstantAt(wall, zone), lastInstantAt(wall, zone)];
        expect(earliest).toBeLessThanOrEqual(instant);
        expect(latest).toBeGreaterThanOrEqual(instant);
        expect([earliest, latest].map((one) => wallClockAt(one, zone))).toEqual([wall, wall]);
      }),
      { numRuns: 500 },
    );
  });

  it("what is earlier on the wall is never later in time", () => {
    const walls = fc.tuple(instants, fc.integer({ min: 0, max: 50 * MS.hour }));
    fc.assert(
      fc.property(zones, walls, (zone, [wall, more]) => {
        expect(firstInstantAt(wall, zone)).toBeLessThanOrEqual(firstInstantAt(wall + more, zone));
      }),
      { numRuns: 500 },
    );
  });
});

it("months are counted to the last day where they are too short", () => {
  const from = wallTime("2024-01-31T09:30");
  expect(addMonths(from, 1)).toBe(wallTime("2024-02-29T09:30"));
  expect(addMonths(from, 2)).toBe(wallTime("2024-03-31T09:30"));
  expect(addMonths(from, 13)).toBe(wallTime("2025-02-28T09:30"));
});
