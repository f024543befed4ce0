/** Whom people call on by hand, beside the policy: somebody is paged now, recorded as taking part, or gets the paging. */

import { change, type Decision, type DecisionContext, type Refusal, record } from "./decision.ts";
import { openAgain } from "./open-again.ts";
import type { Person } from "./person.ts";
import { actorName, over, touched } from "./person-deed.ts";
import { addResponders, askResponders, RESPONDER_ROLE } from "./responders.ts";
import { startEscalation } from "./run-escalation.ts";
import { findTarget, resolveTarget, type Target } from "./target.ts";
import type { Actor } from "./timeline.ts";

/** A state must not grow without end, and a slip of the pen must not wake a whole company. */
const CALLED_MAX = 50;

interface Call {
  readonly by: Actor;
  /** A person, a role, a schedule or a team, by name. */
  readonly whom: string;
}

/** Pages somebody now, whatever the escalation does; they take part once they answer. */
export function page(
  decision: Decision,
  input: Call,
  context: DecisionContext,
): Decision | Refusal {
  const called = whoIsMeant(decision, input.whom, context);
  if ("refused" in called) return called;
  const { target, people, missing } = called;
  if (people.length === 0) return { refused: `nobody was paged: ${missing.join("; ")}` };
  return askResponders(
    touched(decision, input.by, context.now),
    people,
    { by: input.by, role: roleOf(target), reason: `${actorName(input.by)} asks for you.` },
    context,
  );
}

/** Records that somebody takes part, without paging them. */
export function addResponder(
  decision: Decision,
  input: Call,
  context: DecisionContext,
): Decision | Refusal {
  const called = whoIsMeant(decision, input.whom, context);
  if ("refused" in called) return called;
  const { target, people, unreachable } = called;
  const { number, responders } = decision.incident;
  const taking = new Set(responders.filter((one) => one.joinedAt !== null).map((r) => r.personId));
  const fresh = [...people, ...unreachable].filter(({ id }) => !taking.has(id));
  if (fresh.length === 0) return { refused: `${input.whom} takes part in ${number} already` };
  return addResponders(
    touched(decision, input.by, context.now),
    fresh,
    { by: input.by, role: roleOf(target), reason: `${actorName(input.by)} says you take part.` },
    context,
  );
}

/**
 * The paging moves to somebody: they are called on first, now and in each further round, and the policy's
 * steps follow when they do not answer. Who was being paged no longer is, and an acknowledgement ends.
 */
export function reassign(
  decision: Decision,
  input: Call & { readonly reason: string },
  context: DecisionContext,
): Decision | Refusal {
  const called = whoIsMeant(decision, input.whom, context);
  if ("refused" in called) return called;
  const { target, people, missing } = called;
  const { number, acknowledgedBy, escalation } = decision.incident;
  if (people.length === 0) {
    return { refused: `${number} was not reassigned: ${missing.join("; ")}` };
  }
  const recorded = record(
    touched(decision, input.by, context.now),
    context.now,
    "incident.reassigned",
    {
      to: target.name,
      people: people.map(({ name }) => name),
      reason: input.reason,
      ...(acknowledgedBy === null ? {} : { acknowledgedBy }),
    },
    input.by,
  );
  const assigned = { target, sinceRound: escalation.round + 1 };
  const moved = change(openAgain(recorded, context.now), {
    escalation: { ...escalation, assigned },
  });
  return startEscalation(moved, context, `reassigned to ${target.name}`);
}

interface Called {
  readonly target: Target;
  /** Who can be reached. */
  readonly people: readonly Person[];
  readonly unreachable: readonly Person[];
  readonly missing: readonly string[];
}

function whoIsMeant(
  decision: Decision,
  whom: string,
  { roster, now }: DecisionContext,
): Called | Refusal {
  const { status, responders } = decision.incident;
  if (status === "resolved" || status === "closed") return over(decision);
  const target = findTarget(roster, whom);
  if (target === undefined) {
    return { refused: `there is no person, schedule, role or team "${whom}"` };
  }
  const resolved = resolveTarget(roster, target, now);
  const all = [...resolved.people, ...resolved.unreachable];
  const known = new Set(responders.map(({ personId }) => personId));
  const added = all.filter(({ id }) => !known.has(id)).length;
  if (known.size + added > CALLED_MAX) {
    return {
      refused: `${whom} is ${all.length} people; at most ${CALLED_MAX} can be called by hand`,
    };
  }
  return { target, ...resolved };
}

function roleOf({ kind, name }: Target): string {
  return kind === "person" ? RESPONDER_ROLE : name;
}
