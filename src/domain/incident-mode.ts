/**
 * Whether an incident is real. A drill and a test page and run their clocks like a real one, so that they
 * prove something, and say everywhere what they are.
 */

import type { Incident } from "./incident.ts";

export const INCIDENT_MODES = ["real", "drill", "test"] as const;
export type IncidentMode = (typeof INCIDENT_MODES)[number];

export function modeOf({ mode }: Pick<Incident, "mode">): IncidentMode {
  return mode ?? "real";
}

/** The title as everybody is shown it: "[DRILL] Checkout is down". */
export function shownTitle({ title, mode }: Pick<Incident, "title" | "mode">): string {
  return mode === undefined ? title : `[${mode.toUpperCase()}] ${title}`;
}

/** Why one cannot go on in the other: a drill must not hide what is real, nor the other way round. */
export function whyModesDiffer(one: Incident, other: Incident): string | undefined {
  if (modeOf(one) === modeOf(other)) return undefined;
  return `${one.number} is ${modeText(one)} and ${other.number} ${modeText(other)}`;
}

function modeText(incident: Incident): string {
  const mode = modeOf(incident);
  return mode === "real" ? "real" : `a ${mode}`;
}
