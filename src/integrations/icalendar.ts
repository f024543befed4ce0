/**
 * iCalendar (RFC 5545), written. Instants are in UTC: what a reader's zone makes of them is for the reader,
 * and no definition of a zone can be older here than there. A published calendar carries one instant and
 * one number of its last change, by which clients see that an event they know has changed.
 */

import type { CalendarEvent } from "../domain/schedule/calendar.ts";

export interface Calendar {
  /** Makes the events' ids unlike those of any other calendar; letters, digits and `-`. */
  readonly id: string;
  readonly name: string;
  readonly events: readonly CalendarEvent[];
  /** When the events became what they are, epoch milliseconds, and how many times they changed before. */
  readonly changedAt: number;
  readonly revision: number;
}

/** Octets in a line, without its end (RFC 5545, 3.1). */
const LINE_OCTETS_MAX = 75;

/** The text of a calendar, every line ended by CR LF. */
export function icalendarText({ id, name, events, changedAt, revision }: Calendar): string {
  const changed = utc(changedAt);
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Tocsin//On-call schedules//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    // RFC 7986; the second of each pair is what older clients read.
    `NAME:${text(name)}`,
    `X-WR-CALNAME:${text(name)}`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT15M",
    "X-PUBLISHED-TTL:PT15M",
    ...events.flatMap((event) => [
      "BEGIN:VEVENT",
      `UID:${text(`${event.key}.${id}@tocsin`)}`,
      `DTSTAMP:${changed}`,
      `LAST-MODIFIED:${changed}`,
      `SEQUENCE:${revision}`,
      `DTSTART:${utc(event.startsAt)}`,
      `DTEND:${utc(event.endsAt)}`,
      `SUMMARY:${text(event.summary)}`,
      `DESCRIPTION:${text(event.description)}`,
      // Who is on call can still be invited to a meeting.
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
    ]),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

/** `20260114T023000Z` */
function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

/** TEXT of RFC 5545, 3.3.11. Control characters have no form in it, and none in a name. */
function text(value: string): string {
  return value
    .toWellFormed()
    .replaceAll(/\r\n?|[\u2028\u2029]/g, "\n")
    .replaceAll(/[^\P{Cc}\n]/gu, " ")
    .replaceAll(/[\\;,]/g, "\\$&")
    .replaceAll("\n", "\\n");
}

/** A long line goes on behind a space; no character is cut in two. */
function folded(line: string): string {
  let octets = 0;
  let written = "";
  for (const character of line) {
    const length = Buffer.byteLength(character);
    if (octets + length > LINE_OCTETS_MAX) {
      written += "\r\n ";
      octets = 1;
    }
    written += character;
    octets += length;
  }
  return written;
}
