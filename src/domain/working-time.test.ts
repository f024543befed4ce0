import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MS } from "./duration.ts";
import {
  afterWorkingMs,
  type WorkingTime,
  workingDayMs,
  workingMsBetween,
} from "./working-time.ts";

const OFFICE: WorkingTime = {
  windows: [{ days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" }],
  timeZone: "Europe/Berlin",
  holidays: ["2026-01-01"],
};
const at = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;

describe("working time", () => {
  it("passes in working hours only", () => {
    // Friday 16:00 to Monday 10:00, in Berlin's winter.
    expect(workingMsBetween(at("2026-01-16T15:00Z"), at("2026-01-19T09:00Z"), OFFICE)).toBe(
      2 * MS.hour,
    );
  });

  it("is a business day later on the next one", () => {
    expect(afterWorkingMs(at("2026-01-16T15:00Z"), workingDayMs(OFFICE), OFFICE)).toBe(
      at("2026-01-19T15:00Z"),
    );
  });

  it("passes over holidays", () => {
    expect(afterWorkingMs(at("2025-12-31T15:30Z"), MS.hour, OFFICE)).toBe(at("2026-01-02T08:30Z"));
  });

  it("keeps its hours when the clocks are put forward", () => {
    expect(workingMsBetween(at("2026-03-27T00:00Z"), at("2026-03-31T00:00Z"), OFFICE)).toBe(
      16 * MS.hour,
    );
  });

  it("counts as it passes where nobody ever works", () => {
    expect(afterWorkingMs(0, MS.hour, { ...OFFICE, windows: [] })).toBe(MS.hour);
  });

  it("has passed when it has", () => {
    const start = at("2026-01-01T00:00Z");
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100 * MS.day }),
        fc.integer({ min: 1, max: 200 * MS.hour }),
        (offset, ms) => {
          const from = start + offset;
          const end = afterWorkingMs(from, ms, OFFICE);
          expect(workingMsBetween(from, end, OFFICE)).toBe(ms);
          expect(workingMsBetween(from, end - 1, OFFICE)).toBe(ms - 1);
        },
      ),
      { numRuns: 100 },
    );
  });
});
