/** Time that counts only while people work: hours of the week, less holidays. */

import { assert } from "./assert.ts";
import { MS } from "./duration.ts";
import type { WeeklyWindow } from "./schedule/schedule.ts";
import { type Interval, overlap } from "./schedule/span.ts";
import { firstInstantAt, wallTime } from "./schedule/wall-clock.ts";
import { weeklyIntervals } from "./schedule/weekly-windows.ts";

export interface WorkingTime {
  readonly windows: readonly WeeklyWindow[];
  /** IANA. */
  readonly timeZone: string;
  /** Days on which nobody works, `YYYY-MM-DD` in the zone. */
  readonly holidays: readonly string[];
}

/** So far it is looked at once. */
const LOOK_MS = 4 * MS.week;
/** A year without a working hour is a mistake of whoever stated them: then time counts as it passes. */
const LOOKS_MAX = 13;

/** How much of the time between two instants counts; none when the second is the earlier. */
export function workingMsBetween(from: number, to: number, working: WorkingTime): number {
  if (to <= from) return 0;
  return stretches({ startsAt: from, endsAt: to }, working).reduce(
    (sum, { startsAt, endsAt }) => sum + endsAt - startsAt,
    0,
  );
}

/** When so much time that counts has passed since an instant. */
export function afterWorkingMs(from: number, ms: number, working: WorkingTime): number {
  if (ms <= 0) return from;
  let leftMs = ms;
  let start = from;
  let idle = 0;
  while (idle < LOOKS_MAX) {
    const period = { startsAt: start, endsAt: start + LOOK_MS };
    const open = stretches(period, working);
    for (const { startsAt, endsAt } of open) {
      if (endsAt - startsAt >= leftMs) return startsAt + leftMs;
      leftMs -= endsAt - startsAt;
    }
    idle = open.length === 0 ? idle + 1 : 0;
    start = period.endsAt;
  }
  return from + ms;
}

/** How long a working day is on average: what "one business day" comes to. */
export function workingDayMs({ windows }: WorkingTime): number {
  const week = { startsAt: 0, endsAt: MS.week };
  // UTC has no days of 23 or 25 hours.
  const always: WorkingTime = { windows, timeZone: "UTC", holidays: [] };
  const days = new Set(windows.flatMap((window) => window.days)).size;
  const weekMs = workingMsBetween(week.startsAt, week.endsAt, always);
  assert(days > 0 && weekMs > 0, "working time has working days");
  return Math.round(weekMs / days);
}

function stretches(period: Interval, working: WorkingTime): readonly Interval[] {
  const { windows, timeZone, holidays } = working;
  let open = weeklyIntervals(windows, timeZone, period).flatMap(
    (interval) => overlap(interval, period) ?? [],
  );
  for (const day of holidays) {
    const midnight = wallTime(day);
    const startsAt = firstInstantAt(midnight, timeZone);
    const endsAt = firstInstantAt(midnight + MS.day, timeZone);
    if (endsAt <= period.startsAt || startsAt >= period.endsAt) continue;
    open = open.flatMap((interval) => less(interval, { startsAt, endsAt }));
  }
  return open;
}

/** What of an interval is outside another. */
function less(interval: Interval, taken: Interval): readonly Interval[] {
  return [
    { startsAt: interval.startsAt, endsAt: Math.min(interval.endsAt, taken.startsAt) },
    { startsAt: Math.max(interval.startsAt, taken.endsAt), endsAt: interval.endsAt },
  ].filter(({ startsAt, endsAt }) => startsAt < endsAt);
}
