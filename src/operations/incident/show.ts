import type { Alert } from "../../domain/alert.ts";
import { type NextEscalation, nextEscalation } from "../../domain/describe-next.ts";
import type { Incident } from "../../domain/incident.ts";
import type { Notification } from "../../domain/notification.ts";
import type { Principal } from "../../domain/permission.ts";
import { turnKeysOf } from "../../domain/turns.ts";
import { listAlertsOfIncident } from "../../store/alerts.ts";
import { listNotifications } from "../../store/notifications.ts";
import { loadTurns } from "../../store/turns.ts";
import type { OperationContext } from "../context.ts";
import { loadInForce } from "../roster/load.ts";
import { visibleIncident } from "./change.ts";

const ALERTS_SHOWN_MAX = 100;

export interface IncidentView {
  readonly incident: Incident;
  readonly next: NextEscalation | null;
  readonly alerts: readonly Alert[];
  readonly notifications: readonly Notification[];
}

/** An incident with what belongs to it and who is paged next. */
export async function showIncident(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string },
): Promise<IncidentView> {
  const tx = context.database.read;
  const incident = await visibleIncident(tx, principal, input.number);
  const { roster } = await loadInForce(tx);
  return {
    incident,
    next: nextEscalation(incident, roster, await loadTurns(tx, turnKeysOf(incident.rules))),
    alerts: await listAlertsOfIncident(tx, incident.id, { limit: ALERTS_SHOWN_MAX }),
    notifications: await listNotifications(tx, incident.id),
  };
}
