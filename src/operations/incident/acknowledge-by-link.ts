/**
 * Acknowledging without login. A link is made for one notification to one person, is used once, and
 * expires. It says who answers and as what; the page behind it asks before it acts.
 */

import { isAnswerWanted } from "../../domain/decide-acknowledge.ts";
import { rolesWanted } from "../../domain/escalation.ts";
import type { Incident } from "../../domain/incident.ts";
import type { Person } from "../../domain/person.ts";
import { isAskedFor } from "../../domain/responders.ts";
import { roleKey } from "../../domain/roster.ts";
import type { Actor } from "../../domain/timeline.ts";
import { listFiringTitles } from "../../store/alerts.ts";
import { PAGING, type Tx } from "../../store/database.ts";
import { loadIncident } from "../../store/incidents.ts";
import { loadLink, markLinkUsed, type OneTimeLink } from "../../store/one-time-links.ts";
import { loadPerson } from "../../store/people.ts";
import type { OperationContext } from "../context.ts";
import { carryOut } from "./change.ts";

const ALERT_TITLES_MAX = 10;

export interface LinkedThings {
  readonly incident: Incident;
  readonly alertTitles: readonly string[];
  readonly person: Person;
  /** The role the person was told as. */
  readonly role: string;
  /** The role that pressing the button accepts, where the severity engages it and nobody has. */
  readonly acceptsRole?: string;
  /** Somebody has it already, and the person was asked by hand to take part: pressing the button says yes. */
  readonly takesPart?: true;
}

/**
 * Where a link stands. `ready`: may be pressed. `done`: acknowledged by this call. `used`: pressed
 * before. `already-acknowledged`: somebody else was first. `ended`: the incident is over.
 */
export type LinkState =
  | { readonly kind: "not-valid" | "expired" }
  | (LinkedThings & {
      readonly kind: "ready" | "done" | "used" | "already-acknowledged" | "ended";
    });

/** Where a link stands; changes nothing. */
export async function lookAtLink(context: OperationContext, linkId: string): Promise<LinkState> {
  const tx = context.database.read;
  const link = await loadLink(tx, linkId);
  return link === undefined
    ? { kind: "not-valid" }
    : stateOf(tx, link, { now: context.clock.now(), lock: false });
}

/** Acknowledges with a link that is ready, once; the state tells what came of it. */
export async function acknowledgeByLink(
  context: OperationContext,
  linkId: string,
): Promise<LinkState> {
  return context.database.transaction((tx) => pressLink(context, tx, linkId, "link"), PAGING);
}

/**
 * The same inside a transaction, however the press arrived: the rules are those of the link.
 * @param via how it arrived, for the timeline and the audit log
 */
export async function pressLink(
  context: OperationContext,
  tx: Tx,
  linkId: string,
  via: string,
): Promise<LinkState> {
  const now = context.clock.now();
  const link = await loadLink(tx, linkId);
  if (link === undefined) return { kind: "not-valid" };
  const state = await stateOf(tx, link, { now, lock: true });
  if (state.kind !== "ready") return state;
  if (!(await markLinkUsed(tx, link.id, now))) return { ...state, kind: "used" };
  const by: Actor = { kind: "person", id: state.person.id, name: state.person.name };
  const input = { kind: "acknowledge", by, via, role: link.role } as const;
  const deed = { input, by, as: "incident.acknowledge", via } as const;
  const decided = await carryOut(context, tx, state.incident, deed);
  if ("refused" in decided) return { ...state, kind: "already-acknowledged" };
  return { ...state, kind: "done", incident: decided.incident };
}

async function stateOf(
  tx: Tx,
  link: OneTimeLink,
  at: { readonly now: number; readonly lock: boolean },
): Promise<LinkState> {
  const incident = await loadIncident(tx, link.incidentId, { lock: at.lock });
  const person = await loadPerson(tx, link.personId);
  if (incident === undefined || person === undefined) return { kind: "not-valid" };
  const titles = await listFiringTitles(tx, [incident.id], ALERT_TITLES_MAX);
  const wanted = rolesWanted(incident).find((role) => roleKey(role) === roleKey(link.role));
  const things: LinkedThings = {
    incident,
    alertTitles: titles.get(incident.id) ?? [],
    person,
    role: link.role,
    ...(wanted === undefined ? {} : { acceptsRole: wanted }),
    ...(onlyTakesPart(incident, person.id) ? { takesPart: true } : {}),
  };
  if (link.usedAt !== null) return { kind: "used", ...things };
  if (incident.status === "resolved" || incident.status === "closed") {
    return { kind: "ended", ...things };
  }
  if (link.expiresAt <= at.now) return { kind: "expired" };
  const isWanted = isAnswerWanted(incident, link);
  return { kind: isWanted ? "ready" : "already-acknowledged", ...things };
}

function onlyTakesPart(incident: Incident, personId: string): boolean {
  const isTaken = incident.status === "acknowledged" && incident.snoozedUntil === null;
  return isTaken && isAskedFor(incident, personId);
}
