/**
 * Hours of the week in which a person is not told of what can wait. Times are those on the wall of the
 * person's zone, by the rules of `schedule/wall-clock.ts`: of a time that comes twice a beginning is its
 * first, an end its last.
 *
 * Only what has low urgency and belongs to no severity that pages is held back, and only until they end:
 * then it is due like everything that waited, and of several pages about one incident the newest is sent.
 */

import { assert } from "./assert.ts";
import { describeDuration, MS } from "./duration.ts";
import type { Urgency } from "./notification.ts";
import type { Person } from "./person.ts";
import type { WeeklyWindow } from "./schedule/schedule.ts";
import { weeklyIntervals } from "./schedule/weekly-windows.ts";

/** For each day a night and an hour of rest. */
export const QUIET_HOURS_MAX = 14;
/** A weekend with the nights before and behind it. What waits longer is as good as lost. */
const STRETCH_MS_MAX = 3 * MS.day;
/** How far the clocks of a zone may be put back within a stretch. */
const CLOCKS_MS_MAX = MS.day;

/** When the quiet hours that hold at an instant end; null when none do. */
export function quietUntil(
  hours: readonly WeeklyWindow[],
  timeZone: string,
  at: number,
): number | null {
  if (hours.length === 0) return null;
  const period = { startsAt: at, endsAt: at + STRETCH_MS_MAX + CLOCKS_MS_MAX };
  const stretch = weeklyIntervals(hours, timeZone, period).find(
    ({ startsAt, endsAt }) => startsAt <= at && at < endsAt,
  );
  assert(stretch === undefined || stretch.endsAt > at, "quiet hours end later than now");
  return stretch?.endsAt ?? null;
}

/** The same of a person. @param timeZone for those who have none of their own */
export function quietUntilFor(person: Person, timeZone: string, at: number): number | null {
  const { quietHours = [] } = person.notificationRules ?? {};
  return quietUntil(quietHours, person.timeZone ?? timeZone, at);
}

/** Until when something for a person waits; null for what is told now. @param pages whether its severity does */
export function heldUntil(
  person: Person,
  { urgency, pages }: { readonly urgency: Urgency; readonly pages: boolean },
  { timeZone, now }: { readonly timeZone: string; readonly now: number },
): number | null {
  if (urgency === "high" || pages) return null;
  return quietUntilFor(person, timeZone, now);
}

/** Why these hours cannot be anybody's quiet hours, in words that follow them; undefined when they can. */
export function quietHoursProblem(hours: readonly WeeklyWindow[]): string | undefined {
  if (hours.length > QUIET_HOURS_MAX) return `are more than ${QUIET_HOURS_MAX} stretches of a week`;
  // Longer than twice the longest stretch, and a week that begins anywhere.
  const period = { startsAt: 0, endsAt: 3 * 7 * MS.day };
  const longest = Math.max(
    0,
    ...weeklyIntervals(hours, "UTC", period).map(({ startsAt, endsAt }) => endsAt - startsAt),
  );
  return longest > STRETCH_MS_MAX
    ? `go on for longer than ${describeDuration(STRETCH_MS_MAX)} at a time`
    : undefined;
}
