/**
 * Roles as they change hands: offered to somebody, who accepts or declines. Whoever is offered one is asked
 * like anybody who is asked to take part: three times, five minutes apart. Whoever holds a role keeps it
 * until the other has accepted, so that nobody's is nobody's for a moment.
 */

import { isCommandingRole } from "./commander.ts";
import {
  change,
  type Decision,
  type DecisionContext,
  type Refusal,
  record,
  tell,
} from "./decision.ts";
import { describeDuration } from "./duration.ts";
import type { Incident, RoleOffer } from "./incident.ts";
import { peopleInCharge } from "./people-in-charge.ts";
import { isReachable, type Person } from "./person.ts";
import { actorName, over, touched } from "./person-deed.ts";
import { askResponders, RESPONDER_ROLE } from "./responders.ts";
import { findPerson, roleKey } from "./roster.ts";
import type { Actor } from "./timeline.ts";

export interface OfferRole {
  readonly kind: "offer-role";
  readonly by: Actor;
  readonly role: string;
  /** By name. */
  readonly person: string;
  /** The offerer has the role, and gives it up. */
  readonly handsOver: boolean;
}

export interface DeclineRole {
  readonly kind: "decline-role";
  readonly by: Actor;
  readonly role: string;
  readonly reason: string;
}

/** Asks somebody to take a role; an offer to somebody else before it no longer stands. */
export function offerRole(
  decision: Decision,
  input: OfferRole,
  context: DecisionContext,
): Decision | Refusal {
  const { incident } = decision;
  const { by, role, handsOver } = input;
  if (incident.status === "resolved" || incident.status === "closed") return over(decision);
  const person = findPerson(context.roster, input.person);
  if (person === undefined) return { refused: `nobody is called ${input.person}` };
  if (!isReachable(person)) return { refused: `${person.name} has no contact method` };
  const holder = holderOf(incident, role);
  if (holder === person.name) {
    return { refused: `${holder} is already ${role} of ${incident.number}` };
  }
  if (handsOver && holder !== actorName(by)) {
    return {
      refused: `${incident.number} has ${holder ?? "nobody"} as ${role}: only who has a role hands it over`,
    };
  }
  const offer = {
    role,
    personId: person.id,
    name: person.name,
    by: actorName(by),
    at: context.now,
  };
  const others = (incident.offers ?? []).filter((one) => roleKey(one.role) !== roleKey(role));
  const offered = change(touched(decision, by, context.now), { offers: [...others, offer] });
  const data = { role, person: person.name, ...(handsOver ? { handsOver: true as const } : {}) };
  const recorded = record(offered, context.now, "role.offered", data, by);
  const reason = `${actorName(by)} ${handsOver ? "hands over" : "offers you"} the role ${role}. ${dutiesText(incident, role)}`;
  return askResponders(recorded, [person], { role, by, reason: reason.trim() }, context);
}

/** Whoever was offered a role does not take it; whoever has the incident in hand is told. */
export function declineRole(
  decision: Decision,
  input: DeclineRole,
  context: DecisionContext,
): Decision | Refusal {
  const { by, role, reason } = input;
  const { incident } = decision;
  const offer = offerTo(incident, by, role);
  if (offer === undefined) {
    return {
      refused: `nobody has offered ${actorName(by)} the role ${role} of ${incident.number}`,
    };
  }
  const freed = withoutAsking(withoutOffers(decision, offer.role), offer);
  const recorded = record(freed, context.now, "role.declined", { role: offer.role, reason }, by);
  const offerer = findPerson(context.roster, offer.by);
  const told = new Map(
    [...peopleInCharge(incident, context.roster), ...(offerer === undefined ? [] : [offerer])]
      .filter((person) => isReachable(person) && person.id !== offer.personId)
      .map((person) => [person.id, person]),
  );
  return inform(recorded, [...told.values()], context, {
    role: RESPONDER_ROLE,
    reason: `${offer.name} does not take the role ${offer.role}${reason === "" ? "" : `: ${reason}`}.`,
    discriminator: `declined ${roleKey(offer.role)} ${context.now}`,
  });
}

/** The offer of a role that stands to somebody. */
export function offerTo(incident: Incident, by: Actor, role: string): RoleOffer | undefined {
  if (by.kind !== "person") return undefined;
  return incident.offers?.find(
    (offer) => offer.personId === by.id && roleKey(offer.role) === roleKey(role),
  );
}

export function withoutOffers(decision: Decision, role: string): Decision {
  const { offers } = decision.incident;
  if (offers === undefined) return decision;
  return change(decision, {
    offers: offers.filter((offer) => roleKey(offer.role) !== roleKey(role)),
  });
}

/** Whoever has only been asked for the role they decline is asked no more, and takes no part. */
function withoutAsking(decision: Decision, offer: RoleOffer): Decision {
  const responders = decision.incident.responders.filter(
    ({ personId, joinedAt }) => personId !== offer.personId || joinedAt !== null,
  );
  return change(decision, { responders });
}

/** Who has a role, by name. */
export function holderOf({ roles }: Incident, role: string): string | undefined {
  return Object.entries(roles).find(([held]) => roleKey(held) === roleKey(role))?.[1];
}

/**
 * After a role was taken: its new holder is told, alone, what the playbook says of it, and the one who had
 * it that they no longer do.
 */
export function tellOfRole(
  decision: Decision,
  taken: { readonly role: string; readonly by: Actor; readonly from: string | undefined },
  context: DecisionContext,
): Decision {
  const { role, by, from } = taken;
  const duties = dutiesText(decision.incident, role);
  const holder = by.kind === "person" ? findPerson(context.roster, by.name) : undefined;
  const before = from === undefined ? undefined : findPerson(context.roster, from);
  const instructed =
    duties === ""
      ? decision
      : inform(decision, present(holder), context, {
          role,
          reason: `You are ${role} now. ${duties}`,
          discriminator: `duties ${roleKey(role)} ${context.now}`,
        });
  return inform(instructed, before?.id === holder?.id ? [] : present(before), context, {
    role: RESPONDER_ROLE,
    reason: `${actorName(by)} has taken the role ${role} from you.`,
    discriminator: `relieved ${roleKey(role)} ${context.now}`,
  });
}

function present(person: Person | undefined): readonly Person[] {
  return person !== undefined && isReachable(person) ? [person] : [];
}

function inform(
  decision: Decision,
  people: readonly Person[],
  { now }: DecisionContext,
  what: { readonly role: string; readonly reason: string; readonly discriminator: string },
): Decision {
  const { round } = decision.incident.escalation;
  const request = { purpose: "informed", urgency: "low", round, step: 0, inWriting: true } as const;
  return tell(decision, people, { ...request, ...what }, now);
}

/**
 * What the playbook says of a role, with its lines; of the commander's also what it asks for at this
 * severity, and how often it wants people told. Empty where it says nothing.
 */
export function dutiesText({ rules }: Incident, role: string): string {
  const key = ` ${roleKey(role)} `;
  const commands = isCommandingRole(role);
  const asked = [...rules.actions, ...(rules.duties ?? [])].filter(
    ({ text }, index) =>
      (commands && index < rules.actions.length) || ` ${roleKey(text)} `.includes(key),
  );
  const lines = asked.map(({ text, line }) => `${text} (line ${line})`);
  const { communicationMs } = rules;
  if (commands && communicationMs !== null) {
    lines.push(`an update every ${describeDuration(communicationMs)}`);
  }
  return lines.length === 0 ? "" : `The playbook says: ${lines.join("; ")}.`;
}
