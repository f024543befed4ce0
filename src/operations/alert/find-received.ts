/** What a sender may ask of what it sent: its own requests and alerts, and nobody else's. */

import type { Alert } from "../../domain/alert.ts";
import { findDedupKey, loadAlerts } from "../../store/alerts.ts";
import { loadReceipt, type ReceivedBody } from "../../store/receipts.ts";
import type { OperationContext } from "../context.ts";

/** A request by the id of its receipt, with the instant at which it was taken in. */
export async function findReceivedRequest(
  context: OperationContext,
  { integrationId, receiptId }: { readonly integrationId: string; readonly receiptId: string },
): Promise<{ readonly receivedAt: number; readonly request: ReceivedBody } | undefined> {
  const receipt = await loadReceipt(context.database.read, receiptId);
  const [request] = receipt?.requests ?? [];
  if (receipt?.integrationId !== integrationId || request === undefined) return undefined;
  return { receivedAt: receipt.receivedAt, request };
}

/** An alert by its dedup key, with where its incident stands. */
export async function findReceivedAlert(
  context: OperationContext,
  { integrationId, dedupKey }: { readonly integrationId: string; readonly dedupKey: string },
): Promise<Alert | undefined> {
  return (await loadAlerts(context.database.read, integrationId, [dedupKey])).get(dedupKey);
}

/** The dedup key of an alert by its id. */
export function findReceivedKey(
  context: OperationContext,
  { integrationId, alertId }: { readonly integrationId: string; readonly alertId: string },
): Promise<string | undefined> {
  return findDedupKey(context.database.read, integrationId, alertId);
}
