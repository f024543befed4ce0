/** Somebody who was called presses a key. Who was called, and about what, is the attempt's: nobody says so. */

import { shownTitle } from "../../domain/incident-mode.ts";
import type { AnswerAction, Notification } from "../../domain/notification.ts";
import { PAGING } from "../../store/database.ts";
import { loadIncident } from "../../store/incidents.ts";
import { loadAttempt } from "../../store/notification-attempts.ts";
import { loadNotification } from "../../store/notifications.ts";
import { loadPerson } from "../../store/people.ts";
import type { OperationContext } from "../context.ts";
import { answerByPhone, type PhoneAnswered } from "./answer-by-phone.ts";

/** What a call is about, as it is now: for saying it again. */
export interface CalledAbout extends Pick<Notification, "purpose" | "reason"> {
  readonly severity: string;
  readonly severityName: string;
  readonly incidentTitle: string;
  readonly openedAt: number;
  readonly now: number;
}

/** What a call is about; undefined for a call that is not known. Changes nothing. */
export async function lookAtCall(
  context: OperationContext,
  attemptId: string,
): Promise<CalledAbout | undefined> {
  const tx = context.database.readForPaging;
  const attempt = await loadAttempt(tx, attemptId);
  if (attempt === undefined) return undefined;
  const notification = await loadNotification(tx, attempt.notificationId);
  if (notification?.channel !== "voice") return undefined;
  const incident = await loadIncident(tx, notification.incidentId);
  if (incident === undefined) return undefined;
  return {
    purpose: notification.purpose,
    reason: notification.reason,
    severity: incident.severity,
    severityName: incident.rules.name,
    incidentTitle: shownTitle(incident),
    openedAt: incident.openedAt,
    now: context.clock.now(),
  };
}

/** Does what a key means; undefined when the call, or who was called, is not known any more. */
export async function answerByKey(
  context: OperationContext,
  { attemptId, action }: { readonly attemptId: string; readonly action: AnswerAction },
): Promise<PhoneAnswered | undefined> {
  return context.database.transaction(async (tx) => {
    const attempt = await loadAttempt(tx, attemptId);
    if (attempt === undefined) return undefined;
    const notification = await loadNotification(tx, attempt.notificationId);
    if (notification?.channel !== "voice") return undefined;
    const person = await loadPerson(tx, notification.personId);
    const isTheirs = person?.contactMethods.some(
      ({ kind, address }) => kind === "voice" && address === notification.address,
    );
    if (person === undefined || isTheirs !== true) return undefined;
    const { incidentId, role } = notification;
    return answerByPhone(context, tx, { action, incidentId, person, role, via: "voice" });
  }, PAGING);
}
