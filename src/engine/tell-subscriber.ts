/** Telling a subscription one event: prepared in the claim, settled for the endpoint as a whole. */

import type { LifecycleEvent } from "../domain/lifecycle.ts";
import { isGivenUp, isSetAside, putOffMs } from "../domain/lifecycle.ts";
import type { DeliveryOutcome } from "../domain/notification.ts";
import { SYSTEM } from "../domain/timeline.ts";
import { appendAudit } from "../store/audit.ts";
import type { Tx } from "../store/database.ts";
import { fromJson } from "../store/json-text.ts";
import { completeOutboxItem, type OutboxItem, rescheduleItems } from "../store/outbox.ts";
import { loadSubscription, lockEndpoint, saveEndpoint } from "../store/subscriptions.ts";
import type { EngineContext } from "./engine-context.ts";
import type { SendItem } from "./run-outbox.ts";

/** One that has ended meanwhile is told nothing more. */
export async function prepareEvent(
  engine: EngineContext,
  tx: Tx,
  item: OutboxItem,
): Promise<SendItem> {
  const subscription = await loadSubscription(tx, item.subject);
  if (subscription === undefined || subscription.endedAt !== null) {
    return async () => ({ kind: "delivered" });
  }
  const event = fromJson<LifecycleEvent>(item.body);
  const incidentUrl = engine.incidentUrl(event.incident.number);
  return () =>
    engine.tell({ subscription, id: item.id, event, incidentUrl, now: engine.clock.now() });
}

/**
 * An endpoint that fails is put off as a whole, ever longer with each failure in a row, and what waits for
 * it with it; once it answers again it gets everything at once. Whatever it answers but success is tried
 * again: what is wrong with an endpoint by night may be put right by day.
 */
export async function settleEvent(
  engine: EngineContext,
  tx: Tx,
  item: OutboxItem,
  outcome: DeliveryOutcome,
  now: number,
): Promise<void> {
  const ended = { id: item.id, fence: item.fence, outcome: outcome.kind, at: now };
  if (outcome.kind === "delivered") {
    if (!(await completeOutboxItem(tx, { ...ended, state: "done" }))) return;
    const endpoint = await lockEndpoint(tx, item.subject);
    if (endpoint === undefined || endpoint.failures === 0) return;
    await saveEndpoint(tx, item.subject, { failures: 0, failingSince: null, putOffUntil: null });
    await rescheduleItems(tx, {
      kind: "event",
      subject: item.subject,
      earliestAt: 0,
      latestAt: now,
    });
    return;
  }
  const endpoint = await lockEndpoint(tx, item.subject);
  // Of several that were under way together only the first failure counts.
  const isPutOff = endpoint?.putOffUntil != null && endpoint.putOffUntil > now;
  const failures = (endpoint?.failures ?? 0) + (isPutOff ? 0 : 1);
  const askedMs = outcome.kind === "retry" ? outcome.retryAfterMs : undefined;
  const putOffUntil = isPutOff ? endpoint.putOffUntil : now + putOffMs(failures, askedMs);
  const { reason } = outcome;
  if (outcome.kind === "rejected" && isSetAside({ reason, tries: item.attempts, failures })) {
    if (await completeOutboxItem(tx, { ...ended, state: "failed", reason })) {
      await auditSetAside(engine, tx, item, outcome);
    }
    return;
  }
  const isOurs = await completeOutboxItem(
    tx,
    isGivenUp(item.createdAt, now)
      ? { ...ended, state: "failed", reason }
      : { ...ended, state: "pending", dueAt: putOffUntil ?? now, reason },
  );
  if (!isOurs || isPutOff || putOffUntil === null) return;
  const failingSince = endpoint?.failingSince ?? now;
  await saveEndpoint(tx, item.subject, { failures, failingSince, putOffUntil });
  const { subject } = item;
  await rescheduleItems(tx, { kind: "event", subject, earliestAt: putOffUntil, latestAt: null });
}

async function auditSetAside(
  engine: EngineContext,
  tx: Tx,
  item: OutboxItem,
  { reason, detail }: Extract<DeliveryOutcome, { readonly kind: "rejected" }>,
): Promise<void> {
  const { name, incident } = fromJson<LifecycleEvent>(item.body);
  await appendAudit(tx, {
    id: engine.newId(),
    at: engine.clock.now(),
    actor: SYSTEM,
    action: "subscription.set-aside",
    subject: `subscription ${item.subject}`,
    detail: {
      event: name,
      incident: incident.number,
      tries: item.attempts,
      because: detail ?? reason,
    },
  });
}
