/**
 * A provider reports what became of a message it had taken. That it did not arrive counts as a refusal:
 * the next channel is due now. A report that comes before the attempt's own outcome is recorded is kept,
 * and heeded when it is.
 */

import {
  type DeliveryStatus,
  failureOf,
  isNews,
  type StatusReport,
} from "../../domain/delivery-status.ts";
import type { FailureReason, Notification } from "../../domain/notification.ts";
import type { ContactMethodKind } from "../../domain/playbook.ts";
import { SYSTEM } from "../../domain/timeline.ts";
import { PAGING, type Tx } from "../../store/database.ts";
import { failTestNotice } from "../../store/notices.ts";
import {
  type AttemptStatus,
  loadAttempt,
  saveAttemptStatus,
} from "../../store/notification-attempts.ts";
import { failDelivered, lockNotification } from "../../store/notifications.ts";
import { endTestPage } from "../../store/test-pages.ts";
import { appendEntries } from "../../store/timeline.ts";
import type { OperationContext } from "../context.ts";
import { bringNextChannelForward, escalateIfUndeliverable } from "./fall-through.ts";

export interface DeliveryReport extends StatusReport {
  readonly attemptId: string;
  /** The provider's error code, for instance; empty for none. */
  readonly detail: string;
}

/** A message that was taken did not arrive. */
export interface Undelivered {
  readonly channel: ContactMethodKind;
  readonly reason: FailureReason;
}

/**
 * Keeps a report that says something newer, and acts on it once. An unknown attempt's changes nothing.
 * Returns what was delivered as far as was known, and was not.
 */
export async function reportDeliveryStatus(
  context: OperationContext,
  report: DeliveryReport,
): Promise<Undelivered | undefined> {
  return context.database.transaction(async (tx) => {
    const found = await loadAttempt(tx, report.attemptId);
    if (found === undefined) return actOnTestPage(context, tx, report);
    // Locked first, as whoever records the outcome does: one of the two sees what the other wrote.
    const notification = await lockNotification(tx, found.notificationId);
    const attempt = await loadAttempt(tx, report.attemptId);
    if (notification === undefined || attempt === undefined) return;
    if (!isNews(attempt.reported, report)) return;
    const { status, sequence, detail } = report;
    await saveAttemptStatus(tx, report.attemptId, { status, sequence, detail });
    // Of an attempt that was given up meanwhile, what came of it is somebody else's already.
    const counts = attempt.outcome === "delivered" && attempt.fence === notification.fence;
    return counts ? actOnStatus(context, tx, notification, { status, detail }) : undefined;
  }, PAGING);
}

/** A test page that did not arrive has failed; it is sent to find that out. */
async function actOnTestPage(
  context: OperationContext,
  tx: Tx,
  { attemptId, status }: DeliveryReport,
): Promise<Undelivered | undefined> {
  const reason = failureOf(status);
  if (reason === undefined) return undefined;
  const failed = await failTestNotice(tx, attemptId, { at: context.clock.now(), reason });
  if (failed === undefined) return undefined;
  await endTestPage(tx, failed.id, { state: "failed", reason });
  return failed.wasDelivered ? { channel: failed.channel, reason } : undefined;
}

/** What a report means for a notification that is delivered as far as is known. */
export async function actOnStatus(
  context: OperationContext,
  tx: Tx,
  notification: Notification,
  { status, detail }: Pick<AttemptStatus, "status" | "detail">,
): Promise<Undelivered | undefined> {
  const failure = failureOf(status);
  if (failure === undefined) return;
  const reason = inWords(failure, status, detail);
  const now = context.clock.now();
  const { id, fence, incidentId, personName: person, channel, purpose, round, step } = notification;
  if (!(await failDelivered(tx, { id, fence, reason }))) return;
  await bringNextChannelForward(context, tx, notification, now);
  const data = { person, channel, purpose, round, step, reason, final: true };
  await appendEntries(tx, incidentId, [
    { kind: "notification.failed", at: now, actor: SYSTEM, data },
  ]);
  await escalateIfUndeliverable(context, tx, notification, now);
  return { channel, reason: failure };
}

/** "undelivered: failed, error 30003" */
function inWords(reason: FailureReason, status: DeliveryStatus, detail: string): string {
  const words = [...(reason === status ? [] : [status]), ...(detail === "" ? [] : [detail])];
  return words.length === 0 ? reason : `${reason}: ${words.join(", ")}`;
}
