import { type AfterOutcome, afterOutcome } from "../domain/delivery.ts";
import type { DeliveryOutcome, Notification } from "../domain/notification.ts";
import { TAKES_BACK } from "../domain/take-back.ts";
import { type NewTimelineEntry, SYSTEM } from "../domain/timeline.ts";
import { takeBackUnwanted } from "../operations/incident/take-back-pages.ts";
import {
  bringNextChannelForward,
  escalateIfUndeliverable,
} from "../operations/notification/fall-through.ts";
import { actOnStatus } from "../operations/notification/report-status.ts";
import { forgetContactMethod } from "../operations/person/forget-contact-method.ts";
import { PAGING, type Tx } from "../store/database.ts";
import { loadIncident } from "../store/incidents.ts";
import { completeAttempt } from "../store/notification-attempts.ts";
import { completeNotification } from "../store/notifications.ts";
import { appendEntries } from "../store/timeline.ts";
import type { Delivery } from "./claim-deliveries.ts";
import type { EngineContext } from "./engine-context.ts";

/**
 * Records what became of a send, and what follows from it. Void when the lease was lost: somebody else
 * has the notification now and will record what becomes of it.
 */
export async function settleDelivery(
  engine: EngineContext,
  delivery: Delivery,
  outcome: DeliveryOutcome,
): Promise<void> {
  const { notification } = delivery;
  const undelivered = await engine.database.transaction(async (tx) => {
    const now = engine.clock.now();
    const after = afterOutcome(outcome, notification.attempts, now);
    const ours = await completeNotification(tx, {
      id: notification.id,
      fence: notification.fence,
      at: now,
      ...completion(outcome, after),
    });
    if (!ours) return undefined;
    const reported = await completeAttempt(tx, {
      notificationId: notification.id,
      fence: notification.fence,
      outcome: outcome.kind,
      reason: outcome.kind === "delivered" ? null : outcome.reason,
      endedAt: now,
      provider: outcome.provider,
    });
    await forgetGoneAddress(engine, tx, notification, outcome);
    // One failure is enough to bring the next channel forward, even when this one is tried again.
    if (after.next !== "done") await bringNextChannelForward(engine, tx, notification, now);
    await appendEntries(tx, notification.incidentId, entriesFor(delivery, { outcome, after }, now));
    if (after.next === "done") await takeBackIfTooLate(engine, tx, notification, outcome);
    if (after.next === "give-up") await escalateIfUndeliverable(engine, tx, notification, now);
    // The provider may have said what came of it before its answer to us was recorded.
    if (after.next === "done" && reported !== undefined) {
      return actOnStatus(engine, tx, notification, reported);
    }
    return undefined;
  }, PAGING);
  if (undelivered !== undefined) engine.observe.reported(undelivered);
}

/** The incident's timeline tells of the failure; the audit log tells that nothing goes there any more. */
async function forgetGoneAddress(
  engine: EngineContext,
  tx: Tx,
  { personId, contactMethodId }: Notification,
  outcome: DeliveryOutcome,
): Promise<void> {
  if (outcome.kind !== "rejected" || outcome.addressIsGone !== true) return;
  const because = outcome.detail ?? outcome.reason;
  await forgetContactMethod(engine, tx, { personId, contactMethodId, because });
}

function completion(
  outcome: DeliveryOutcome,
  after: AfterOutcome,
): {
  readonly state: "delivered" | "failed" | "pending";
  readonly dueAt?: number;
  readonly reason?: string;
  readonly providerReference?: string;
} {
  switch (after.next) {
    case "done":
      return outcome.kind === "delivered" && outcome.providerReference !== undefined
        ? { state: "delivered", providerReference: outcome.providerReference }
        : { state: "delivered" };
    case "again":
      return { state: "pending", dueAt: after.dueAt, reason: after.reason };
    case "give-up":
      return { state: "failed", reason: after.reason };
  }
}

/** A first failure and the last one are entries; the tries between them are not. */
function entriesFor(
  { notification, message }: Delivery,
  { outcome, after }: { readonly outcome: DeliveryOutcome; readonly after: AfterOutcome },
  at: number,
): readonly NewTimelineEntry[] {
  const { personName, channel, purpose, round, step } = notification;
  const data = { person: personName, channel, purpose, round, step };
  if (after.next === "done") {
    const { mayRepeat } = message;
    const { provider } = outcome;
    const delivered = { ...data, mayRepeat, ...(provider === undefined ? {} : { provider }) };
    return [{ kind: "notification.delivered", at, actor: SYSTEM, data: delivered }];
  }
  const final = after.next === "give-up";
  if (!final && notification.attempts > 1) return [];
  const failed = { ...data, reason: after.reason, final };
  return [{ kind: "notification.failed", at, actor: SYSTEM, data: failed }];
}

/**
 * It may have been answered while this was on its way. The incident's lock, which an answer holds too,
 * makes sure that one of the two sees the other: this one the answer, or the answer what was delivered.
 */
async function takeBackIfTooLate(
  engine: EngineContext,
  tx: Tx,
  notification: Notification,
  outcome: DeliveryOutcome,
): Promise<void> {
  if (!TAKES_BACK.has(notification.channel) || outcome.kind !== "delivered") return;
  const incident = await loadIncident(tx, notification.incidentId, { lock: true });
  if (incident === undefined) return;
  const { providerReference = null } = outcome;
  const delivered = { ...notification, state: "delivered", providerReference } as const;
  await takeBackUnwanted(engine, tx, delivered, incident);
}
