import fc from "fast-check";
import { expect, test } from "vitest";
import { durationMs } from "../../domain/duration.ts";
import { statedDuration } from "./overlay-duration.ts";

test.each([
  ["5m", "PT5M"],
  ["0m", "PT0S"],
  ["15 minutes", "PT15M"],
  ["1 h 30 min", "PT1H30M"],
  ["1h30m", "PT1H30M"],
  ["90 s", "PT1M30S"],
  ["2 days", "P2D"],
  ["PT5M", "PT5M"],
  [" 10 Minutes ", "PT10M"],
])("%j is %s", (written, iso) => {
  expect(statedDuration(written)).toBe(iso);
});

test.each([
  "",
  " ",
  "5",
  "minutes",
  "5 parsecs",
  "-5m",
  "about 5m",
  "5m ago",
  "P",
  "PT",
  "P1Y",
  "9999d",
  "1.5h",
])("%j is no duration", (written) => {
  expect(statedDuration(written)).toBeUndefined();
});

test("hours, minutes and seconds add up however they are written", () => {
  const part = fc.nat({ max: 59 });
  fc.assert(
    fc.property(part, part, part, (hours, minutes, seconds) => {
      const ms = ((hours * 60 + minutes) * 60 + seconds) * 1000;
      for (const written of [
        `${hours}h${minutes}m${seconds}s`,
        `${hours} hours ${minutes} minutes, ${seconds} seconds`,
        `PT${hours}H${minutes}M${seconds}S`,
      ])
        expect(durationMs(statedDuration(written) ?? "P1D")).toBe(ms);
    }),
  );
});
