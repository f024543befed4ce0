/**
 * Takes alerts in: receipts, alerts and what they do to incidents, in one transaction. When it returns,
 * everything is on disk.
 */

import { createHash } from "node:crypto";
import {
  type Alert,
  type AlertChange,
  type AlertEvent,
  type FoldedAlert,
  firingReports,
  foldAlert,
} from "../../domain/alert.ts";
import { loadAlerts, saveAlerts, touchAlerts, touchUnchanged } from "../../store/alerts.ts";
import type { Tx } from "../../store/database.ts";
import { lockIntegrations } from "../../store/integrations.ts";
import { insertReceipts, receiptsOf } from "../../store/receipts.ts";
import type { OperationContext } from "../context.ts";
import { applyToIncidents, type ChangedAlert, UNPARSED_GROUP_KEY } from "./apply-to-incidents.ts";

/** One request of a sender, parsed by its integration. */
export interface ReceivedRequest {
  readonly integration: {
    readonly id: string;
    readonly name: string;
    readonly team: string | null;
  };
  readonly contentType: string;
  readonly body: Uint8Array;
  readonly truncated: boolean;
  readonly events: readonly AlertEvent[];
  readonly unparsed: readonly { readonly reason: string; readonly excerpt: string }[];
}

/** Stores a batch of requests and lets their alerts act. All or nothing. */
export async function receiveAlerts(
  context: OperationContext,
  requests: readonly ReceivedRequest[],
): Promise<void> {
  await context.database.transaction(async (tx) => {
    const receivedAt = context.clock.now();
    const byIntegration = Map.groupBy(requests, (request) => request.integration.id);
    await lockIntegrations(tx, [...byIntegration.keys()].sort());
    for (const [integrationId, received] of byIntegration) {
      const { newId } = context;
      await insertReceipts(tx, receiptsOf(received, { integrationId, receivedAt, newId }));
      await receiveFrom(context, tx, { received, receivedAt });
    }
  });
}

async function receiveFrom(
  context: OperationContext,
  tx: Tx,
  batch: { readonly received: readonly ReceivedRequest[]; readonly receivedAt: number },
): Promise<void> {
  const integration = batch.received[0]?.integration;
  if (integration === undefined) return;
  const events = batch.received.flatMap((request) => [
    ...request.events,
    ...request.unparsed.map(unparsedEvent),
  ]);
  if (events.length === 0) return;
  const receipt = { integrationId: integration.id, receivedAt: batch.receivedAt };
  const unchanged = await touchUnchanged(tx, firingReports(events), receipt);
  const rest = events.filter((event) => !unchanged.has(event.dedupKey));
  if (rest.length === 0) return;
  const keys = [...new Set(rest.map((event) => event.dedupKey))];
  const known = await loadAlerts(tx, integration.id, keys);
  const { touched, changed } = foldAll(context, known, rest, receipt);
  await touchAlerts(
    tx,
    touched.map((alert) => ({
      integrationId: integration.id,
      dedupKey: alert.dedupKey,
      receivedAt: alert.lastReceivedAt,
      count: alert.receivedCount,
    })),
  );
  const placed = await applyToIncidents(context, tx, { integration, changed });
  await saveAlerts(tx, placed);
}

interface Folding {
  /** As it stood when this batch began. */
  readonly before: Alert | undefined;
  alert: Alert;
  readonly changes: AlertChange[];
}

function foldAll(
  context: OperationContext,
  known: ReadonlyMap<string, Alert>,
  events: readonly AlertEvent[],
  receipt: { readonly integrationId: string; readonly receivedAt: number },
): { readonly touched: readonly Alert[]; readonly changed: readonly ChangedAlert[] } {
  const foldings = new Map<string, Folding>();
  for (const event of events) {
    const folding = foldings.get(event.dedupKey);
    const before = folding?.alert ?? known.get(event.dedupKey);
    const newId = before === undefined ? context.newId() : "";
    const folded: FoldedAlert = foldAlert(before, event, { ...receipt, newId });
    if (folding === undefined) {
      foldings.set(event.dedupKey, { before, alert: folded.alert, changes: [folded.change] });
    } else {
      folding.alert = folded.alert;
      folding.changes.push(folded.change);
    }
  }
  const touched: Alert[] = [];
  const changed: ChangedAlert[] = [];
  for (const { before, alert, changes } of foldings.values()) {
    const onlyHeardAgain = before !== undefined && changes.every(isOnlyHeardAgain);
    if (onlyHeardAgain) touched.push(alert);
    else changed.push({ alert, before, changes });
  }
  return { touched, changed };
}

/** Nothing to store but that, and when, it was heard again. */
function isOnlyHeardAgain(change: AlertChange): boolean {
  return change === "repeated" || change === "stale";
}

/** What could not be understood becomes an alert of its own, the same for the same damage. */
function unparsedEvent(unparsed: {
  readonly reason: string;
  readonly excerpt: string;
}): AlertEvent {
  const digest = createHash("sha256").update(unparsed.reason).update(unparsed.excerpt);
  return {
    action: "trigger",
    dedupKey: `unparsed:${digest.digest("hex").slice(0, 32)}`,
    groupKey: UNPARSED_GROUP_KEY,
    title: `Unparsed alert: ${unparsed.reason}`,
    labels: {},
    annotations: { excerpt: unparsed.excerpt },
  };
}
