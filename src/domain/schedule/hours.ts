/** How much everybody is on call: hours, and which of them are at night, at weekends and on holidays. */

import { MS } from "../duration.ts";
import { roleKey } from "../roster.ts";
import { peopleOf, type Schedule, type WeeklyWindow } from "./schedule.ts";
import { type Interval, type Span, within } from "./span.ts";
import { firstInstantAt, wallTime } from "./wall-clock.ts";
import { weeklyIntervals } from "./weekly-windows.ts";

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
/** The hours in which a page wakes people. */
const NIGHTS: readonly WeeklyWindow[] = [{ days: EVERY_DAY, from: "22:00", to: "07:00" }];
const WEEKENDS: readonly WeeklyWindow[] = [{ days: [6, 7], from: "00:00", to: "00:00" }];

/** In hours. An hour may be of a night, a weekend and a holiday at once. */
export interface OnCallHours {
  readonly person: string;
  readonly total: number;
  /** From 22:00 to 07:00. */
  readonly night: number;
  readonly weekend: number;
  readonly holiday: number;
}

/** How a period is shared: people and gaps add up to it. */
export interface Shares {
  /** Most first. */
  readonly people: readonly OnCallHours[];
  readonly gapHours: number;
}

/**
 * The hours of a schedule's spans.
 * @param holidays `YYYY-MM-DD`; nights, weekends and holidays are those of the schedule's zone
 */
export function sharesOf(
  schedule: Schedule,
  spans: readonly Span[],
  holidays: readonly string[],
): Shares {
  const first = spans[0];
  const last = spans.at(-1);
  if (first === undefined || last === undefined) return { people: [], gapHours: 0 };
  const { timeZone } = schedule;
  const period = { startsAt: first.startsAt, endsAt: last.endsAt };
  const nights = weeklyIntervals(NIGHTS, timeZone, period);
  const weekends = weeklyIntervals(WEEKENDS, timeZone, period);
  const days = holidayIntervals(holidays, timeZone);
  const byPerson = Map.groupBy(spans, ({ person }) => (person === null ? null : roleKey(person)));
  const people = [...byPerson].flatMap(([key, theirs]) => {
    const person = theirs[0]?.person;
    if (key === null || person === null || person === undefined) return [];
    return {
      person,
      total: hoursIn(theirs),
      night: hoursIn(within(theirs, nights)),
      weekend: hoursIn(within(theirs, weekends)),
      holiday: hoursIn(within(theirs, days)),
    };
  });
  return { people: people.sort(mostFirst), gapHours: hoursIn(byPerson.get(null) ?? []) };
}

/** With everybody whom the schedule names and who has no hour: who is spared belongs to who is not. */
export function withIdle(shares: Shares, { layers }: Schedule): Shares {
  const named = layers
    .flatMap(({ rotation }) => peopleOf(rotation))
    .filter((person) => person !== "")
    .map((person) => ({ person, total: 0, night: 0, weekend: 0, holiday: 0 }));
  return addShares([shares, { people: named, gapHours: 0 }]);
}

/** Several together, person by person. */
export function addShares(shares: readonly Shares[]): Shares {
  const byPerson = Map.groupBy(
    shares.flatMap(({ people }) => people),
    ({ person }) => roleKey(person),
  );
  const people = [...byPerson.values()].flatMap((theirs) => {
    const [first] = theirs;
    if (first === undefined) return [];
    return {
      person: first.person,
      total: sum(theirs.map(({ total }) => total)),
      night: sum(theirs.map(({ night }) => night)),
      weekend: sum(theirs.map(({ weekend }) => weekend)),
      holiday: sum(theirs.map(({ holiday }) => holiday)),
    };
  });
  return {
    people: people.sort(mostFirst),
    gapHours: sum(shares.map(({ gapHours }) => gapHours)),
  };
}

function holidayIntervals(days: readonly string[], timeZone: string): readonly Interval[] {
  return [...new Set(days)].sort().map((day) => ({
    startsAt: firstInstantAt(wallTime(day), timeZone),
    // To the next day's first instant, so that two days that follow each other share none.
    endsAt: firstInstantAt(wallTime(day) + MS.day, timeZone),
  }));
}

function hoursIn(intervals: readonly Interval[]): number {
  return sum(intervals.map(({ startsAt, endsAt }) => endsAt - startsAt)) / MS.hour;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function mostFirst(a: OnCallHours, b: OnCallHours): number {
  return b.total - a.total || (a.person < b.person ? -1 : 1);
}
