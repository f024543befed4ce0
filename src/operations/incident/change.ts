/** The one way a person or a client changes an incident: authorise, load, decide, save, audit. */

import { decide, type IncidentInput } from "../../domain/decide.ts";
import type { Decision, Refusal } from "../../domain/decision.ts";
import { AppError } from "../../domain/error.ts";
import type { Incident } from "../../domain/incident.ts";
import { isAllowed, type Permission, type Principal } from "../../domain/permission.ts";
import type { Actor } from "../../domain/timeline.ts";
import { appendAudit } from "../../store/audit.ts";
import { PAGING, type Tx } from "../../store/database.ts";
import { loadIncident, loadIncidentByNumber } from "../../store/incidents.ts";
import type { OperationContext } from "../context.ts";
import { decisionContext } from "../roster/decision-context.ts";
import { loadInForce } from "../roster/load.ts";
import { saveDecisions } from "./save.ts";

export interface IncidentChange {
  readonly number: string;
  readonly permission: Permission;
  /** Builds the input once the incident is loaded; may refuse by throwing an AppError. */
  readonly input: (by: Actor, incident: Incident, tx: Tx) => IncidentInput | Promise<IncidentInput>;
}

/**
 * Changes an incident by its number.
 * @throws AppError `not-found`, `forbidden`, or `conflict` with the reason the rules give.
 */
export async function changeIncident(
  context: OperationContext,
  principal: Principal,
  wanted: IncidentChange,
): Promise<Incident> {
  return context.database.transaction(async (tx) => {
    const incident = await lockedIncident(tx, principal, wanted);
    const by = actorOf(principal);
    const input = await wanted.input(by, incident, tx);
    return carriedOut(await carryOut(context, tx, incident, { input, by, as: wanted.permission }));
  }, PAGING);
}

/** Something that somebody does to an incident. Whoever builds it has seen to it that they may. */
export interface Deed {
  readonly input: IncidentInput;
  readonly by: Actor;
  /** What the audit log calls it. */
  readonly as: Permission;
  /** By what they did it, where it was not the API: "link", "phone". */
  readonly via?: string;
}

/**
 * Decides, saves and audits a deed in the transaction that has locked the incident. A refusal changes
 * nothing, and is the caller's to tell: to a client, or to somebody at a telephone.
 */
export async function carryOut(
  context: OperationContext,
  tx: Tx,
  incident: Incident,
  deed: Deed,
): Promise<Decision | Refusal> {
  const { roster } = await loadInForce(tx);
  const now = context.clock.now();
  const rules = "rules" in deed.input ? [incident.rules, deed.input.rules] : [incident.rules];
  const deciding = await decisionContext(tx, { now, roster }, rules);
  const decided = decide(incident, deed.input, deciding);
  if ("refused" in decided) return decided;
  await saveDecisions(context, tx, [decided]);
  const { number, status, severity } = decided.incident;
  await appendAudit(tx, {
    id: context.newId(),
    at: now,
    actor: deed.by,
    action: deed.as,
    subject: `incident ${number}`,
    detail: deed.via === undefined ? { status, severity } : { status, severity, via: deed.via },
  });
  return decided;
}

/** @throws AppError `conflict` with the reason of a refusal. */
export function carriedOut(decided: Decision | Refusal): Incident {
  if ("refused" in decided) throw new AppError("conflict", `${decided.refused}.`);
  return decided.incident;
}

async function lockedIncident(
  tx: Tx,
  principal: Principal,
  wanted: IncidentChange,
): Promise<Incident> {
  const found = await visibleIncident(tx, principal, wanted.number);
  if (!isAllowed(principal, wanted.permission, found.team ?? undefined)) {
    throw new AppError("forbidden", `${principal.name} may not do this to ${wanted.number}.`);
  }
  const locked = await loadIncident(tx, found.id, { lock: true });
  if (locked === undefined) throw new AppError("internal", `incident ${found.id} vanished`);
  return locked;
}

/**
 * An incident that the principal may read; one that it may not read is not there.
 * @throws AppError `not-found`.
 */
export async function visibleIncident(
  tx: Tx,
  principal: Principal,
  number: string,
): Promise<Incident> {
  const incident = await loadIncidentByNumber(tx, number);
  if (
    incident === undefined ||
    !isAllowed(principal, "incident.read", incident.team ?? undefined)
  ) {
    throw new AppError("not-found", `There is no incident ${number}.`);
  }
  return incident;
}

/** Who is named in the timeline for what a principal does. */
export function actorOf(principal: Principal): Actor {
  return principal.personId === undefined
    ? { kind: "token", id: principal.tokenId ?? "", name: principal.name }
    : { kind: "person", id: principal.personId, name: principal.name };
}
