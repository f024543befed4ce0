/** Alerts that people take out of their incidents, under the locks that this needs. */

import type { Alert } from "../../domain/alert.ts";
import type { Decision, DecisionContext } from "../../domain/decision.ts";
import { nextContext } from "../../domain/decision.ts";
import { AppError } from "../../domain/error.ts";
import type { Incident } from "../../domain/incident.ts";
import { isAllowed, type Permission, type Principal } from "../../domain/permission.ts";
import type { Actor } from "../../domain/timeline.ts";
import { loadAlertsById, saveAlerts } from "../../store/alerts.ts";
import type { Tx } from "../../store/database.ts";
import { IncidentConflict } from "../../store/store-error.ts";
import type { OperationContext } from "../context.ts";
import { lockAlertsOf, lockIncidents, renewMoved } from "../incident/lock-for-move.ts";
import { decided } from "../incident/merge.ts";
import { visibleAlert } from "./show.ts";

export interface LeavingAlerts {
  /** As they are stored, each in an incident. */
  readonly alerts: readonly Alert[];
  /** By the incident that they leave, locked. */
  readonly byIncident: ReadonlyMap<Incident, readonly Alert[]>;
  /** Of those incidents. */
  readonly numbers: readonly string[];
  /** All incidents that are locked, by their ids. */
  readonly locked: ReadonlyMap<string, Incident>;
}

/** @throws AppError `not-found`, `forbidden`, or `conflict` where there is nothing that could be moved */
export async function lockLeaving(
  tx: Tx,
  principal: Principal,
  wanted: {
    readonly alertIds: readonly string[];
    readonly permission: Permission;
    /** The incident that they go to, where there is one already. */
    readonly target?: Incident;
  },
): Promise<LeavingAlerts> {
  const { alertIds, permission, target } = wanted;
  for (const id of alertIds) await mayLeave(tx, principal, { id, permission });
  const before = await loadAlertsById(tx, alertIds);
  await lockAlertsOf(tx, [
    ...before.map(({ integrationId }) => integrationId),
    ...(target?.integrationId === null || target === undefined ? [] : [target.integrationId]),
  ]);
  const stored = await loadAlertsById(tx, alertIds);
  const nowhere = stored.find(({ incidentId }) => incidentId === null);
  if (nowhere !== undefined) {
    throw new AppError(
      "conflict",
      `${nowhere.title} (${nowhere.id}) is in no incident: something holds it.`,
    );
  }
  const alerts = stored.filter(({ incidentId }) => incidentId !== target?.id);
  if (alerts.length === 0) {
    throw new AppError(
      "conflict",
      `These alerts are in ${target?.number ?? "no incident"} already.`,
    );
  }
  const ids = alerts.flatMap(({ incidentId }) => incidentId ?? []);
  const locked = await lockIncidents(tx, [...ids, ...(target === undefined ? [] : [target.id])]);
  const byIncident = Map.groupBy(alerts, ({ incidentId }) => {
    const incident = locked.get(incidentId ?? "");
    if (incident === undefined) throw new IncidentConflict([incidentId ?? ""]);
    return incident;
  });
  const numbers = [...byIncident.keys()].map(({ number }) => number);
  return { alerts, byIncident, numbers, locked };
}

async function mayLeave(
  tx: Tx,
  principal: Principal,
  { id, permission }: { readonly id: string; readonly permission: Permission },
): Promise<void> {
  const { incident, integration } = await visibleAlert(tx, principal, id);
  const team = incident === undefined ? integration.team : incident.team;
  if (isAllowed(principal, permission, team ?? undefined)) return;
  throw new AppError("forbidden", `${principal.name} may not move the alert ${id}.`);
}

/** What becomes of the incidents that they leave. */
export function leave(
  { byIncident }: LeavingAlerts,
  words: { readonly to: string; readonly by: Actor; readonly reason: string },
  context: DecisionContext,
): readonly Decision[] {
  const decisions: Decision[] = [];
  let deciding = context;
  for (const [incident, alerts] of byIncident) {
    const input = { kind: "alerts-leave", ...titlesAndCount(alerts), ...words } as const;
    const decision = decided(incident, input, deciding);
    deciding = nextContext(deciding, decision);
    decisions.push(decision);
  }
  return decisions;
}

export function titlesAndCount(alerts: readonly Alert[]): {
  readonly titles: readonly string[];
  readonly firing: number;
} {
  const firing = alerts.filter(({ status }) => status === "firing").length;
  return { titles: alerts.map(({ title }) => title), firing };
}

/** Stores where they are now, and that a person has put them there. */
export async function putAlerts(
  context: OperationContext,
  tx: Tx,
  { alerts }: LeavingAlerts,
  incidentId: string,
): Promise<void> {
  await saveAlerts(
    tx,
    alerts.map((alert) => ({ ...alert, incidentId, placed: true as const })),
  );
  await renewMoved(context, tx, alerts);
}
