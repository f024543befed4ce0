import { nextCommandAskAt } from "./ask-for-command.ts";
import { nextClockDueAt } from "./clock.ts";
import { nextTaskDueAt } from "./decide-task.ts";
import { MS } from "./duration.ts";
import { nextEscalationAt } from "./escalation.ts";
import type { Incident } from "./incident.ts";
import { nextAskAt } from "./responders.ts";

/** Where the severity pages, an acknowledgement that no person's entry follows lapses, and paging resumes. */
export const ACKNOWLEDGEMENT_LAPSES_AFTER_MS = 30 * MS.minute;
/** The same alert reopens an incident this long after it was resolved; then the incident closes. */
export const REOPENS_WITHIN_MS = 30 * MS.minute;

/** When the engine has to look at the incident next; null only when it is closed or nothing can happen by itself. */
export function nextDueAt(incident: Incident): number | null {
  if (incident.status === "closed") return null;
  if (incident.status === "resolved") return (incident.resolvedAt ?? 0) + REOPENS_WITHIN_MS;
  return earliest([
    incident.snoozedUntil,
    nextAskAt(incident),
    nextCommandAskAt(incident),
    nextTaskDueAt(incident),
    nextEscalationAt(incident),
    nextClockDueAt(incident.clocks),
    lapsesAt(incident),
  ]);
}

/**
 * When the acknowledgement lapses; null when there is none, or it holds until somebody takes it back, or
 * the incident is snoozed: then the end of that is when it is asked for again.
 */
export function lapsesAt(incident: Incident): number | null {
  const { acknowledgementLapsesMs } = incident.rules;
  if (incident.status !== "acknowledged" || incident.snoozedUntil !== null) return null;
  if (acknowledgementLapsesMs === null) return null;
  return (incident.lastHumanEntryAt ?? incident.openedAt) + acknowledgementLapsesMs;
}

/** What holds where `tocsin.yaml` says nothing; an incident that wakes nobody keeps its acknowledgement. */
export function lapsesByDefaultMs(pages: boolean): number | null {
  return pages ? ACKNOWLEDGEMENT_LAPSES_AFTER_MS : null;
}

function earliest(instants: readonly (number | null)[]): number | null {
  const present = instants.filter((instant) => instant !== null);
  return present.length === 0 ? null : Math.min(...present);
}
