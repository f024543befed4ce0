/** Schedules and overrides as the contract writes them. */

import type {
  OnCallHoursJson,
  OverrideJson,
  PlanJson,
  PlannedScheduleJson,
} from "../contract/schedule.ts";
import { instant } from "../contract/wire.ts";
import type { OnCallOverride } from "../domain/roster.ts";
import { addShares, type Shares, withIdle } from "../domain/schedule/hours.ts";
import type { Plan, PlannedSchedule } from "../domain/schedule/plan.ts";
import type { Interval, Span } from "../domain/schedule/span.ts";

export function presentPlan(plan: Plan): PlanJson {
  const { period, schedules, conflicts, unreachable, warnings } = plan;
  return {
    from: instant(period.startsAt),
    to: instant(period.endsAt),
    schedules: schedules.map(presentPlanned),
    conflicts: conflicts.map((conflict) => ({
      person: conflict.person,
      schedules: [...conflict.schedules],
      ...presentInterval(conflict),
    })),
    unreachable: unreachable.map(({ person, scheduleId, ...interval }) => ({
      person,
      scheduleId,
      ...presentInterval(interval),
    })),
    warnings: warnings.map((warning) => ({ ...warning })),
  };
}

/** The hours of a plan, schedule by schedule and all together. */
export function presentHours({ period, schedules }: Plan): OnCallHoursJson {
  const each = schedules.map(({ schedule, shares }) => ({
    schedule,
    shares: withIdle(shares, schedule),
  }));
  return {
    from: instant(period.startsAt),
    to: instant(period.endsAt),
    schedules: each.map(({ schedule: { id, name }, shares }) => ({
      id,
      name,
      ...presentShares(shares),
    })),
    all: presentShares(addShares(each.map(({ shares }) => shares))),
  };
}

function presentShares({ people, gapHours }: Shares): OnCallHoursJson["all"] {
  return { people: people.map((one) => ({ ...one })), gapHours };
}

export function presentOverride(override: OnCallOverride): OverrideJson {
  const { id, scheduleId, kind, person, instead = null } = override;
  return { id, scheduleId, kind, person, instead, ...presentInterval(override) };
}

function presentPlanned(planned: PlannedSchedule): PlannedScheduleJson {
  const { schedule, spans, gaps, shares } = planned;
  const { id, name, timeZone } = schedule;
  return {
    id,
    name,
    timeZone,
    spans: spans.map(presentSpan),
    gaps: gaps.map(presentInterval),
    hours: shares.people.map((one) => ({ ...one })),
  };
}

function presentSpan(span: Span): PlannedScheduleJson["spans"][number] {
  const { source } = span;
  return {
    ...presentInterval(span),
    person: span.person,
    layer: source.kind === "layer" ? source.layer : null,
    overrideId: source.kind === "override" ? source.overrideId : null,
  };
}

function presentInterval({ startsAt, endsAt }: Interval) {
  return { startsAt: instant(startsAt), endsAt: instant(endsAt) };
}
