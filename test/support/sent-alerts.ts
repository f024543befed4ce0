/** Alerts as an integration's sender sends them, for tests of what becomes of them. */

import type { AlertEvent } from "../../src/domain/alert.ts";
import type { Incident } from "../../src/domain/incident.ts";
import { receiveAlerts } from "../../src/operations/alert/receive.ts";
import { StandingAlerts } from "../../src/operations/alert/standing-alerts.ts";
import type { OperationContext } from "../../src/operations/context.ts";
import { loadAlerts } from "../../src/store/alerts.ts";
import { loadIncident } from "../../src/store/incidents.ts";

export function trigger(dedupKey: string, overrides: Partial<AlertEvent> = {}): AlertEvent {
  return {
    action: "trigger",
    dedupKey,
    groupKey: dedupKey,
    title: `${dedupKey} is down`,
    labels: { severity: "error" },
    annotations: {},
    ...overrides,
  };
}

/** Takes them in as one request. @param standing what the process that takes them in remembers */
export async function sendAlerts(
  context: OperationContext,
  events: readonly AlertEvent[],
  { integrationId = "integration-1", standing = new StandingAlerts() } = {},
): Promise<void> {
  const integration = { id: integrationId, name: "Alertmanager", team: null };
  const body = new Uint8Array();
  const sent = { integration, contentType: "application/json", body, truncated: false, events };
  await receiveAlerts(context, [{ ...sent, unparsed: [] }], { standing });
}

/** The incident that an alert is in. */
export async function incidentOf(
  context: OperationContext,
  dedupKey: string,
  integrationId = "integration-1",
): Promise<Incident> {
  const alert = (await loadAlerts(context.database.read, integrationId, [dedupKey])).get(dedupKey);
  const incident = await loadIncident(context.database.read, alert?.incidentId ?? "");
  if (incident === undefined) throw new Error(`${dedupKey} is in no incident`);
  return incident;
}
