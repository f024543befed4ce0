import { nextClockDueAt } from "./clock.ts";
import { MS } from "./duration.ts";
import { nextEscalationAt } from "./escalation.ts";
import type { Incident } from "./incident.ts";

/** An acknowledgement that no person's entry follows lapses after this long, and paging resumes. */
export const ACKNOWLEDGEMENT_LAPSES_AFTER_MS = 30 * MS.minute;
/** The same alert reopens an incident this long after it was resolved; then the incident closes. */
export const REOPENS_WITHIN_MS = 30 * MS.minute;

/** When the engine has to look at the incident next; null only when it is closed or nothing can happen by itself. */
export function nextDueAt(incident: Incident): number | null {
  if (incident.status === "closed") return null;
  if (incident.status === "resolved") return (incident.resolvedAt ?? 0) + REOPENS_WITHIN_MS;
  return earliest([
    nextEscalationAt(incident),
    nextClockDueAt(incident.clocks),
    lapsesAt(incident),
  ]);
}

/** When the acknowledgement lapses; null when there is none, or the severity does not page. */
export function lapsesAt(incident: Incident): number | null {
  if (incident.status !== "acknowledged" || !incident.rules.pages) return null;
  return (incident.lastHumanEntryAt ?? incident.openedAt) + ACKNOWLEDGEMENT_LAPSES_AFTER_MS;
}

function earliest(instants: readonly (number | null)[]): number | null {
  const present = instants.filter((instant) => instant !== null);
  return present.length === 0 ? null : Math.min(...present);
}
