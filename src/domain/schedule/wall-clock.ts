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

/** The first instant at which the wall shows this time; of a time left out, the instant of the jump. */
export function firstInstantAt(wall: Temporal.PlainDateTime, timeZone: string): number {
  return instantAt(wall, timeZone, "earlier");
}

/** The last instant at which the wall shows this time; of a time left out, the instant of the jump. */
export function lastInstantAt(wall: Temporal.PlainDateTime, timeZone: string): number {
  return instantAt(wall, timeZone, "later");
}

/** What the wall shows at an instant. */
export function wallClockAt(at: number, timeZone: string): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDateTime();
}

function instantAt(
  wall: Temporal.PlainDateTime,
  timeZone: string,
  disambiguation: "earlier" | "later",
): number {
  const zoned = wall.toZonedDateTime(timeZone, { disambiguation });
  if (zoned.toPlainDateTime().equals(wall)) return zoned.epochMilliseconds;
  const jump = wall
    .toZonedDateTime(timeZone, { disambiguation: "earlier" })
    .getTimeZoneTransition("next");
  assert(jump !== null, "a time is left out by a transition");
  return jump.epochMilliseconds;
}
