/** How it stands with the calendars that schedules are filled from. */

import { describeDuration, MS } from "../../domain/duration.ts";
import type { Person } from "../../domain/person.ts";
import { type ImportedCalendars, unknownIn } from "../../domain/schedule/imported-shifts.ts";
import {
  type CalendarSource,
  listCalendarSources,
  loadImportedCalendars,
} from "../../store/calendar-sources.ts";
import type { Tx } from "../../store/database.ts";
import type { HealthCheck } from "./check.ts";

const NAMED_MAX = 5;

/** One check for each calendar: how old what is known is, and what of it means nobody. */
export async function calendarChecks(
  tx: Tx,
  people: readonly Person[],
  now: number,
): Promise<readonly HealthCheck[]> {
  const sources = await listCalendarSources(tx);
  if (sources.length === 0) return [];
  const calendars = await loadImportedCalendars(tx);
  return sources.map((source) => checkOf(source, { calendars, people, now }));
}

function checkOf(
  { id, schedule, fetchedAt, failingSince, lastReason, unread }: CalendarSource,
  known: {
    readonly calendars: ImportedCalendars;
    readonly people: readonly Person[];
    readonly now: number;
  },
): HealthCheck {
  const name = "calendar";
  const because = lastReason === null ? "it is still to be read" : lastReason;
  if (fetchedAt === null) {
    const detail = `The calendar of ${schedule} has never been read, so nobody is on call by it: ${because}.`;
    return { name, status: failingSince === null ? "warning" : "failing", detail };
  }
  const coming = (known.calendars.get(id) ?? []).filter(({ endsAt }) => endsAt > known.now);
  const unknown = unknownIn(coming, known.people);
  const troubles = [
    ...(failingSince === null
      ? []
      : [`It cannot be read since ${new Date(failingSince).toISOString()}: ${because}.`]),
    ...(unknown.length === 0
      ? []
      : [
          `Shifts of nobody we know, which are gaps: ${listed(unknown.map((one) => `"${one}"`))}. ` +
            "Give the events the names, or the people the e-mail addresses.",
        ]),
    ...(unread.length === 0 ? [] : [`Left out: ${listed(unread)}.`]),
    ...(coming.length === 0 ? ["No shift is to come."] : []),
  ];
  const read = `The calendar of ${schedule} was read ${ago(known.now - fetchedAt)}.`;
  return {
    name,
    status: troubles.length === 0 ? "ok" : "warning",
    detail: [read, ...troubles].join(" "),
  };
}

function ago(ageMs: number): string {
  return ageMs < MS.minute ? "just now" : `${describeDuration(ageMs - (ageMs % MS.minute))} ago`;
}

function listed(found: readonly string[]): string {
  const rest = found.length - NAMED_MAX;
  const shown = found.slice(0, NAMED_MAX).join("; ");
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}
