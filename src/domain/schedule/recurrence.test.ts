import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MS } from "../duration.ts";
import { occurrences, readRecurrence } from "./recurrence.ts";
import { wallTime, weekdayOf } from "./wall-clock.ts";

const START = wallTime("2026-01-05T09:00");

/** The first occurrences of a rule that begins on a Monday. */
function daysOf(written: string, before = "2026-03-01T00:00"): readonly string[] {
  const rule = readRecurrence(written);
  if (rule === undefined) throw new Error(`${written} is not read`);
  const found = occurrences(rule, START, (wall) => wall >= wallTime(before));
  return found.map((wall) => new Date(wall).toISOString().slice(5, 16));
}

describe("a rule", () => {
  it.each([
    ["FREQ=DAILY;COUNT=3", ["01-05T09:00", "01-06T09:00", "01-07T09:00"]],
    ["FREQ=DAILY;INTERVAL=10;COUNT=2", ["01-05T09:00", "01-15T09:00"]],
    ["FREQ=DAILY;BYDAY=TU,SA;COUNT=3", ["01-06T09:00", "01-10T09:00", "01-13T09:00"]],
    ["FREQ=WEEKLY;INTERVAL=3;COUNT=2", ["01-05T09:00", "01-26T09:00"]],
    ["FREQ=WEEKLY;BYDAY=FR,WE;COUNT=3", ["01-07T09:00", "01-09T09:00", "01-14T09:00"]],
    // As RFC 5545 shows it: the day on which weeks begin decides which weeks are meant.
    [
      "FREQ=WEEKLY;INTERVAL=2;COUNT=3;BYDAY=MO,SU;WKST=MO",
      ["01-05T09:00", "01-11T09:00", "01-19T09:00"],
    ],
    [
      "FREQ=WEEKLY;INTERVAL=2;COUNT=3;BYDAY=MO,SU;WKST=SU",
      ["01-05T09:00", "01-18T09:00", "01-19T09:00"],
    ],
  ])("%s", (written, expected) => expect(daysOf(written)).toEqual(expected));

  it.each([
    "FREQ=MONTHLY",
    "FREQ=YEARLY;BYMONTH=3",
    "FREQ=WEEKLY;BYSETPOS=1",
    "FREQ=WEEKLY;BYDAY=1MO",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;COUNT=-1",
    "",
    "FREQ=CONSTRUCTOR",
  ])("%s is not read by half", (written) => expect(readRecurrence(written)).toBeUndefined());

  it("gives times that rise, on its days, and never one before the first", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("DAILY", "WEEKLY"),
        fc.integer({ min: 1, max: 9 }),
        fc.subarray(["MO", "TU", "WE", "TH", "FR", "SA", "SU"], { minLength: 1 }),
        fc.integer({ min: 0, max: 400 }),
        (unit, interval, days, ahead) => {
          const rule = readRecurrence(`FREQ=${unit};INTERVAL=${interval};BYDAY=${days.join(",")}`);
          const start = START + ahead * MS.day;
          const found =
            rule === undefined ? [] : occurrences(rule, start, (w) => w > start + MS.week * 30);
          for (const [index, wall] of found.entries()) {
            expect(wall).toBeGreaterThanOrEqual(found[index - 1] ?? start);
            expect(rule?.days).toContain(weekdayOf(wall));
          }
          expect(new Set(found).size).toBe(found.length);
        },
      ),
    );
  });
});
