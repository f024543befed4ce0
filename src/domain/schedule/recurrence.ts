/**
 * Recurrence rules of calendars (RFC 5545, 3.3.10), as calendars of shifts have them: every so many days or
 * weeks, on some days of the week, so often or until a time. Times are on the wall, so that a shift keeps its
 * hour when the clocks change. Any other rule is refused: half a rule would put the wrong person on call.
 */

import { MS } from "../duration.ts";
import { startOfDay, type WallTime, weekdayOf } from "./wall-clock.ts";

export interface Recurrence {
  readonly unit: "day" | "week";
  readonly interval: number;
  /** How many there are, the first included; for ever when null. */
  readonly count: number | null;
  /** As it is written: the last instant at which one may begin. */
  readonly until: string | null;
  /** 1 is Monday; by the first one's when empty. */
  readonly days: readonly number[];
  /** The day on which weeks begin. */
  readonly weekStart: number;
}

const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const KNOWN = new Set(["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"]);
/** No rule is followed further: a daily one for 50 years. */
const STEPS_MAX = 20_000;

/** A rule, or undefined where it is not one of these. */
export function readRecurrence(written: string): Recurrence | undefined {
  const parts = new Map(
    written.split(";").map((part) => {
      const [name = "", value = ""] = part.split("=", 2);
      return [name.trim().toUpperCase(), value.trim().toUpperCase()] as const;
    }),
  );
  if ([...parts.keys()].some((name) => !KNOWN.has(name))) return undefined;
  const unit = { DAILY: "day", WEEKLY: "week" }[parts.get("FREQ") ?? ""] as "day" | "week";
  const interval = countOf(parts.get("INTERVAL") ?? "1");
  const count = parts.has("COUNT") ? countOf(parts.get("COUNT") ?? "") : null;
  const days = (parts.get("BYDAY") ?? "").split(",").filter((day) => day !== "");
  const weekStart = DAYS.indexOf(parts.get("WKST") ?? "MO") + 1;
  if (unit === undefined || interval === undefined || count === undefined) return undefined;
  if (weekStart === 0 || days.some((day) => !DAYS.includes(day))) return undefined;
  const numbers = days.map((day) => DAYS.indexOf(day) + 1);
  return { unit, interval, count, until: parts.get("UNTIL") ?? null, days: numbers, weekStart };
}

function countOf(written: string): number | undefined {
  return /^[1-9]\d{0,5}$/u.test(written) ? Number(written) : undefined;
}

/**
 * When each occurrence begins, on the wall, in order.
 * @param isLast whether nothing from this time on is asked for
 */
export function occurrences(
  rule: Recurrence,
  start: WallTime,
  isLast: (wall: WallTime) => boolean,
): readonly WallTime[] {
  const found: WallTime[] = [];
  for (let step = 0; step < STEPS_MAX; step += 1) {
    for (const wall of occurrencesOf(rule, start, step)) {
      if (isLast(wall) || (rule.count !== null && found.length >= rule.count)) return found;
      found.push(wall);
    }
  }
  return found;
}

/** Those of one interval. */
function occurrencesOf(rule: Recurrence, start: WallTime, step: number): readonly WallTime[] {
  if (rule.unit === "day") {
    const wall = start + step * rule.interval * MS.day;
    return rule.days.length === 0 || rule.days.includes(weekdayOf(wall)) ? [wall] : [];
  }
  const sinceWeekStart = (day: number): number => (day - rule.weekStart + 7) % 7;
  const week = start - sinceWeekStart(weekdayOf(startOfDay(start))) * MS.day;
  const days = rule.days.length === 0 ? [weekdayOf(start)] : rule.days;
  return [...new Set(days.map(sinceWeekStart))]
    .sort((a, b) => a - b)
    .map((day) => week + (step * rule.interval * 7 + day) * MS.day)
    .filter((wall) => wall >= start);
}
