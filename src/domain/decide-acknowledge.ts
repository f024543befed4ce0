/** Somebody has it, or no longer has. */

import { change, type Decision, type DecisionContext, type Refusal, record } from "./decision.ts";
import { rolesWanted } from "./escalation.ts";
import type { Incident } from "./incident.ts";
import { endClocks } from "./incident-clocks.ts";
import { openAgain } from "./open-again.ts";
import { actorName, over, touched } from "./person-deed.ts";
import { isAskedFor } from "./responders.ts";
import { roleKey } from "./roster.ts";
import { runEscalation, startEscalation } from "./run-escalation.ts";
import { acceptRole, pagingOnlyForRoles, takeRole } from "./take-role.ts";
import type { Actor } from "./timeline.ts";

interface Acknowledgement {
  readonly by: Actor;
  readonly via: string;
  /** What they were called on as. */
  readonly role?: string;
}

/**
 * Stops paging, but for roles the severity engages that nobody has accepted. Somebody who was paged for
 * such a role accepts it by acknowledging, and somebody who was asked by hand takes part. A second
 * acknowledgement is refused unless it brings one of the two, or ends a snooze.
 */
export function acknowledge(
  decision: Decision,
  input: Acknowledgement,
  context: DecisionContext,
): Decision | Refusal {
  const { incident } = decision;
  if (isOver(incident)) return over(decision);
  if (isForTheTaking(incident)) return take(decision, input, context);
  const role = wantedRole(incident, input.role);
  if (role !== undefined) return acceptRole(decision, { by: input.by, role }, context);
  const isAsked = input.by.kind === "person" && isAskedFor(incident, input.by.id);
  if (isAsked) return touched(decision, input.by, context.now);
  return { refused: `${incident.number} was already acknowledged by ${incident.acknowledgedBy}` };
}

/** Whether an answer by somebody who was told as a role would change anything. */
export function isAnswerWanted(
  incident: Incident,
  who: { readonly personId: string; readonly role: string },
): boolean {
  if (isOver(incident)) return false;
  if (isForTheTaking(incident) || isAskedFor(incident, who.personId)) return true;
  return wantedRole(incident, who.role) !== undefined;
}

function isOver({ status }: Incident): boolean {
  return status === "resolved" || status === "closed";
}

function isForTheTaking({ status, snoozedUntil }: Incident): boolean {
  return status === "open" || snoozedUntil !== null;
}

function take(
  decision: Decision,
  input: Acknowledgement,
  context: DecisionContext,
): Decision {
  const { by, via, role } = input;
  const { now } = context;
  const acknowledged = change(touched(decision, by, now), {
    status: "acknowledged",
    acknowledgedAt: now,
    acknowledgedBy: actorName(by),
    snoozedUntil: null,
  });
  const recorded = record(
    acknowledged,
    now,
    "incident.acknowledged",
    { via, ...(role === undefined ? {} : { role }) },
    by,
  );
  const ended = endClocks(recorded, now, { matches: (segment) => segment.kind === "response" });
  const brought = wantedRole(decision.incident, role);
  const withRole = brought === undefined ? ended : takeRole(ended, by, brought, now);
  return runEscalation(pagingOnlyForRoles(withRole), context);
}

/** The role that an acknowledgement brings, where the severity engages it and nobody has accepted it. */
function wantedRole(incident: Incident, role: string | undefined): string | undefined {
  if (role === undefined) return undefined;
  const key = roleKey(role);
  return rolesWanted(incident).some((wanted) => roleKey(wanted) === key) ? role : undefined;
}

/** Takes an acknowledgement back, one's own or somebody else's: paging starts again from the first step. */
export function unacknowledge(
  decision: Decision,
  input: { readonly by: Actor; readonly reason: string },
  context: DecisionContext,
): Decision | Refusal {
  const { status, number, acknowledgedBy } = decision.incident;
  if (isOver(decision.incident)) return over(decision);
  if (status === "open") return { refused: `${number} is open: nobody has acknowledged it` };
  const recorded = record(
    touched(openAgain(decision, context.now), input.by, context.now),
    context.now,
    "acknowledgement.withdrawn",
    { acknowledgedBy: acknowledgedBy ?? "somebody", reason: input.reason },
    input.by,
  );
  return startEscalation(recorded, context, `${actorName(input.by)} took back the acknowledgement`);
}
