/** Somebody has it, or no longer has. */

import { change, type Decision, type DecisionContext, type Refusal, record } from "./decision.ts";
import { rolesWanted } from "./escalation.ts";
import type { Incident } from "./incident.ts";
import { endClocks } from "./incident-clocks.ts";
import { openAgain } from "./open-again.ts";
import { actorName, over, touched } from "./person-deed.ts";
import { isAskedFor } from "./responders.ts";
import { offerTo } from "./role-offers.ts";
import { roleKey } from "./roster.ts";
import { runEscalation, startEscalation } from "./run-escalation.ts";
import { acceptRole, pagingOnlyForRoles, takeRole } from "./take-role.ts";
import { resolveTarget } from "./target.ts";
import type { Actor } from "./timeline.ts";

interface Answer {
  readonly by: Actor;
  readonly via: string;
  /** What they were called on as. */
  readonly role?: string;
}

/**
 * Stops paging, but for roles the severity engages that nobody has accepted. Somebody who was paged for
 * such a role accepts it by acknowledging, and somebody who was asked by hand takes part. A second
 * acknowledgement is refused unless it brings one of the two, ends a snooze, or more than one is needed: then
 * paging goes on for the others until enough have answered.
 */
export function acknowledge(
  decision: Decision,
  input: Answer,
  context: DecisionContext,
): Decision | Refusal {
  const { incident } = decision;
  if (isOver(incident)) return over(decision);
  if (isForTheTaking(incident)) {
    const refused = whyNotCounted(incident, input.by, context);
    return refused === undefined ? take(decision, input, context) : { refused };
  }
  const role = wantedRole(incident, input);
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
  const { status, acknowledgements } = incident;
  const hasAnswered = acknowledgements.some(({ personId }) => personId === who.personId);
  if (status === "open" && hasAnswered) return isAskedFor(incident, who.personId);
  if (isForTheTaking(incident) || isAskedFor(incident, who.personId)) return true;
  return isWanted(incident, who.role);
}

function isOver({ status }: Incident): boolean {
  return status === "resolved" || status === "closed";
}

function isForTheTaking({ status, snoozedUntil }: Incident): boolean {
  return status === "open" || snoozedUntil !== null;
}

function take(decision: Decision, input: Answer, context: DecisionContext): Decision {
  const { by, via, role } = input;
  const { now } = context;
  const { status, rules, acknowledgements } = decision.incident;
  const personId = by.kind === "person" ? by.id : null;
  const given = [
    ...(status === "open" ? acknowledgements : []),
    { personId, name: actorName(by), at: now },
  ];
  // One is enough of an incident that was acknowledged and is snoozed.
  const needed = status === "open" ? rules.acknowledgements : 1;
  const missing = Math.max(0, needed - given.length);
  const answered = change(touched(decision, by, now), { acknowledgements: given });
  const recorded = record(
    missing > 0 ? answered : isTakenBy(answered, actorName(by), now),
    now,
    "incident.acknowledged",
    { via, ...(role === undefined ? {} : { role }), ...(missing === 0 ? {} : { missing }) },
    by,
  );
  const ended = endClocks(recorded, now, { matches: (segment) => segment.kind === "response" });
  const brought = wantedRole(decision.incident, input);
  const withRole = brought === undefined ? ended : takeRole(ended, by, brought, context);
  // While more must acknowledge the others go on being paged.
  return missing > 0 ? withRole : runEscalation(pagingOnlyForRoles(withRole), context);
}

function isTakenBy(decision: Decision, name: string, now: number): Decision {
  return change(decision, {
    status: "acknowledged",
    acknowledgedAt: now,
    acknowledgedBy: name,
    snoozedUntil: null,
  });
}

/** Why somebody's acknowledgement does not count; undefined when it does. */
function whyNotCounted(
  incident: Incident,
  by: Actor,
  { roster, now }: DecisionContext,
): string | undefined {
  const { number, rules, acknowledgements, told } = incident;
  const name = actorName(by);
  const more = rules.acknowledgements - acknowledgements.length;
  if (incident.status === "open" && acknowledgements.some((one) => one.name === name)) {
    return `${name} has acknowledged ${number} already; ${more} more must`;
  }
  if (rules.acknowledgers.length === 0 || by.kind === "integration") return undefined;
  const wasTold = by.kind === "person" && told.includes(by.id);
  const allowed = rules.acknowledgers.flatMap(
    (target) => resolveTarget(roster, target, now).people,
  );
  if (wasTold || allowed.some((person) => by.kind === "person" && person.id === by.id)) {
    return undefined;
  }
  const names = allowed.map((person) => person.name).join(", ");
  return `${number} is acknowledged by ${names === "" ? "those who are told" : names}, or whoever was told`;
}

/**
 * The role that an acknowledgement brings: one that the severity engages and nobody has accepted, or that
 * was offered to whoever acknowledges.
 */
function wantedRole(incident: Incident, { by, role }: Answer): string | undefined {
  if (role === undefined) return undefined;
  return isWanted(incident, role) || offerTo(incident, by, role) !== undefined ? role : undefined;
}

function isWanted(incident: Incident, role: string): boolean {
  return rolesWanted(incident).some((wanted) => roleKey(wanted) === roleKey(role));
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
