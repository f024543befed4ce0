import type { PageToTakeBack } from "../domain/take-back.ts";
import { standingNote } from "../domain/take-back.ts";
import type { Tx } from "../store/database.ts";
import { loadIncident } from "../store/incidents.ts";
import { loadNotification } from "../store/notifications.ts";
import type { OutboxItem } from "../store/outbox.ts";
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
