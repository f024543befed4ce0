/** Every schedule over a period, and what is wrong with it. */

import { type ChannelWarning, channelWarnings } from "../channel-warning.ts";
import { isReachable } from "../person.ts";
import type { Playbook } from "../playbook.ts";
import { findPerson, overridesOf, type Roster, schedulesForRole } from "../roster.ts";
import { severityRules } from "../severity-rules.ts";
import { type Conflict, conflictsOf, gapsOf } from "./coverage.ts";
import { finalSchedule } from "./final-schedule.ts";
import { type Shares, sharesOf } from "./hours.ts";
import { columnScheduleId, schedulesOf } from "./playbook-schedules.ts";
import type { Schedule } from "./schedule.ts";
import type { Interval, Span } from "./span.ts";

export interface PlannedSchedule {
  readonly schedule: Schedule;
  readonly spans: readonly Span[];
  readonly gaps: readonly Interval[];
  readonly shares: Shares;
}

/** A shift whose person no page can reach. */
export interface UnreachableShift extends Interval {
  readonly person: string;
  readonly scheduleId: string;
}

export interface Plan {
  readonly period: Interval;
  readonly schedules: readonly PlannedSchedule[];
  readonly conflicts: readonly Conflict[];
  readonly unreachable: readonly UnreachableShift[];
  /** About everybody who has a shift. */
  readonly warnings: readonly ChannelWarning[];
}

/** The plan of a period, by the playbook and the roster as they are now. */
export function planOf(playbook: Playbook, roster: Roster, period: Interval): Plan {
  const holidays = playbook.overlay.onCall?.holidays ?? [];
  const schedules = schedulesOf(playbook).map((schedule) => {
    const spans = finalSchedule(schedule, overridesOf(roster, schedule), period);
    const shares = sharesOf(schedule, spans, holidays);
    return { schedule, spans, gaps: gapsOf(spans), shares };
  });
  return {
    period,
    schedules,
    conflicts: conflictsIn(calledOnTogether(playbook, roster), schedules),
    unreachable: schedules.flatMap(({ schedule, spans }) => unreachableIn(roster, schedule, spans)),
    warnings: channelWarnings(
      roster,
      schedules.flatMap(({ spans }) => spans.flatMap(({ person }) => person ?? [])),
    ),
  };
}

/**
 * Schedules that must not have the same person at once, because they are called on one after the other: the
 * columns of a rotation, and what fills the steps of one severity's escalation.
 */
function calledOnTogether(playbook: Playbook, roster: Roster): readonly ReadonlySet<string>[] {
  const ofRotations = playbook.rotations.map(
    ({ id, columns }) => new Set(columns.map((column) => columnScheduleId(id, column))),
  );
  const ofSeverities = playbook.severities.map(({ id }) => {
    const steps = severityRules(playbook, id)?.steps ?? [];
    return new Set(steps.flatMap((step) => schedulesForRole(roster, step)).map(({ id }) => id));
  });
  return [...ofRotations, ...ofSeverities];
}

/** Each pair once, in however many groups it is. */
function conflictsIn(
  groups: readonly ReadonlySet<string>[],
  planned: readonly PlannedSchedule[],
): readonly Conflict[] {
  const all = planned.map(({ schedule, spans }) => ({ id: schedule.id, spans }));
  return all.flatMap((one, index) =>
    all
      .slice(index + 1)
      .filter((other) => groups.some((group) => group.has(one.id) && group.has(other.id)))
      .flatMap((other) => conflictsOf([one, other])),
  );
}

function unreachableIn(
  roster: Roster,
  schedule: Schedule,
  spans: readonly Span[],
): readonly UnreachableShift[] {
  return spans.flatMap(({ person, startsAt, endsAt }) => {
    if (person === null) return [];
    const known = findPerson(roster, person);
    if (known !== undefined && isReachable(known)) return [];
    return { person, scheduleId: schedule.id, startsAt, endsAt };
  });
}
