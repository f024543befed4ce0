import { describeNext } from "../domain/describe-next.ts";
import { nextEscalationAt } from "../domain/escalation.ts";
import type { Incident } from "../domain/incident.ts";
import { shownTitle } from "../domain/incident-mode.ts";
import { type Message, noticeMessage } from "../domain/message.ts";
import type { Notification } from "../domain/notification.ts";
import type { Roster } from "../domain/roster.ts";

/** What the message is made of besides the notification itself. */
export interface MessageFacts {
  readonly incident: Incident;
  readonly roster: Roster;
  /** Titles of firing alerts, the newest first. */
  readonly alertTitles: readonly string[];
  readonly now: number;
  readonly incidentUrl: string;
  readonly acknowledgeUrl: string | undefined;
  readonly callbackUrl: string | undefined;
  readonly mayRepeat: boolean;
  readonly attemptId: string;
  readonly replyCode: string | undefined;
}

/** Puts a notification into the words and facts of this moment. */
export function composeMessage(notification: Notification, facts: MessageFacts): Message {
  const { incident, roster } = facts;
  const reader = roster.people.find((person) => person.id === notification.personId);
  const timeZone = reader?.timeZone ?? roster.timeZone;
  if (notification.purpose === "announcement") return announcement(notification, facts, timeZone);
  const asks = facts.acknowledgeUrl !== undefined;
  return {
    notificationId: notification.id,
    purpose: notification.purpose,
    urgency: notification.urgency,
    incidentNumber: incident.number,
    incidentTitle: shownTitle(incident),
    severity: incident.severity,
    severityName: incident.rules.name,
    status: incident.status,
    personName: notification.personName,
    role: notification.role,
    reason: notification.reason,
    alertTitles: facts.alertTitles,
    firingAlerts: incident.firingAlerts,
    openedAt: incident.openedAt,
    now: facts.now,
    timeZone,
    next: asks ? outlook(incident, roster, timeZone) : "",
    nextAt: asks ? nextEscalationAt(incident) : null,
    actions: asks ? incident.rules.actions : [],
    incidentUrl: facts.incidentUrl,
    ...(facts.acknowledgeUrl === undefined ? {} : { acknowledgeUrl: facts.acknowledgeUrl }),
    ...(facts.callbackUrl === undefined ? {} : { callbackUrl: facts.callbackUrl }),
    mayRepeat: facts.mayRepeat,
    attempt: { id: facts.attemptId, number: notification.attempts },
    ...(facts.replyCode === undefined ? {} : { replyCode: facts.replyCode }),
  };
}

/** For people outside: no link that needs a login, and nothing but what is told. */
function announcement(
  { id, personName, reason, attempts }: Notification,
  { incident, now, mayRepeat, attemptId }: MessageFacts,
  timeZone: string,
): Message {
  const headline = `[${incident.severity}] ${incident.title}`;
  const notice = { kind: "announcement", headline, text: reason } as const;
  return {
    ...noticeMessage(notice, { personName, timeZone }, { id, now }),
    mayRepeat,
    attempt: { id: attemptId, number: attempts },
  };
}

/** What cannot be told of the next step must not keep this one's page from going out. */
function outlook(incident: Incident, roster: Roster, timeZone: string): string {
  try {
    return describeNext(incident, roster, timeZone);
  } catch {
    return "";
  }
}
