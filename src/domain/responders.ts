/**
 * Responders: people whom somebody has asked by hand to take part, and those recorded as taking part.
 * Whoever is asked is called on at once, some times more while there is no answer, and then it is said
 * that they have not answered. Escalation goes on beside it, by its own rules.
 */

import { change, type Decision, type DecisionContext, record, tell } from "./decision.ts";
import { MS } from "./duration.ts";
import type { Incident, Responder } from "./incident.ts";
import { peopleInCharge } from "./people-in-charge.ts";
import { isReachable, type Person } from "./person.ts";
import type { Actor } from "./timeline.ts";

/** Without an answer they are asked again after this long. */
const ASK_AGAIN_AFTER_MS = 5 * MS.minute;
/** How often, after the first time. */
const ASKED_AGAIN_MAX = 2;

/** What a responder is called who was asked as nothing in particular. */
export const RESPONDER_ROLE = "responder";

/** When somebody is asked again next, or it is said that they have not answered. */
export function nextAskAt({ responders }: Incident): number | null {
  const instants = responders.map(({ askAgainAt }) => askAgainAt).filter((at) => at !== null);
  return instants.length === 0 ? null : Math.min(...instants);
}

/** Whether a person was asked by hand and has not answered yet. */
export function isAskedFor({ responders }: Incident, personId: string): boolean {
  return responders.some((one) => one.personId === personId && one.joinedAt === null);
}

/** Calls on people now; whoever took part already is asked anew. */
export function askResponders(
  decision: Decision,
  people: readonly Person[],
  asked: { readonly role: string; readonly by: Actor; readonly reason: string },
  context: DecisionContext,
): Decision {
  const { role, by, reason } = asked;
  const names = people.map(({ name }) => name);
  const recorded = record(decision, context.now, "responder.asked", { people: names, role }, by);
  return people.reduce(
    (current, person) => ask(current, person, { role, reason, asksLeft: ASKED_AGAIN_MAX }, context),
    recorded,
  );
}

function ask(
  decision: Decision,
  person: Person,
  asked: { readonly role: string; readonly reason: string; readonly asksLeft: number },
  context: DecisionContext,
): Decision {
  const { role, reason, asksLeft } = asked;
  const before = decision.incident.responders.find(({ personId }) => personId === person.id);
  const asks = (before?.asks ?? 0) + 1;
  const waiting = setResponder(decision, {
    personId: person.id,
    name: person.name,
    role,
    joinedAt: null,
    asks,
    asksLeft,
    askAgainAt: context.now + ASK_AGAIN_AFTER_MS,
  });
  return tell(
    waiting,
    [person],
    {
      purpose: "engaged",
      urgency: "high",
      round: waiting.incident.escalation.round,
      step: 0,
      role,
      reason,
      discriminator: `asked ${asks}`,
    },
    context.now,
  );
}

/** Asks those again who have not answered in time, or says that they have not. */
export function remindResponders(decision: Decision, context: DecisionContext): Decision {
  let current = decision;
  for (const responder of decision.incident.responders) {
    if (responder.askAgainAt === null || responder.askAgainAt > context.now) continue;
    const person = context.roster.people.find(({ id }) => id === responder.personId);
    const isLast = responder.asksLeft === 0;
    current =
      isLast || person === undefined || !isReachable(person)
        ? giveUp(current, responder, context)
        : askAgain(current, responder, person, context);
  }
  return current;
}

function askAgain(
  decision: Decision,
  { role, asksLeft, name }: Responder,
  person: Person,
  context: DecisionContext,
): Decision {
  const recorded = record(decision, context.now, "responder.asked", { people: [name], role });
  const reason = "You were asked before and have not answered.";
  return ask(recorded, person, { role, reason, asksLeft: asksLeft - 1 }, context);
}

function giveUp(decision: Decision, responder: Responder, context: DecisionContext): Decision {
  const { name, asks } = responder;
  const quiet = setResponder(decision, { ...responder, askAgainAt: null });
  const recorded = record(quiet, context.now, "responder.silent", { person: name, asks });
  return tell(
    recorded,
    peopleInCharge(recorded.incident, context.roster),
    {
      purpose: "informed",
      urgency: "low",
      round: recorded.incident.escalation.round,
      step: 0,
      role: RESPONDER_ROLE,
      reason: `${name} was asked to take part and has not answered.`,
      discriminator: `silent ${responder.personId} ${asks}`,
    },
    context.now,
  );
}

/** Somebody who was asked answers: they take part. Nothing changes for anybody else. */
export function joinResponder(decision: Decision, by: Actor, now: number): Decision {
  if (by.kind !== "person" || !isAskedFor(decision.incident, by.id)) return decision;
  const asked = decision.incident.responders.find(({ personId }) => personId === by.id);
  if (asked === undefined) return decision;
  const joined = setResponder(decision, { ...asked, joinedAt: now, askAgainAt: null });
  return record(joined, now, "responder.joined", { role: asked.role }, by);
}

/** Records people as taking part, on somebody's word. They are told so, quietly. */
export function addResponders(
  decision: Decision,
  people: readonly Person[],
  added: { readonly role: string; readonly by: Actor; readonly reason: string },
  context: DecisionContext,
): Decision {
  const { now } = context;
  const names = people.map(({ name }) => name);
  let current = record(decision, now, "responder.added", { people: names }, added.by);
  for (const { id, name } of people) {
    const before = current.incident.responders.find(({ personId }) => personId === id);
    current = setResponder(current, {
      personId: id,
      name,
      role: added.role,
      joinedAt: now,
      asks: before?.asks ?? 0,
      asksLeft: 0,
      askAgainAt: null,
    });
  }
  return tell(
    current,
    people.filter(isReachable),
    {
      purpose: "informed",
      urgency: "low",
      round: current.incident.escalation.round,
      step: 0,
      role: added.role,
      reason: added.reason,
      discriminator: `added ${now}`,
    },
    now,
  );
}

/** Nobody is asked again once it is over. */
export function askNobodyAgain(decision: Decision): Decision {
  const responders = decision.incident.responders.map((one) => ({ ...one, askAgainAt: null }));
  return change(decision, { responders });
}

function setResponder(decision: Decision, responder: Responder): Decision {
  const { responders } = decision.incident;
  const isKnown = responders.some(({ personId }) => personId === responder.personId);
  return change(decision, {
    responders: isKnown
      ? responders.map((one) => (one.personId === responder.personId ? responder : one))
      : [...responders, responder],
  });
}
