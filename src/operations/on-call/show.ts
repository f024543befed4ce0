import { type ChannelWarning, channelWarnings } from "../../domain/channel-warning.ts";
import { MS } from "../../domain/duration.ts";
import type { Principal } from "../../domain/permission.ts";
import { isReachable } from "../../domain/person.ts";
import type { Rotation } from "../../domain/playbook.ts";
import { findPerson, overridesOf, personOnCall, type Roster } from "../../domain/roster.ts";
import { shiftAt } from "../../domain/rotation.ts";
import { handOffsOf } from "../../domain/schedule/coverage.ts";
import { finalSchedule } from "../../domain/schedule/final-schedule.ts";
import { columnSchedule } from "../../domain/schedule/playbook-schedules.ts";
import type { Schedule } from "../../domain/schedule/schedule.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { loadInForce } from "../roster/load.ts";

/** How far ahead the next hand-off of a schedule is looked for. */
const AHEAD_MS = 35 * MS.day;

/** Who is on call, if anybody. */
interface OnDuty {
  /** Null for nobody. */
  readonly person: string | null;
  readonly reachable: boolean;
}

export interface Duty extends OnDuty {
  readonly column: string;
  /** Somebody stands in for whom the table names. */
  readonly override: boolean;
}

export interface RotationOnCall {
  readonly id: string;
  /** Null when the table has no rows. */
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  /** The table has ended and begun again from its first row, and `tocsin.yaml` does not say that it may. */
  readonly repeated: boolean;
  readonly onCall: readonly Duty[];
  /** At the moment the shift ends. */
  readonly next: readonly Duty[];
}

export interface ScheduleOnCall extends OnDuty {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  /** When somebody else, or nobody, is on call; null when not within five weeks. */
  readonly until: number | null;
  readonly next: OnDuty | null;
}

export interface OnCall {
  readonly at: number;
  readonly timeZone: string;
  readonly handoffTime: string;
  readonly rotations: readonly RotationOnCall[];
  /** Those that are no column of a rotation. */
  readonly schedules: readonly ScheduleOnCall[];
  /** About those who are on call, and those who take over. */
  readonly warnings: readonly ChannelWarning[];
}

/** Who is on call at an instant; now when none is given. */
export async function showOnCall(
  context: OperationContext,
  principal: Principal,
  input: { readonly at?: number },
): Promise<OnCall> {
  authorise(principal, "oncall.read");
  const tx = context.database.read;
  const { playbook, roster } = await loadInForce(tx);
  const at = input.at ?? context.clock.now();
  const rotations = roster.rotations.map((rotation) => {
    const isMeant = playbook.overlay.rotations?.[rotation.id]?.repeats === true;
    const shown = rotationAt(roster, rotation, at);
    return { ...shown, repeated: shown.repeated && !isMeant };
  });
  const schedules = roster.schedules.map((schedule) => scheduleAt(roster, schedule, at));
  const duties = [
    ...rotations.flatMap(({ onCall, next }) => [...onCall, ...next]),
    ...schedules.flatMap((schedule) => [schedule, schedule.next ?? []].flat()),
  ];
  return {
    at,
    timeZone: roster.timeZone,
    handoffTime: roster.handoffTime,
    rotations,
    schedules,
    warnings: channelWarnings(
      roster,
      duties.flatMap(({ person }) => person ?? []),
    ),
  };
}

function rotationAt(roster: Roster, rotation: Rotation, at: number): RotationOnCall {
  const shift = shiftAt(rotation, roster, at);
  return {
    id: rotation.id,
    startsAt: shift?.startsAt ?? null,
    endsAt: shift?.endsAt ?? null,
    repeated: shift?.repeated ?? false,
    onCall: dutiesAt(roster, rotation, at),
    next: shift === undefined ? [] : dutiesAt(roster, rotation, shift.endsAt),
  };
}

function dutiesAt(roster: Roster, rotation: Rotation, at: number): readonly Duty[] {
  const written = shiftAt(rotation, roster, at)?.assignments ?? {};
  return rotation.columns.map((column) => {
    const name = personOnCall(roster, columnSchedule(roster, rotation, column), at) ?? "";
    return { column, ...onDuty(roster, name), override: name !== (written[column] ?? "") };
  });
}

function scheduleAt(roster: Roster, schedule: Schedule, at: number): ScheduleOnCall {
  const { id, name, timeZone } = schedule;
  const ahead = { startsAt: at, endsAt: at + AHEAD_MS };
  const spans = finalSchedule(schedule, overridesOf(roster, schedule), ahead);
  const [handOff] = handOffsOf(spans);
  return {
    id,
    name,
    timeZone,
    ...onDuty(roster, spans[0]?.person ?? ""),
    until: handOff?.at ?? null,
    next: handOff === undefined ? null : onDuty(roster, handOff.to ?? ""),
  };
}

function onDuty(roster: Roster, name: string): OnDuty {
  const person = findPerson(roster, name);
  return {
    person: name === "" ? null : name,
    reachable: person !== undefined && isReachable(person),
  };
}
