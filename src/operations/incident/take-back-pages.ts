/** Puts pages that nobody wants any more into the outbox, to be taken back at their providers. */

import type { Decision } from "../../domain/decision.ts";
import type { Incident } from "../../domain/incident.ts";
import type { Notification } from "../../domain/notification.ts";
import { isToTakeBack, mayEndPages, TAKES_BACK } from "../../domain/take-back.ts";
import type { Tx } from "../../store/database.ts";
import { listNotificationsOver } from "../../store/notifications.ts";
import { insertOutboxItems } from "../../store/outbox.ts";
import type { OperationContext } from "../context.ts";

/** Of incidents whose decisions end pages, in the transaction that saves these. */
export async function takeBackPages(
  context: OperationContext,
  tx: Tx,
  decisions: readonly Decision[],
): Promise<void> {
  const ended = decisions.filter(({ entries }) => mayEndPages(entries));
  if (ended.length === 0) return;
  const incidents = new Map(ended.map(({ incident }) => [incident.id, incident]));
  const sent = await listNotificationsOver(tx, [...incidents.keys()], [...TAKES_BACK]);
  const pages = sent.flatMap((notification) => {
    const incident = incidents.get(notification.incidentId);
    return incident !== undefined && isToTakeBack(notification, incident)
      ? [{ notification, reference: notification.providerReference }]
      : [];
  });
  await putIntoOutbox(context, tx, pages);
}

/** One page, if the incident as it is now does not want it. */
export async function takeBackUnwanted(
  context: OperationContext,
  tx: Tx,
  notification: Notification,
  incident: Incident,
): Promise<void> {
  if (!isToTakeBack(notification, incident)) return;
  await putIntoOutbox(context, tx, [{ notification, reference: notification.providerReference }]);
}

/**
 * One message of a page, whatever its state: its button was pressed, and has done its work.
 * @param reference the provider's name for that message, which the notification may not know
 */
export async function takeBackMessage(
  context: OperationContext,
  tx: Tx,
  notification: Notification,
  reference: string,
): Promise<void> {
  await putIntoOutbox(context, tx, [{ notification, reference }]);
}

async function putIntoOutbox(
  context: OperationContext,
  tx: Tx,
  pages: readonly { readonly notification: Notification; readonly reference: string | null }[],
): Promise<void> {
  const now = context.clock.now();
  const items = pages.map(({ notification, reference }) => ({
    id: context.newId(),
    kind: "take-back" as const,
    subject: notification.id,
    key: reference ?? "",
    incidentId: notification.incidentId,
    body: "",
    dueAt: now,
    createdAt: now,
  }));
  if ((await insertOutboxItems(tx, items)) > 0) await context.database.hint(tx);
}
