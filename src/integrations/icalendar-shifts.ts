/**
 * A calendar of shifts, read: the events of iCalendar (RFC 5545) as PagerDuty, Opsgenie, Grafana and
 * calendars of people write them. An event is a shift; one that cannot be read is said, never guessed.
 */

import { MS } from "../domain/duration.ts";
import type { ImportedShift } from "../domain/schedule/imported-shifts.ts";
import { occurrences, type Recurrence, readRecurrence } from "../domain/schedule/recurrence.ts";
import type { Interval } from "../domain/schedule/span.ts";
import { lastInstantAt } from "../domain/schedule/wall-clock.ts";
import { displayLine } from "./display-text.ts";
import {
  type CalendarComponent,
  type ContentLine,
  lineNamed,
  plainText,
  readComponents,
} from "./icalendar-lines.ts";
import { instantOf, type Moment, readDurationMs, readMoment, zonesOf } from "./icalendar-times.ts";

export interface CalendarShifts {
  readonly shifts: readonly ImportedShift[];
  /** Sentences without their full stop, about events that were left out; each once. */
  readonly unread: readonly string[];
}

const EVENTS_MAX = 5000;
const SHIFTS_MAX = 2000;
const UNREAD_MAX = 10;
const SUMMARY_LENGTH_MAX = 200;
const PEOPLE_MAX = 20;

interface ShiftEvent {
  readonly uid: string;
  readonly start: Moment;
  /** Undefined where it ends in another zone than it begins in, or so long after its beginning. */
  readonly endWall: number | undefined;
  readonly lengthMs: number;
  readonly rule: Recurrence | null;
  readonly untilAt: number | null;
  /** Instants at which it does not take place. */
  readonly except: ReadonlySet<number>;
  /** Of the occurrence that it replaces. */
  readonly replaces: number | null;
  readonly isCancelled: boolean;
  readonly about: Pick<ImportedShift, "summary" | "names" | "emails">;
}

type Zones = (tzid: string | undefined) => string | undefined;

/**
 * The shifts of a calendar that touch a period, or the end of a sentence that says why there are none.
 * @param timeZone of times without a zone, where the calendar names none
 */
export function readCalendarShifts(
  text: string,
  { timeZone, period }: { readonly timeZone: string; readonly period: Interval },
): CalendarShifts | string {
  const calendar = readComponents(text);
  if (typeof calendar === "string") return calendar;
  const components = calendar.components.filter(({ name }) => name === "VEVENT");
  if (components.length > EVENTS_MAX) return `has more than ${EVENTS_MAX} events`;
  const zones = zonesOf(calendar, timeZone);
  const events: ShiftEvent[] = [];
  const unread = new Set<string>();
  for (const component of components) {
    const event = readEvent(component, zones);
    if (typeof event === "string") unread.add(`"${summaryOf(component)}" ${event}`);
    else events.push(event);
  }
  const shifts = shiftsOf(events, period);
  if (shifts.length > SHIFTS_MAX) return `has more than ${SHIFTS_MAX} shifts in a year`;
  return { shifts, unread: [...unread].slice(0, UNREAD_MAX) };
}

function shiftsOf(events: readonly ShiftEvent[], period: Interval): readonly ImportedShift[] {
  const replaced = new Set(
    events.flatMap(({ uid, replaces }) => (replaces === null ? [] : [`${replaces} ${uid}`])),
  );
  return events
    .filter(({ isCancelled }) => !isCancelled)
    .flatMap((event) =>
      startsOf(event, period)
        .map((start) => ({ ...event.about, ...extentOf(event, start) }))
        .filter(({ startsAt }) => !event.except.has(startsAt))
        .filter(
          ({ startsAt }) => event.replaces !== null || !replaced.has(`${startsAt} ${event.uid}`),
        ),
    )
    .filter(({ startsAt, endsAt }) => startsAt < period.endsAt && endsAt > period.startsAt)
    .filter(({ startsAt, endsAt }) => startsAt < endsAt)
    .sort((a, b) => a.startsAt - b.startsAt);
}

function startsOf({ start, rule, untilAt }: ShiftEvent, period: Interval): readonly Moment[] {
  if (rule === null) return [start];
  return occurrences(rule, start.wall, (wall) => {
    const at = instantOf({ ...start, wall });
    return at >= period.endsAt || (untilAt !== null && at > untilAt);
  }).map((wall) => ({ ...start, wall }));
}

function extentOf({ start, endWall, lengthMs }: ShiftEvent, at: Moment): Interval {
  const startsAt = instantOf(at);
  const endsAt =
    endWall === undefined
      ? startsAt + lengthMs
      : lastInstantAt(at.wall + (endWall - start.wall), start.timeZone);
  return { startsAt, endsAt };
}

/** An event, or the end of a sentence on why it cannot be read. */
function readEvent(component: CalendarComponent, zones: Zones): ShiftEvent | string {
  const start = momentOf(lineNamed(component, "DTSTART"), zones);
  if (start === undefined) return "has no beginning that can be read, or an unknown time zone";
  const end = endOf(component, start, zones);
  if (end === undefined) return "has no end that can be read, or an unknown time zone";
  const rule = lineNamed(component, "RRULE");
  const recurrence = rule === undefined ? null : readRecurrence(rule.value);
  if (recurrence === undefined)
    return `repeats in a way that is not read: ${rule?.value.slice(0, 80)}`;
  if (lineNamed(component, "RDATE") !== undefined) return "lists dates (RDATE), which are not read";
  const untilAt = untilOf(recurrence, start, zones);
  if (untilAt === undefined) return "repeats until a time that cannot be read";
  const replaces = lineNamed(component, "RECURRENCE-ID");
  const replaced = momentOf(replaces, zones);
  if (replaces !== undefined && replaced === undefined)
    return "replaces a time that cannot be read";
  return {
    uid: lineNamed(component, "UID")?.value.trim() ?? "",
    start,
    ...end,
    rule: recurrence,
    untilAt,
    except: new Set(
      component.lines
        .filter(({ name }) => name === "EXDATE")
        .flatMap((line) => exceptions(line, start, zones)),
    ),
    replaces: replaced === undefined ? null : instantOf(replaced),
    isCancelled: lineNamed(component, "STATUS")?.value.trim().toUpperCase() === "CANCELLED",
    about: { summary: summaryOf(component), ...peopleOf(component) },
  };
}

function momentOf(line: ContentLine | undefined, zones: Zones): Moment | undefined {
  return line === undefined
    ? undefined
    : readMoment(line.value, line.parameters.get("TZID"), zones);
}

function endOf(
  component: CalendarComponent,
  start: Moment,
  zones: Zones,
): Pick<ShiftEvent, "endWall" | "lengthMs"> | undefined {
  const written = lineNamed(component, "DTEND");
  if (written !== undefined) {
    const end = momentOf(written, zones);
    if (end === undefined) return undefined;
    const lengthMs = instantOf(end) - instantOf(start);
    return { endWall: end.timeZone === start.timeZone ? end.wall : undefined, lengthMs };
  }
  const duration = lineNamed(component, "DURATION");
  // Without either a day lasts a day, and a time none (3.6.1).
  const lengthMs =
    duration === undefined ? (start.isDate ? MS.day : 0) : readDurationMs(duration.value);
  if (lengthMs === undefined) return undefined;
  // Whole days are counted on the wall, hours as they pass (3.3.6).
  const isDays = lengthMs % MS.day === 0;
  return { endWall: isDays ? start.wall + lengthMs : undefined, lengthMs };
}

/** Null for no end; undefined for one that cannot be read. */
function untilOf(rule: Recurrence | null, start: Moment, zones: Zones): number | null | undefined {
  const until = rule?.until ?? null;
  if (until === null) return null;
  const moment = readMoment(until, undefined, (tzid) =>
    tzid === undefined ? start.timeZone : zones(tzid),
  );
  if (moment === undefined) return undefined;
  // A day is meant with all of its hours.
  return instantOf(moment) + (moment.isDate ? MS.day - 1 : 0);
}

function exceptions(line: ContentLine, start: Moment, zones: Zones): readonly number[] {
  return line.value.split(",").flatMap((written) => {
    const moment = readMoment(written, line.parameters.get("TZID"), zones);
    if (moment === undefined) return [];
    const timeOfDay = moment.isDate && !start.isDate ? start.wall % MS.day : 0;
    return [instantOf({ ...moment, wall: moment.wall + timeOfDay })];
  });
}

function summaryOf(component: CalendarComponent): string {
  const summary = plainText(lineNamed(component, "SUMMARY")?.value ?? "");
  return displayLine(summary, SUMMARY_LENGTH_MAX) || "an event without a name";
}

function peopleOf(component: CalendarComponent): Pick<ImportedShift, "names" | "emails"> {
  const attendees = component.lines.filter(({ name }) => name === "ATTENDEE").slice(0, PEOPLE_MAX);
  return {
    names: attendees.flatMap(({ parameters }) => {
      const name = parameters.get("CN");
      return name === undefined ? [] : [displayLine(name, SUMMARY_LENGTH_MAX)];
    }),
    emails: attendees.flatMap(({ value }) => {
      const address = value
        .trim()
        .toLowerCase()
        .replace(/^mailto:/u, "");
      return address.includes("@") ? [address.slice(0, SUMMARY_LENGTH_MAX)] : [];
    }),
  };
}
