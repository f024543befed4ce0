/** Times and durations of iCalendar (RFC 5545, 3.3.4 to 3.3.6). */

import { MS } from "../domain/duration.ts";
import { firstInstantAt, type WallTime } from "../domain/schedule/wall-clock.ts";
import type { CalendarComponent, ContentLine } from "./icalendar-lines.ts";
import { lineNamed } from "./icalendar-lines.ts";

/** A time on the wall of a zone. */
export interface Moment {
  readonly wall: WallTime;
  /** IANA. */
  readonly timeZone: string;
  /** A whole day is meant. */
  readonly isDate: boolean;
}

const TIME = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/u;

/**
 * A time as it is written; undefined where it is none, or in a zone that nobody knows.
 * @param zoneOf the IANA name that a TZID stands for; of a time without one, the calendar's own
 */
export function readMoment(
  written: string,
  tzid: string | undefined,
  zoneOf: (tzid: string | undefined) => string | undefined,
): Moment | undefined {
  const [, year, month, day, hour, minute, second, utc] = TIME.exec(written.trim()) ?? [];
  if (year === undefined) return undefined;
  const time = hour === undefined ? "00:00:00" : `${hour}:${minute}:${second}`;
  const wall = Date.parse(`${year}-${month}-${day}T${time}Z`);
  const timeZone = utc === "Z" ? "UTC" : zoneOf(hour === undefined ? undefined : tzid);
  if (Number.isNaN(wall) || timeZone === undefined) return undefined;
  return { wall, timeZone, isDate: hour === undefined };
}

/** The instant of a moment: of a time that comes twice the first, as a start is read everywhere. */
export function instantOf({ wall, timeZone }: Moment): number {
  return firstInstantAt(wall, timeZone);
}

const DURATION =
  /^\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$/u;

/** Milliseconds; undefined where it is none, or goes back. */
export function readDurationMs(written: string): number | undefined {
  const [matched, ...parts] = DURATION.exec(written.trim()) ?? [];
  if (matched === undefined) return undefined;
  const units = [MS.week, MS.day, MS.hour, MS.minute, MS.second];
  return parts.reduce((sum, count, index) => sum + Number(count ?? 0) * (units[index] ?? 0), 0);
}

/**
 * What zones the calendar's own names stand for: IANA's, also behind a vendor's prefix, or as the definition
 * of a zone says where it was taken from (`X-LIC-LOCATION`). Without a TZID, the calendar's own or the one given.
 */
export function zonesOf(
  calendar: CalendarComponent,
  timeZone: string,
): (tzid: string | undefined) => string | undefined {
  const own = writtenIn(lineNamed(calendar, "X-WR-TIMEZONE"));
  const floating = knownZone(own ?? "") ?? timeZone;
  const places = new Map(
    calendar.components
      .filter(({ name }) => name === "VTIMEZONE")
      .map((zone) => [
        writtenIn(lineNamed(zone, "TZID")) ?? "",
        writtenIn(lineNamed(zone, "X-LIC-LOCATION")) ?? "",
      ]),
  );
  const found = new Map<string, string | undefined>();
  return (tzid) => {
    if (tzid === undefined) return floating;
    if (!found.has(tzid)) found.set(tzid, knownZone(tzid) ?? knownZone(places.get(tzid) ?? ""));
    return found.get(tzid);
  };
}

function writtenIn(line: ContentLine | undefined): string | undefined {
  return line?.value.trim();
}

/** "/citadel.org/20210210_1/Europe/Berlin" is Europe/Berlin. */
function knownZone(name: string): string | undefined {
  const parts = name.split("/");
  const tails = [name, parts.slice(-3).join("/"), parts.slice(-2).join("/")];
  return tails.find(isZone);
}

function isZone(name: string): boolean {
  if (!/^[A-Za-z]/u.test(name) || name.length > 64) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
