/** What cannot be gone on with by itself: put off, recorded as a fault, told to the catch-all. */

import {
  change,
  type Decision,
  type DecisionContext,
  record,
  tell,
  undecided,
} from "../domain/decision.ts";
import { MS } from "../domain/duration.ts";
import type { Incident } from "../domain/incident.ts";
import { catchAllPeople } from "../domain/roster.ts";

const RETRY_MS = MS.minute;

/** The incident as it is, looked at again a minute later; the catch-all is told once in a round. */
export function putOff(incident: Incident, context: DecisionContext, error: unknown): Decision {
  return tell(
    recordFault(incident, context.now, error),
    catchAllPeople(context.roster),
    {
      purpose: "fault",
      urgency: "high",
      round: incident.escalation.round,
      step: 0,
      role: "catch-all",
      reason: "Tocsin cannot go on with this incident by itself. Look after it by hand.",
    },
    context.now,
  );
}

type PutOff = (incident: Incident, context: DecisionContext, error: unknown) => Decision;

/** Ways for an incident that cannot be saved, each with less that the database may refuse. */
export const WAYS_TO_PUT_OFF: readonly PutOff[] = [
  putOff,
  (incident, context, error) => recordFault(incident, context.now, error),
  (incident, context) => later(incident, context.now),
];

function recordFault(incident: Incident, now: number, error: unknown): Decision {
  const message = error instanceof Error ? error.message : String(error);
  return record(later(incident, now), now, "engine.fault", { message });
}

function later(incident: Incident, now: number): Decision {
  return change(undecided(incident), { dueAt: now + RETRY_MS });
}
