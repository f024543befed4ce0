/** Stretches of the week as stretches of time. */

import { MS } from "../duration.ts";
import type { WeeklyWindow } from "./schedule.ts";
import type { Interval } from "./span.ts";
import {
  firstInstantAt,
  lastInstantAt,
  startOfDay,
  timeOfDay,
  type WallTime,
  wallClockAt,
  weekdayOf,
} from "./wall-clock.ts";

/** When the windows are open in and around a period: sorted, and those that meet are one. */
export function weeklyIntervals(
  windows: readonly WeeklyWindow[],
  timeZone: string,
  period: Interval,
): readonly Interval[] {
  const last = wallClockAt(period.endsAt, timeZone);
  const intervals: Interval[] = [];
  // One that began the day before may still be open.
  let day = startOfDay(wallClockAt(period.startsAt, timeZone)) - MS.day;
  for (; day <= last; day += MS.day) {
    for (const window of windows) {
      if (window.days.includes(weekdayOf(day))) intervals.push(openOn(day, window, timeZone));
    }
  }
  return joined(intervals.filter(({ startsAt, endsAt }) => startsAt < endsAt));
}

function openOn(day: WallTime, { from, to }: WeeklyWindow, timeZone: string): Interval {
  const [start, end] = [timeOfDay(from), timeOfDay(to)];
  return {
    startsAt: firstInstantAt(day + start, timeZone),
    endsAt: lastInstantAt(day + end + (end > start ? 0 : MS.day), timeZone),
  };
}

function joined(intervals: readonly Interval[]): readonly Interval[] {
  const whole: Interval[] = [];
  for (const interval of intervals.toSorted((a, b) => a.startsAt - b.startsAt)) {
    const before = whole.at(-1);
    if (before === undefined || before.endsAt < interval.startsAt) whole.push(interval);
    else {
      const endsAt = Math.max(before.endsAt, interval.endsAt);
      whole[whole.length - 1] = { startsAt: before.startsAt, endsAt };
    }
  }
  return whole;
}
