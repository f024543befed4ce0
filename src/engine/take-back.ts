/** Taking a page back at its provider: prepared in the claim, with what has come of it by then. */

import { afterOutcome } from "../domain/delivery.ts";
import type { DeliveryOutcome } from "../domain/notification.ts";
import type { PageToTakeBack } from "../domain/take-back.ts";
import { standingNote } from "../domain/take-back.ts";
import type { Tx } from "../store/database.ts";
import { loadIncident } from "../store/incidents.ts";
import { loadNotification } from "../store/notifications.ts";
import { completeOutboxItem, type OutboxItem } from "../store/outbox.ts";
import type { EngineContext } from "./engine-context.ts";
import type { SendItem } from "./run-outbox.ts";

/** Taking one page back, with what has come of it by now. */
export async function prepareTakeBack(
  engine: EngineContext,
  tx: Tx,
  item: OutboxItem,
): Promise<SendItem> {
  const notification = await loadNotification(tx, item.subject);
  const incident = await loadIncident(tx, item.incidentId);
  if (notification === undefined || incident === undefined)
    return async () => ({ kind: "delivered" });
  const reference = item.key === "" ? null : item.key;
  const page: PageToTakeBack = {
    notificationId: notification.id,
    address: notification.address,
    urgency: notification.urgency,
    reference,
    // A second attempt means that the first one's outcome was not known for certain.
    onlyReference: notification.attempts > 1 ? null : reference,
    note: standingNote(incident, notification.role),
    incidentUrl: engine.incidentUrl(incident.number),
  };
  return () => engine.takeBack(notification.channel, page);
}

/** Tried again like a notification, for as long. */
export async function settleTakeBack(
  engine: EngineContext,
  tx: Tx,
  item: OutboxItem,
  outcome: DeliveryOutcome,
): Promise<void> {
  const now = engine.clock.now();
  const after = afterOutcome(outcome, item.attempts, now);
  const ended = { id: item.id, fence: item.fence, outcome: outcome.kind, at: now };
  switch (after.next) {
    case "done":
      await completeOutboxItem(tx, { ...ended, state: "done" });
      return;
    case "again": {
      const { dueAt, reason } = after;
      await completeOutboxItem(tx, { ...ended, state: "pending", dueAt, reason });
      return;
    }
    case "give-up": {
      const { reason } = after;
      await completeOutboxItem(tx, { ...ended, state: "failed", reason });
      const { subject, incidentId } = item;
      engine.log.warn({ notification: subject, incidentId, reason }, "a page was not taken back");
    }
  }
}
