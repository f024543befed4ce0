/** Stretches of the week as stretches of time. */

import type { WeeklyWindow } from "./schedule.ts";
import type { Interval } from "./span.ts";
import { firstInstantAt, lastInstantAt, wallClockAt } from "./wall-clock.ts";

/** When the windows are open in and around a period: sorted, and those that meet are one. */
export function weeklyIntervals(
  windows: readonly WeeklyWindow[],
  timeZone: string,
  period: Interval,
): readonly Interval[] {
  const last = wallClockAt(period.endsAt, timeZone).toPlainDate();
  const intervals: Interval[] = [];
  // One that began the day before may still be open.
  let date = wallClockAt(period.startsAt, timeZone).toPlainDate().subtract({ days: 1 });
  for (; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
    for (const window of windows) {
      if (window.days.includes(date.dayOfWeek)) intervals.push(openOn(date, window, timeZone));
    }
  }
  return joined(intervals.filter(({ startsAt, endsAt }) => startsAt < endsAt));
}

function openOn(date: Temporal.PlainDate, { from, to }: WeeklyWindow, timeZone: string): Interval {
  const endDate = to > from ? date : date.add({ days: 1 });
  return {
    startsAt: firstInstantAt(date.toPlainDateTime(from), timeZone),
    endsAt: lastInstantAt(endDate.toPlainDateTime(to), timeZone),
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
