import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeDuration, durationMs, isoDuration } from "../../domain/duration.ts";
import { readDuration, readTimeWindow } from "./read-duration.ts";

describe("a duration in words", () => {
  test.each([
    ["15 minutes", "PT15M"],
    ["Response Time: 15 minutes", "PT15M"],
    ["4 h", "PT4H"],
    ["4h", "PT4H"],
    ["Every 30 min", "PT30M"],
    ["every hour", "PT1H"],
    ["within 48h", "P2D"],
    ["within an hour", "PT1H"],
    ["half an hour", "PT30M"],
    ["half-hour", "PT30M"],
    ["forty-five minutes", "PT45M"],
    ["Daily", "P1D"],
    ["Weekly", "P7D"],
    ["twice a day", "PT12H"],
    ["twice daily", "PT12H"],
    ["4 times per hour", "PT15M"],
    ["once per day", "P1D"],
    ["2 weeks", "P14D"],
    ["1 business day", "P1D"],
    ["Next business day", "P1D"],
    ["3 working days", "P3D"],
    ["1 hour 30 minutes", "PT1H30M"],
    ["1h30m", "PT1H30M"],
    ["1 hour, 30 minutes", "PT1H30M"],
    ["1.5 hours", "PT1H30M"],
    ["90 s", "PT1M30S"],
    ["<1h", "PT1H"],
    ["≤ 5 min", "PT5M"],
    ["~2 hours", "PT2H"],
    ["30-60 minutes", "PT1H"],
    ["15 minutes - 4 hours", "PT4H"],
    ["24-48 hours", "P2D"],
    ["a 30-minute timer", "PT30M"],
    ["15 minutes, 24/7", "PT15M"],
    ["15 minutes; resolution 4 hours", "PT15M"],
    ["15 minutes, 4 hours", "PT15M"],
  ])("%s is %s", (text, iso) => {
    expect(readDuration(text)).toBe(iso);
  });

  test.each([
    "24/7",
    "24x7 on-call",
    "24 hours/7",
    "soon",
    "",
    "2026-01-18 h",
    "p95",
    "500ms",
    "5M users",
    "5 minions",
    "every other day",
    "next sprint",
    "version 1.5",
    "Best effort",
  ])("%s is none", (text) => {
    expect(readDuration(text)).toBeUndefined();
  });

  test("what describeDuration says is read back as the same", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.constantFrom(60, 3600, 86_400),
        (n, unit) => {
          const ms = n * unit * 1000;
          expect(durationMs(readDuration(describeDuration(ms)) ?? "")).toBe(ms);
        },
      ),
    );
  });

  test("no text makes it throw, and what it finds is a duration", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "15",
        "-",
        "to",
        "h",
        " ",
        "min",
        "24/7",
        "twice",
        "a",
        "half",
        "9999999",
        "days",
      ),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join("");
        const iso = readDuration(text);
        if (iso !== undefined) expect(isoDuration(durationMs(iso))).toBe(iso);
        const window = readTimeWindow(text);
        if (window?.end !== undefined)
          expect(durationMs(window.end)).toBeGreaterThanOrEqual(durationMs(window.start));
      }),
    );
  });
});

describe("a window of time", () => {
  test.each([
    ["Phase 1: Detection (0-5 minutes)", "PT0S", "PT5M"],
    ["5–15 minutes", "PT5M", "PT15M"],
    ["15 minutes - 4 hours", "PT15M", "PT4H"],
    ["15 min to 1 h", "PT15M", "PT1H"],
    ["between 5 and 15 minutes", "PT5M", "PT15M"],
    ["T+5 to T+15 minutes", "PT5M", "PT15M"],
    ["30m-1h", "PT30M", "PT1H"],
    ["First hour", "PT0S", "PT1H"],
    ["First 5 minutes", "PT0S", "PT5M"],
    ["within 30 minutes", "PT0S", "PT30M"],
    ["<1h", "PT0S", "PT1H"],
    ["after 30 minutes", "PT30M", undefined],
    ["60+ min", "PT1H", undefined],
    ["4 hours+", "PT4H", undefined],
    ["> 4h", "PT4H", undefined],
    ["1 day and beyond", "P1D", undefined],
    ["T+30 min", "PT30M", undefined],
  ])("%s", (text, start, end) => {
    expect(readTimeWindow(text)).toEqual(end === undefined ? { start } : { start, end });
  });

  test.each(["Detection", "30 minutes", "15-5 minutes", "Phase 2", "24/7", "2026-01-13"])(
    "%s is none",
    (text) => {
      expect(readTimeWindow(text)).toBeUndefined();
    },
  );
});
