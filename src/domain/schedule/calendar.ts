/** Shifts as the events of a calendar. Each is a span of the final schedule: nothing here decides who is on call. */

import { MS } from "../duration.ts";
import { findPerson, overridesOf, type Roster } from "../roster.ts";
import { finalSchedule } from "./final-schedule.ts";
import type { Schedule } from "./schedule.ts";
import type { Interval, Span } from "./span.ts";

export interface CalendarEvent extends Interval {
  /** The same as long as the shift begins when it does, whoever has it. */
  readonly key: string;
  readonly summary: string;
  readonly description: string;
}

const BEFORE_MS = 30 * MS.day;
const AHEAD_MS = 180 * MS.day;
/** How far before the period a shift may have begun and still be shown from its true start. */
const BEGUN_MS_MAX = 366 * MS.day;

/** What a calendar shows: 30 days back and 180 ahead, from one midnight in UTC to another, so that it is the same all day. */
export function calendarPeriod(now: number): Interval {
  const today = Math.floor(now / MS.day) * MS.day;
  return { startsAt: today - BEFORE_MS, endsAt: today + AHEAD_MS };
}

/** Everybody's shifts in a schedule, and its gaps. */
export function scheduleEvents(
  roster: Roster,
  schedule: Schedule,
  period: Interval,
): readonly CalendarEvent[] {
  return shiftsOf(roster, schedule, period).map((shift) => ({
    ...shift.event,
    summary: `${shift.person ?? "Nobody"} is on call (${schedule.name})`,
  }));
}

/** One person's shifts in every schedule, in the order of their starts. */
export function personEvents(
  roster: Roster,
  schedules: readonly Schedule[],
  { personId, period }: { readonly personId: string; readonly period: Interval },
): readonly CalendarEvent[] {
  const events = schedules.flatMap((schedule) =>
    shiftsOf(roster, schedule, period)
      .filter(({ person }) => person !== null && findPerson(roster, person)?.id === personId)
      .map(({ event }) => ({ ...event, summary: `On call: ${schedule.name}` })),
  );
  return events.sort((a, b) => a.startsAt - b.startsAt || (a.key < b.key ? -1 : 1));
}

interface Shift {
  readonly person: string | null;
  readonly event: Omit<CalendarEvent, "summary">;
}

function shiftsOf(roster: Roster, schedule: Schedule, period: Interval): readonly Shift[] {
  const looked = { startsAt: period.startsAt - BEGUN_MS_MAX, endsAt: period.endsAt };
  return finalSchedule(schedule, overridesOf(roster, schedule), looked).flatMap((span) => {
    const { startsAt, endsAt } = inWholeSeconds(span);
    if (endsAt <= period.startsAt || startsAt >= endsAt) return [];
    // Where a shift that began earlier is cut moves on by the day: its key must not.
    const began = span.startsAt === looked.startsAt ? "before" : String(span.startsAt);
    const event = {
      key: `${schedule.id}.${began}`,
      startsAt,
      endsAt,
      description: describe(span, schedule),
    };
    return [{ person: span.person, event }];
  });
}

/** Calendars know no fractions. Spans that met still meet. */
function inWholeSeconds({ startsAt, endsAt }: Interval): Interval {
  const whole = (at: number): number => Math.floor(at / MS.second) * MS.second;
  return { startsAt: whole(startsAt), endsAt: whole(endsAt) };
}

function describe({ person, source }: Span, { id }: Schedule): string {
  if (person === null) return `A gap in the schedule ${id}: pages go to the next step.`;
  return source.kind === "override" ? `By an override of the schedule ${id}.` : `Schedule ${id}.`;
}
