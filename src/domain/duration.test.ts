import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeDuration, durationMs, isoDuration, MS } from "./duration.ts";

describe("durations", () => {
  it.each([
    ["PT15M", 15 * MS.minute],
    ["P2W", 14 * MS.day],
    ["P1DT2H", 26 * MS.hour],
    ["PT0S", 0],
  ])("%s is %i ms", (iso, ms) => expect(durationMs(iso)).toBe(ms));

  it.each(["", "P", "PT", "15M", "P1H", "PT-1M"])("%j is none", (text) =>
    expect(() => durationMs(text)).toThrow(RangeError),
  );

  it("come back from their text", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (seconds) => {
        expect(durationMs(isoDuration(seconds * 1000))).toBe(seconds * 1000);
      }),
    );
  });

  it.each([
    [45_000, "45 s"],
    [15 * MS.minute, "15 min"],
    [90 * MS.minute, "1 h 30 min"],
    [2 * MS.week, "2 weeks"],
    [MS.day + MS.hour, "1 day 1 h"],
    [0, "0 s"],
  ])("%i ms reads %s", (ms, text) => expect(describeDuration(ms)).toBe(text));
});
