/** Schedules and overrides as the contract writes them. */

import type { OverrideJson, PlanJson, PlannedScheduleJson } from "../contract/schedule.ts";
import { instant } from "../contract/wire.ts";
import type { OnCallOverride } from "../domain/roster.ts";
import type { Interval, Span } from "../domain/schedule/span.ts";
import type { Plan, PlannedSchedule } from "../operations/schedule/show.ts";

export function presentPlan({ period, schedules, conflicts }: Plan): PlanJson {
  return {
    from: instant(period.startsAt),
    to: instant(period.endsAt),
    schedules: schedules.map(presentPlanned),
    conflicts: conflicts.map((conflict) => ({
      person: conflict.person,
      schedules: [...conflict.schedules],
      ...presentInterval(conflict),
    })),
  };
}

export function presentOverride(override: OnCallOverride): OverrideJson {
  const { id, scheduleId, kind, person, instead = null } = override;
  return { id, scheduleId, kind, person, instead, ...presentInterval(override) };
}

function presentPlanned(schedule: PlannedSchedule): PlannedScheduleJson {
  const { id, name, timeZone, spans, gaps, hours } = schedule;
  return {
    id,
    name,
    timeZone,
    spans: spans.map(presentSpan),
    gaps: gaps.map(presentInterval),
    hours: hours.map((one) => ({ ...one })),
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
