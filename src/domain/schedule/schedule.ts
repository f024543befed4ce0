/** Schedules: who is on call when, before anybody stood in for somebody. */

import type { Rotation } from "../playbook.ts";

export type TurnUnit = "hours" | "days" | "weeks" | "months";

/** One person after the other, each for as long, for ever. */
export interface Turns {
  readonly kind: "turns";
  /** In this order, then again from the first. */
  readonly people: readonly string[];
  /** When the first turn begins, on the wall: `YYYY-MM-DDTHH:MM`. Before it nobody is on call. */
  readonly start: string;
  /** How long a turn lasts, counted on the wall: a day may have 23 or 25 hours. */
  readonly every: { readonly count: number; readonly unit: TurnUnit };
}

/** Shifts that are listed one by one. Of two that overlap, the one that begins later counts. */
export interface ShiftList {
  readonly kind: "shifts";
  readonly shifts: readonly {
    readonly person: string;
    /** On the wall, `YYYY-MM-DDTHH:MM`; the end is not part of it. */
    readonly start: string;
    readonly end: string;
  }[];
}

/** A column of a rotation table of the playbook. */
export interface TableColumn {
  readonly kind: "table";
  readonly rotation: Rotation;
  readonly column: string;
  /** `HH:MM` */
  readonly handoffTime: string;
}

/** The first is day 1 of a week. */
export const WEEKDAYS = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;

/** A stretch of each of these days of the week. */
export interface WeeklyWindow {
  /** 1 is Monday, 7 Sunday. */
  readonly days: readonly number[];
  /** `HH:MM` on the wall. When it ends no later than it begins, it ends on the next day. */
  readonly from: string;
  readonly to: string;
}

export interface Layer {
  readonly name: string;
  readonly rotation: Turns | ShiftList | TableColumn;
  /** IANA; the schedule's own when absent. */
  readonly timeZone?: string;
  /** When it counts; always when there is none. */
  readonly windows: readonly WeeklyWindow[];
  /** On the wall, not part of it any more: `YYYY-MM-DDTHH:MM`. */
  readonly until?: string;
}

export interface Schedule {
  readonly id: string;
  readonly name: string;
  /** IANA. */
  readonly timeZone: string;
  /** Where several have somebody, the last one counts. */
  readonly layers: readonly Layer[];
}

/**
 * A change of a schedule for a while. `replace` puts the person on call, whoever was; with `instead`, only
 * where that person was. `add` puts the person on call where nobody is. `remove` takes the person off:
 * what is left is a gap, and is reported as one.
 */
export interface ScheduleOverride {
  readonly id: string;
  readonly kind: "replace" | "add" | "remove";
  readonly person: string;
  readonly instead?: string;
  readonly startsAt: number;
  readonly endsAt: number;
  /** The later made counts over the earlier. */
  readonly createdAt: number;
}

/** Everybody whom a layer may put on call, as often as it names them. */
export function peopleOf(rotation: Layer["rotation"]): readonly string[] {
  switch (rotation.kind) {
    case "turns":
      return rotation.people;
    case "shifts":
      return rotation.shifts.map(({ person }) => person);
    case "table":
      return rotation.rotation.shifts.flatMap(
        ({ assignments }) => assignments[rotation.column] ?? [],
      );
  }
}
