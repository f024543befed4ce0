/** What a final schedule means for the people in it: gaps, hours and being in two places at once. */

import { MS } from "../duration.ts";
import type { WeeklyWindow } from "./schedule.ts";
import { type Interval, type Span, within } from "./span.ts";
import { weeklyIntervals } from "./weekly-windows.ts";

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
/** The hours in which a page wakes people. */
const NIGHTS: readonly WeeklyWindow[] = [{ days: EVERY_DAY, from: "22:00", to: "07:00" }];
const WEEKENDS: readonly WeeklyWindow[] = [{ days: [6, 7], from: "00:00", to: "00:00" }];

/** The stretches in which nobody is on call; those that meet are one. */
export function gapsOf(spans: readonly Span[]): readonly Interval[] {
  const gaps: { startsAt: number; endsAt: number }[] = [];
  for (const { person, startsAt, endsAt } of spans) {
    if (person !== null) continue;
    const before = gaps.at(-1);
    if (before?.endsAt === startsAt) before.endsAt = endsAt;
    else gaps.push({ startsAt, endsAt });
  }
  return gaps;
}

/** How much somebody is on call, in hours; `night` is from 22:00 to 07:00. */
export interface OnCallHours {
  readonly person: string;
  readonly total: number;
  readonly night: number;
  readonly weekend: number;
}

/** Hours of each person, most first. Nights and weekends are those of the zone given. */
export function hoursOf(spans: readonly Span[], timeZone: string): readonly OnCallHours[] {
  const first = spans[0];
  const last = spans.at(-1);
  if (first === undefined || last === undefined) return [];
  const period = { startsAt: first.startsAt, endsAt: last.endsAt };
  const nights = weeklyIntervals(NIGHTS, timeZone, period);
  const weekends = weeklyIntervals(WEEKENDS, timeZone, period);
  const people = Map.groupBy(
    spans.filter(({ person }) => person !== null),
    ({ person }) => person ?? "",
  );
  const hours = [...people].map(([person, theirs]) => ({
    person,
    total: hoursIn(theirs),
    night: hoursIn(within(theirs, nights)),
    weekend: hoursIn(within(theirs, weekends)),
  }));
  return hours.sort((a, b) => b.total - a.total || (a.person < b.person ? -1 : 1));
}

function hoursIn(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, { startsAt, endsAt }) => sum + endsAt - startsAt, 0) / MS.hour;
}

/** Somebody who is on call in two schedules at once, so that the second to be paged is the first again. */
export interface Conflict extends Interval {
  readonly person: string;
  readonly schedules: readonly [string, string];
}

/** Conflicts between schedules that follow each other in one escalation, such as primary and secondary. */
export function conflictsOf(
  schedules: readonly { readonly id: string; readonly spans: readonly Span[] }[],
): readonly Conflict[] {
  return schedules.flatMap((one, index) =>
    schedules.slice(index + 1).flatMap((other) => conflictsBetween(one, other)),
  );
}

type Planned = Parameters<typeof conflictsOf>[0][number];

function conflictsBetween(one: Planned, other: Planned): readonly Conflict[] {
  const people = new Set(other.spans.map(({ person }) => person));
  return [...people].flatMap((person) => {
    if (person === null) return [];
    const theirs = ({ spans }: Planned): readonly Span[] =>
      spans.filter((span) => span.person === person);
    return within(theirs(one), theirs(other)).map(({ startsAt, endsAt }) => ({
      person,
      schedules: [one.id, other.id] as const,
      startsAt,
      endsAt,
    }));
  });
}

/** Who hands over to whom, and when. */
export interface HandOff {
  readonly at: number;
  /** Null after or before a gap. */
  readonly from: string | null;
  readonly to: string | null;
}

/** The instants at which somebody else is on call than before, within what the spans cover. */
export function handOffsOf(spans: readonly Span[]): readonly HandOff[] {
  return spans.flatMap((span, index) => {
    const before = spans[index - 1];
    if (before === undefined || before.person === span.person) return [];
    return { at: span.startsAt, from: before.person, to: span.person };
  });
}
