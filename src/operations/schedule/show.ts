import { MS } from "../../domain/duration.ts";
import { AppError } from "../../domain/error.ts";
import type { Principal } from "../../domain/permission.ts";
import { overridesOf, type Roster } from "../../domain/roster.ts";
import {
  type Conflict,
  conflictsOf,
  gapsOf,
  hoursOf,
  type OnCallHours,
} from "../../domain/schedule/coverage.ts";
import { finalSchedule } from "../../domain/schedule/final-schedule.ts";
import { columnScheduleId, schedulesOf } from "../../domain/schedule/playbook-schedules.ts";
import type { Interval, Span } from "../../domain/schedule/span.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { loadInForce } from "../roster/load.ts";

/** A leap year, so that a whole year can be looked at. */
const PERIOD_MS_MAX = 366 * MS.day;

export interface PlannedSchedule {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly spans: readonly Span[];
  readonly gaps: readonly Interval[];
  readonly hours: readonly OnCallHours[];
}

export interface Plan {
  readonly period: Interval;
  readonly schedules: readonly PlannedSchedule[];
  /** Somebody in two columns of one rotation at once. */
  readonly conflicts: readonly Conflict[];
}

/**
 * Every schedule over a period as it will be: who, gaps, hours and conflicts.
 * @throws AppError `invalid-input` for a period that does not last or is longer than a year.
 */
export async function showSchedules(
  context: OperationContext,
  principal: Principal,
  period: Interval,
): Promise<Plan> {
  authorise(principal, "oncall.read");
  if (period.endsAt <= period.startsAt || period.endsAt - period.startsAt > PERIOD_MS_MAX) {
    throw new AppError("invalid-input", "A period must last, and no longer than a year.");
  }
  const { playbook, roster } = await loadInForce(context.database.read);
  const schedules = schedulesOf(playbook).map((schedule) => {
    const spans = finalSchedule(schedule, overridesOf(roster, schedule), period);
    const { id, name, timeZone } = schedule;
    return { id, name, timeZone, spans, gaps: gapsOf(spans), hours: hoursOf(spans, timeZone) };
  });
  return { period, schedules, conflicts: conflictsIn(roster, schedules) };
}

function conflictsIn(
  { rotations }: Roster,
  schedules: readonly PlannedSchedule[],
): readonly Conflict[] {
  return rotations.flatMap((rotation) => {
    const ids = new Set(rotation.columns.map((column) => columnScheduleId(rotation.id, column)));
    return conflictsOf(schedules.filter(({ id }) => ids.has(id)));
  });
}
