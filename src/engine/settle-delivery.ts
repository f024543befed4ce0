import { decide } from "../domain/decide.ts";
import { type AfterOutcome, afterOutcome } from "../domain/delivery.ts";
import type { DeliveryOutcome, Notification } from "../domain/notification.ts";
import { TAKES_BACK } from "../domain/take-back.ts";
import { type NewTimelineEntry, SYSTEM } from "../domain/timeline.ts";
import { saveDecisions } from "../operations/incident/save.ts";
import { takeBackUnwanted } from "../operations/incident/take-back-pages.ts";
import { loadInForce } from "../operations/roster/load.ts";
import { PAGING, type Tx } from "../store/database.ts";
import { loadIncident } from "../store/incidents.ts";
import { completeAttempt } from "../store/notification-attempts.ts";
import { completeNotification, countUnsettled, wakeStandby } from "../store/notifications.ts";
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
  await engine.database.transaction(async (tx) => {
    const now = engine.clock.now();
    const after = afterOutcome(outcome, notification.attempts, now);
    const ours = await completeNotification(tx, {
      id: notification.id,
      fence: notification.fence,
      at: now,
      ...completion(outcome, after),
    });
    if (!ours) return;
    await completeAttempt(tx, {
      notificationId: notification.id,
      fence: notification.fence,
      outcome: outcome.kind,
      reason: outcome.kind === "delivered" ? null : outcome.reason,
      endedAt: now,
    });
    // One failure is enough to bring the next channel forward, even when this one is tried again.
    if (after.next !== "done") await bringNextChannelForward(engine, tx, notification, now);
    await appendEntries(tx, notification.incidentId, entriesFor(delivery, after, now));
    if (after.next === "done") await takeBackIfTooLate(engine, tx, notification, outcome);
    if (after.next === "give-up") await escalateIfUndeliverable(engine, tx, notification, now);
  }, PAGING);
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
  after: AfterOutcome,
  at: number,
): readonly NewTimelineEntry[] {
  const { personName, channel, purpose, round, step } = notification;
  const data = { person: personName, channel, purpose, round, step };
  if (after.next === "done") {
    const { mayRepeat } = message;
    return [{ kind: "notification.delivered", at, actor: SYSTEM, data: { ...data, mayRepeat } }];
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

async function bringNextChannelForward(
  engine: EngineContext,
  tx: Tx,
  notification: Notification,
  now: number,
): Promise<void> {
  const { incidentId, purpose, round, step, personId, discriminator, channelIndex } = notification;
  await wakeStandby(tx, {
    incidentId,
    purpose,
    round,
    step,
    personId,
    discriminator,
    afterChannelIndex: channelIndex,
    now,
  });
  await engine.database.hint(tx);
}

/** When nothing of a step was delivered and nothing is left to try, the next step fires now. */
async function escalateIfUndeliverable(
  engine: EngineContext,
  tx: Tx,
  notification: Notification,
  now: number,
): Promise<void> {
  const { incidentId, purpose, round, step, role } = notification;
  if (purpose !== "page" && purpose !== "role") return;
  const left = await countUnsettled(tx, { incidentId, purpose, round, step });
  if (left > 0) return;
  const incident = await loadIncident(tx, incidentId, { lock: true });
  if (incident === undefined) return;
  const { roster } = await loadInForce(tx);
  const decided = decide(incident, { kind: "undeliverable", round, step, role }, { now, roster });
  if ("refused" in decided || decided.entries.length === 0) return;
  await saveDecisions(engine, tx, [decided]);
}
