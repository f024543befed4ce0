/**
 * The locks under which alerts go from one incident to another. First the alerts of each integration, as
 * whoever takes alerts in locks them, then the incidents in the order of their ids: what comes in meanwhile
 * is either seen, or finds its alerts where they have gone.
 */

import type { Alert } from "../../domain/alert.ts";
import { AppError } from "../../domain/error.ts";
import type { Incident } from "../../domain/incident.ts";
import { isAllowed, type Permission, type Principal } from "../../domain/permission.ts";
import { lockAlertVersion, renewAlertVersion } from "../../store/alert-versions.ts";
import type { Tx } from "../../store/database.ts";
import { loadIncidents } from "../../store/incidents.ts";
import type { OperationContext } from "../context.ts";
import { visibleIncident } from "./change.ts";

/** In the order of their ids, so that two never wait for each other. */
export async function lockAlertsOf(tx: Tx, integrationIds: Iterable<string>): Promise<void> {
  for (const id of [...new Set(integrationIds)].sort()) await lockAlertVersion(tx, id);
}

/** What any process remembers of these alerts is void from the commit on. */
export async function renewMoved(
  context: OperationContext,
  tx: Tx,
  moved: readonly Pick<Alert, "id" | "integrationId">[],
): Promise<void> {
  for (const [integrationId, alerts] of Map.groupBy(moved, (alert) => alert.integrationId)) {
    const alertIds = alerts.map(({ id }) => id);
    await renewAlertVersion(tx, { integrationId, version: context.newId(), alertIds });
  }
}

/** @throws AppError `not-found` where the principal may not see it, `forbidden` where it may not do this */
export async function incidentToChange(
  tx: Tx,
  principal: Principal,
  wanted: { readonly number: string; readonly permission: Permission },
): Promise<Incident> {
  const found = await visibleIncident(tx, principal, wanted.number);
  if (isAllowed(principal, wanted.permission, found.team ?? undefined)) return found;
  throw new AppError("forbidden", `${principal.name} may not do this to ${wanted.number}.`);
}

/** By their ids, each as it stands under its lock. */
export async function lockIncidents(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Incident>> {
  const locked = await loadIncidents(tx, ids, { lock: true });
  return new Map(locked.map((incident) => [incident.id, incident]));
}
