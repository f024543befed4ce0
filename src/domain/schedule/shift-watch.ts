/**
 * Notices when a shift changes hands. What is remembered is who was on call in each schedule at the last
 * look; a hand-off is that somebody else is now. It does not matter what it came from, an end of a shift,
 * an override or a new playbook, nor whether looks were missed meanwhile: each change is told once, as one.
 */

import { MS } from "../duration.ts";
import { overridesOf, type Roster, roleKey } from "../roster.ts";
import { type HandOff, handOffsOf } from "./coverage.ts";
import { finalSchedule } from "./final-schedule.ts";
import type { Schedule } from "./schedule.ts";

/** What was seen at the last look. */
export interface ShiftWatch {
  /** Who was on call, by the schedule's id; null for nobody. */
  readonly onCall: Readonly<Record<string, string | null>>;
  /** Shifts to come whose people were told: `comingKey`. */
  readonly announced: readonly string[];
}

/** A schedule changed hands. */
export interface ShiftChange {
  readonly schedule: Schedule;
  readonly from: string | null;
  readonly to: string | null;
  /** When it changes hands again; null when not within five weeks. */
  readonly until: number | null;
}

/** A shift that begins soon, by somebody who is not on call there yet. */
export interface ComingShift {
  readonly schedule: Schedule;
  readonly person: string;
  readonly startsAt: number;
  readonly until: number | null;
}

export interface ShiftLook {
  readonly watch: ShiftWatch;
  readonly changes: readonly ShiftChange[];
  readonly coming: readonly ComingShift[];
  /** When to look again, were nothing to change meanwhile. */
  readonly dueAt: number;
}

const AHEAD_MS = 35 * MS.day;
const LOOK_AGAIN_MS = MS.day;

/**
 * Looks at every schedule as it is now.
 * @param known undefined at the very first look, which only remembers
 * @param leadMs how long before its start a shift is announced; null for never
 */
export function watchShifts(
  known: ShiftWatch | undefined,
  schedules: readonly Schedule[],
  { roster, leadMs, now }: { roster: Roster; leadMs: number | null; now: number },
): ShiftLook {
  const looked = schedules.map((schedule) => {
    const period = { startsAt: now, endsAt: now + AHEAD_MS };
    const spans = finalSchedule(schedule, overridesOf(roster, schedule), period);
    const handOffs = handOffsOf(spans).filter(({ from, to }) => !isSame(from, to));
    return { schedule, person: spans[0]?.person ?? null, handOffs };
  });
  const coming = looked.flatMap(({ schedule, handOffs }) => shiftsToCome(schedule, handOffs));
  const soon = coming.filter(({ startsAt }) => leadMs !== null && startsAt - leadMs <= now);
  const announced = new Set(known?.announced);
  const later = [
    ...looked.flatMap(({ handOffs }) => handOffs.map(({ at }) => at)),
    ...(leadMs === null ? [] : coming.map(({ startsAt }) => startsAt - leadMs)),
  ].filter((at) => at > now);
  return {
    watch: {
      onCall: Object.fromEntries(looked.map(({ schedule, person }) => [schedule.id, person])),
      announced: soon.map(comingKey),
    },
    changes: looked.flatMap(({ schedule, person, handOffs }) => {
      const from = known?.onCall[schedule.id];
      // A schedule that was not there has not changed hands.
      if (from === undefined || isSame(from, person)) return [];
      return { schedule, from, to: person, until: handOffs[0]?.at ?? null };
    }),
    coming: known === undefined ? [] : soon.filter((shift) => !announced.has(comingKey(shift))),
    dueAt: Math.min(now + LOOK_AGAIN_MS, ...later),
  };
}

/** The same shift has the same key, whatever becomes of its end. */
function comingKey({ schedule, person, startsAt }: ComingShift): string {
  return `${schedule.id} ${startsAt} ${roleKey(person)}`;
}

function shiftsToCome(schedule: Schedule, handOffs: readonly HandOff[]): readonly ComingShift[] {
  return handOffs.flatMap(({ at, to }, index) =>
    to === null
      ? []
      : { schedule, person: to, startsAt: at, until: handOffs[index + 1]?.at ?? null },
  );
}

function isSame(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return one === other;
  return roleKey(one) === roleKey(other);
}
