/**
 * Which shift of a rotation table an instant falls into.
 *
 * Rules. A shift begins at the hand-off time of its first day in the playbook's zone and lasts until the
 * next row's; the last row lasts as long as the one before it (a week when it is alone); after it the
 * table repeats from its first row. Before the first row its first row serves: somebody is always on call.
 * Days are calendar days, so a shift across a daylight-saving change is an hour shorter or longer, never
 * shifted; the rules for hand-off times that come twice or not at all are those of `wall-clock.ts`.
 */

import { assert } from "./assert.ts";
import { MS } from "./duration.ts";
import type { Rotation, RotationShift } from "./playbook.ts";
import {
  firstInstantAt,
  startOfDay,
  timeOfDay,
  type WallTime,
  wallClockAt,
  wallTime,
} from "./schedule/wall-clock.ts";

export interface Shift {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly assignments: Readonly<Record<string, string>>;
  /** Where in the table it stands. */
  readonly line: number;
  /** True when the table has ended and begun again from its first row. */
  readonly repeated: boolean;
}

interface HandOff {
  readonly timeZone: string;
  /** `HH:MM` */
  readonly handoffTime: string;
}

const DEFAULT_LENGTH_DAYS = 7;

/** The shift at an instant, or undefined when the table has no rows. */
export function shiftAt(rotation: Rotation, handOff: HandOff, at: number): Shift | undefined {
  const rows = sortedRows(rotation);
  const first = rows[0];
  if (first === undefined) return undefined;
  const starts = rows.map((row) => (row.day - first.day) / MS.day);
  const cycleDays = cycleLength(starts);
  const day = (handOffDay(at, handOff) - first.day) / MS.day;
  const cycle = Math.max(0, Math.floor(day / cycleDays));
  const dayInCycle = day - cycle * cycleDays;
  let index = 0;
  while (index + 1 < starts.length && (starts[index + 1] ?? 0) <= dayInCycle) index += 1;
  const row = rows[index];
  assert(row !== undefined, "a day falls into a row");
  const startDay = cycle * cycleDays + (starts[index] ?? 0);
  const endDay = cycle * cycleDays + (starts[index + 1] ?? cycleDays);
  return {
    startsAt: handOffInstant(first.day + startDay * MS.day, handOff),
    endsAt: handOffInstant(first.day + endDay * MS.day, handOff),
    assignments: row.shift.assignments,
    line: row.shift.source.line,
    repeated: cycle > 0,
  };
}

interface Row {
  /** Its midnight on the wall. */
  readonly day: WallTime;
  readonly shift: RotationShift;
}

const known = new WeakMap<Rotation, readonly Row[]>();

/** Rows by date; of two with the same date the later in the text counts. */
function sortedRows(rotation: Rotation): readonly Row[] {
  const sorted = known.get(rotation) ?? sortRows(rotation);
  known.set(rotation, sorted);
  return sorted;
}

function sortRows({ shifts }: Rotation): readonly Row[] {
  const byDate = new Map(
    shifts.map((shift) => [shift.start, { day: wallTime(shift.start), shift }]),
  );
  return [...byDate.values()].sort((a, b) => a.day - b.day);
}

function cycleLength(starts: readonly number[]): number {
  const last = starts.at(-1) ?? 0;
  const beforeLast = starts.at(-2);
  return last + (beforeLast === undefined ? DEFAULT_LENGTH_DAYS : last - beforeLast);
}

/** The calendar day whose hand-off was the last one at or before the instant. */
function handOffDay(at: number, handOff: HandOff): WallTime {
  const today = startOfDay(wallClockAt(at, handOff.timeZone));
  return at >= handOffInstant(today, handOff) ? today : today - MS.day;
}

function handOffInstant(day: WallTime, { handoffTime, timeZone }: HandOff): number {
  return firstInstantAt(day + timeOfDay(handoffTime), timeZone);
}
