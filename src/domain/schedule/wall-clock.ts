/**
 * What a clock on the wall of a time zone shows, and when.
 *
 * Rules for daylight saving. Times that people write down are times on the wall. Where the clocks are put
 * back, a time comes twice: a hand-off or a start is its first occurrence, an end its last, so that nothing
 * falls between. Where they are put forward, a time does not come at all: it stands for the instant of the
 * jump, the first at which the wall shows that time or a later one. In this way what is earlier on the wall
 * is never later in time, and shifts meet whatever the zone does, be it a day left out.
 */

import { assert } from "../assert.ts";
import { MS } from "../duration.ts";

/**
 * A time on the wall: milliseconds since 1970 began there. Days on the wall all have 24 hours, so that hours,
 * days and weeks are added as numbers.
 */
export type WallTime = number;

/** @param written `YYYY-MM-DD`, which is its midnight, or `YYYY-MM-DDTHH:MM`, with seconds or without */
export function wallTime(written: string): WallTime {
  const wall = Date.parse(written.length === "YYYY-MM-DD".length ? written : `${written}Z`);
  assert(!Number.isNaN(wall), `${written} is a local date or time`);
  return wall;
}

/** @param written `HH:MM`; milliseconds since midnight */
export function timeOfDay(written: string): number {
  const [hours = "", minutes = ""] = written.split(":");
  return Number(hours) * MS.hour + Number(minutes) * MS.minute;
}

/** The midnight before, or at, a time. */
export function startOfDay(wall: WallTime): WallTime {
  return Math.floor(wall / MS.day) * MS.day;
}

/** 1 is Monday, 7 Sunday. */
export function weekdayOf(wall: WallTime): number {
  const days = Math.floor(wall / MS.day);
  // 1970 began on a Thursday.
  return ((((days + 3) % 7) + 7) % 7) + 1;
}

/** The same day and time some months later, or the last day of a month that is too short. */
export function addMonths(wall: WallTime, count: number): WallTime {
  const midnight = startOfDay(wall);
  const date = Temporal.Instant.fromEpochMilliseconds(midnight).toZonedDateTimeISO("UTC");
  return date.add({ months: count }).epochMilliseconds + (wall - midnight);
}

/** The first instant at which the wall shows this time; of a time left out, the instant of the jump. */
export function firstInstantAt(wall: WallTime, timeZone: string): number {
  for (let stretch = stretchAt(wall - OFFSET_MS_MAX, timeZone); ; ) {
    const { startsAt, endsAt, offset } = stretch;
    if (startsAt + offset >= wall) return startsAt;
    if (wall < endsAt + offset) return wall - offset;
    stretch = stretchAt(endsAt, timeZone);
  }
}

/** The last instant at which the wall shows this time; of a time left out, the instant of the jump. */
export function lastInstantAt(wall: WallTime, timeZone: string): number {
  for (let stretch = stretchAt(wall + OFFSET_MS_MAX, timeZone); ; ) {
    const { startsAt, endsAt, offset } = stretch;
    if (endsAt + offset <= wall) return endsAt;
    if (startsAt + offset <= wall) return wall - offset;
    stretch = stretchAt(startsAt - 1, timeZone);
  }
}

/** What the wall shows at an instant. */
export function wallClockAt(at: number, timeZone: string): WallTime {
  return at + stretchAt(at, timeZone).offset;
}

/** More than any zone is from UTC, or ever jumped. */
const OFFSET_MS_MAX = 2 * MS.day;

/** A stretch of time in which a zone's clocks are not changed. */
interface Stretch {
  readonly startsAt: number;
  readonly endsAt: number;
  /** The wall's time less UTC. */
  readonly offset: number;
}

/** Zones are looked up thousands of times, and have two stretches a year. */
const KEPT_MAX = 64;
const kept = new Map<string, Stretch[]>();

function stretchAt(at: number, timeZone: string): Stretch {
  const stretches = kept.get(timeZone) ?? [];
  const known = stretches.find(({ startsAt, endsAt }) => startsAt <= at && at < endsAt);
  if (known !== undefined) return known;
  const found = findStretch(at, timeZone);
  if (stretches.length >= KEPT_MAX) stretches.length = 0;
  stretches.unshift(found);
  kept.set(timeZone, stretches);
  return found;
}

function findStretch(at: number, timeZone: string): Stretch {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  // A transition at this very instant begins the stretch.
  const before = zoned.add({ milliseconds: 1 }).getTimeZoneTransition("previous");
  const after = zoned.getTimeZoneTransition("next");
  return {
    startsAt: before?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    endsAt: after?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: zoned.offsetNanoseconds / 1e6,
  };
}
