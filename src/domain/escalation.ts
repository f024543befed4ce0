/**
 * Escalation: which step pages whom, and when.
 *
 * A round fires its steps at their offsets; when it is over the next one begins. After `repeat` further
 * rounds the catch-all is paged first in each round. A step that reaches nobody advances at once; when
 * none of the remaining steps of a round reaches anybody, the catch-all is paged; when that reaches
 * nobody either, it is said loudly and tried again soon. Paging never ends by itself: only an
 * acknowledgement, an accepted role or a resolution stops it.
 *
 * After an outage the newest state wins: of all the steps that are overdue one fires, and the rest of the
 * round follows from there at its usual distance.
 */

import { MS } from "./duration.ts";
import type { Incident, PolicyStep } from "./incident.ts";
import { roleKey } from "./roster.ts";

/** The step number of the catch-all in notifications and entries. */
export const CATCH_ALL_STEP = -1;
/** The step number of whom the incident was reassigned to. */
export const ASSIGNED_STEP = -2;
/** The last step of a round has at least this long, where the response time allows it. */
const LAST_STEP_MS = MS.minute;

export interface ActiveStep extends PolicyStep {
  /** Its place in the policy; roles that the policy does not have come after it. */
  readonly index: number;
}

/** Engaged roles that nobody has accepted yet. */
export function rolesWanted(incident: Incident): readonly string[] {
  const accepted = new Set(Object.keys(incident.roles).map(roleKey));
  return incident.rules.engages.filter((role) => !accepted.has(roleKey(role)));
}

/** The steps of a round in the present mode, in the order of their offsets. */
export function activeSteps(incident: Incident): readonly ActiveStep[] {
  if (incident.escalation.mode === "running") return runningSteps(incident);
  if (incident.escalation.mode === "stopped") return [];
  const steps = incident.rules.steps.map((step, index) => ({ ...step, index }));
  const wanted = rolesWanted(incident).map((role, place) => {
    const inPolicy = steps.find((step) => roleKey(step.role) === roleKey(role));
    const column = incident.rules.informs.find((inform) => inform.role === role)?.column ?? null;
    return inPolicy ?? { role, afterMs: 0, column, index: steps.length + place };
  });
  return wanted.sort((a, b) => a.afterMs - b.afterMs);
}

/** The policy's steps; behind the one whom somebody has reassigned the incident to, who has a share of the time. */
function runningSteps({ rules, escalation }: Incident): readonly ActiveStep[] {
  const steps = rules.steps.map((step, index) => ({ ...step, index }));
  if (escalation.assigned === undefined) return steps;
  const { target } = escalation.assigned;
  const first = { role: target.name, column: null, targets: [target], afterMs: 0 };
  const shareMs = Math.ceil(rules.roundMs / (steps.length + 1));
  const later = steps.map((step) => ({ ...step, afterMs: step.afterMs + shareMs }));
  return [{ ...first, index: ASSIGNED_STEP }, ...later];
}

/** The step that fires next in this round, if any is left. */
export function nextStep(incident: Incident): ActiveStep | undefined {
  const fired = new Set(incident.escalation.fired);
  return activeSteps(incident).find((step) => !fired.has(step.index));
}

/** When the escalation has to act next; null when it is stopped, or snoozed. */
export function nextEscalationAt(incident: Incident): number | null {
  const { mode, roundStartedAt } = incident.escalation;
  if (mode === "stopped" || incident.snoozedUntil !== null) return null;
  const step = nextStep(incident);
  return roundStartedAt + (step?.afterMs ?? roundLengthMs(incident));
}

/** Whether the next round begins with the catch-all: the repeats are over, or the policy has no step. */
export function catchAllJoinsNext(incident: Incident): boolean {
  const { mode, round, firstRound } = incident.escalation;
  if (mode !== "running") return false;
  const repeatsAreOver = round + 1 - firstRound > incident.rules.repeat;
  return repeatsAreOver || runningSteps(incident).length === 0;
}

/**
 * A round lasts as long as the response time. Stated offsets may reach beyond it: then it lasts until its
 * last step has had some time too, or rounds would follow upon each other without a pause.
 */
export function roundLengthMs(incident: Incident): number {
  const { roundMs } = incident.rules;
  const steps = runningSteps(incident);
  const lastMs = Math.max(0, ...steps.map((step) => step.afterMs));
  const pauseMs = Math.min(LAST_STEP_MS, Math.ceil(roundMs / (steps.length + 1)));
  return Math.max(roundMs, lastMs + pauseMs);
}
