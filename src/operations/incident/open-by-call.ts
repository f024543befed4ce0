/**
 * Somebody calls the on-call number and asks for help. Who calls is not known but for the number, which
 * may be forged: a call opens an incident and adds to it, and does nothing else.
 */

import { decide } from "../../domain/decide.ts";
import type { Decision } from "../../domain/decision.ts";
import { AppError } from "../../domain/error.ts";
import type { Incident, SeverityRules } from "../../domain/incident.ts";
import {
  CALLED_INCIDENTS_MAX,
  CALLED_INCIDENTS_WITHIN_MS,
  isOnCallNumber,
  joinsCall,
  NOTED_CALLS_MAX,
  severityOfCalls,
} from "../../domain/on-call-line.ts";
import { openIncident } from "../../domain/open-incident.ts";
import { type Actor, SYSTEM } from "../../domain/timeline.ts";
import { appendAudit } from "../../store/audit.ts";
import { PAGING, type Tx } from "../../store/database.ts";
import {
  type Caller,
  listCalledIncidents,
  saveCallOpened,
  takeCall,
} from "../../store/inbound-calls.ts";
import { isFirstOf } from "../../store/inbound-messages.ts";
import { loadIncident } from "../../store/incidents.ts";
import type { OperationContext } from "../context.ts";
import { decisionContext } from "../roster/decision-context.ts";
import { type InForce, loadInForce } from "../roster/load.ts";
import { takeNumber } from "./number.ts";
import { saveDecisions, saveOpened } from "./save.ts";

export interface IncomingCall {
  /** The provider's own, so that a call is heeded once however often it is brought. */
  readonly id: string;
  /** Who calls: E.164, or the provider's word for a number that is withheld. */
  readonly from: string;
}

/** What came of a call. */
export interface CallTaken {
  readonly kind: "opened" | "joined";
  readonly number: string;
  /** Who is being called, or was; nobody when nobody can be reached. */
  readonly called: readonly string[];
  /** Who has it already. */
  readonly acknowledgedBy: string | null;
}

/** Whether calls to this number are answered. */
export async function answersCallsTo(
  context: OperationContext,
  number: string,
  configured: readonly string[],
): Promise<boolean> {
  const { playbook } = await loadInForce(context.database.read);
  return isOnCallNumber(number, configured, playbook);
}

/** Opens an incident, or adds to the one that this number has opened. */
export async function openByCall(
  context: OperationContext,
  call: IncomingCall,
): Promise<CallTaken> {
  return context.database.transaction(async (tx) => {
    const now = context.clock.now();
    const inForce = await loadInForce(tx);
    const caller = await takeCall(tx, call.from, now);
    const isFirst = await isFirstOf(tx, call.id, now);
    const standing = await standingIncident(tx, caller, now);
    if (standing === undefined) return opened(context, tx, { call, now, inForce });
    if (isFirst && caller.calls <= NOTED_CALLS_MAX) {
      await noteCall(context, tx, { call, now, inForce, incident: standing });
    }
    return joined(standing, inForce);
  }, PAGING);
}

/** What a call adds to, locked: the caller's own, else the latest when too many were opened. */
async function standingIncident(
  tx: Tx,
  { incidentId }: Caller,
  now: number,
): Promise<Incident | undefined> {
  const own = incidentId === null ? undefined : await loadIncident(tx, incidentId, { lock: true });
  if (own !== undefined && joinsCall(own, now)) return own;
  const since = now - CALLED_INCIDENTS_WITHIN_MS;
  const lately = await listCalledIncidents(tx, since, CALLED_INCIDENTS_MAX);
  const [latest] = lately;
  if (latest === undefined || lately.length < CALLED_INCIDENTS_MAX) return undefined;
  const shared = await loadIncident(tx, latest, { lock: true });
  return shared !== undefined && joinsCall(shared, now) ? shared : undefined;
}

interface Answering {
  readonly call: IncomingCall;
  readonly now: number;
  readonly inForce: InForce;
}

async function opened(
  context: OperationContext,
  tx: Tx,
  { call, now, inForce: { playbook, roster } }: Answering,
): Promise<CallTaken> {
  const rules = severityOfCalls(playbook);
  if (rules === undefined) {
    throw new AppError("unavailable", "The playbook in force has no severity to open.");
  }
  const decision = openIncident(
    {
      id: context.newId(),
      number: await takeNumber(tx, now, playbook.timeZone),
      title: `Call from ${call.from}`,
      rules,
      severityReason: reasonOf(rules, playbook.overlay.onCall?.phoneSeverity),
      playbookHash: playbook.hash,
      integrationId: null,
      groupKey: null,
      team: null,
      by: actorOf(call),
      alerts: [],
    },
    await decisionContext(tx, { now, roster }, [rules]),
  );
  const { incident } = decision;
  await saveOpened(context, tx, [decision]);
  await saveCallOpened(tx, { number: call.from, incidentId: incident.id, now });
  await audit(context, tx, { call, now, incident, action: "incident.declare" });
  const called = calledOn(decision);
  return { kind: "opened", number: incident.number, called, acknowledgedBy: null };
}

function reasonOf({ pages }: SeverityRules, stated: string | undefined): string {
  if (stated !== undefined) return "what tocsin.yaml gives calls";
  return pages ? "a call: the worst that pages" : "a call: the worst";
}

/** Whom the opening called on. */
function calledOn({ entries }: Decision): readonly string[] {
  const names = entries.flatMap((entry) =>
    entry.kind === "escalation.step" || entry.kind === "escalation.catch-all"
      ? entry.data.people
      : [],
  );
  return [...new Set(names)];
}

/** The system notes it: somebody who calls again has not taken the incident on. */
async function noteCall(
  context: OperationContext,
  tx: Tx,
  { call, now, inForce, incident }: Answering & { readonly incident: Incident },
): Promise<void> {
  const text = `${call.from} has called the on-call number about this`;
  const deciding = await decisionContext(tx, { now, roster: inForce.roster }, [incident.rules]);
  const decided = decide(incident, { kind: "note", by: SYSTEM, text }, deciding);
  if ("refused" in decided) return;
  await saveDecisions(context, tx, [decided]);
  await audit(context, tx, { call, now, incident, action: "incident.note" });
}

function joined(
  { number, told, status, acknowledgedBy }: Incident,
  { roster }: InForce,
): CallTaken {
  const called = roster.people.filter(({ id }) => told.includes(id)).map(({ name }) => name);
  const has = status === "acknowledged" ? acknowledgedBy : null;
  return { kind: "joined", number, called, acknowledgedBy: has };
}

async function audit(
  context: OperationContext,
  tx: Tx,
  done: {
    readonly call: IncomingCall;
    readonly now: number;
    readonly incident: Incident;
    readonly action: "incident.declare" | "incident.note";
  },
): Promise<void> {
  await appendAudit(tx, {
    id: context.newId(),
    at: done.now,
    actor: actorOf(done.call),
    action: done.action,
    subject: `incident ${done.incident.number}`,
    detail: { severity: done.incident.severity, via: "call" },
  });
}

function actorOf({ from }: IncomingCall): Actor {
  return { kind: "integration", id: "on-call-line", name: `A call from ${from}` };
}
