/**
 * Pages that go on after somebody has answered: an emergency message that repeats, a button that still
 * asks. Once nobody wants them any more they are taken back at the provider. Whether a provider has a
 * message is not always known: what may have arrived is taken back, too.
 */

import { unwantedBecause } from "./delivery.ts";
import type { Incident } from "./incident.ts";
import { asksForAnswer, type Notification, type Urgency } from "./notification.ts";
import type { ContactMethodKind } from "./playbook.ts";
import { roleKey } from "./roster.ts";
import type { NewTimelineEntry, TimelineEntryKind } from "./timeline.ts";

/** Channels whose messages can be taken back. */
export const TAKES_BACK: ReadonlySet<ContactMethodKind> = new Set(["telegram", "pushover"]);

/** What a channel is told of a page to take back. */
export interface PageToTakeBack {
  readonly notificationId: string;
  readonly address: string;
  readonly urgency: Urgency;
  /** The provider's name for the message; null when its answer was lost. */
  readonly reference: string | null;
  /** The same when it is sure that the provider has no other; null otherwise. */
  readonly onlyReference: string | null;
  /** What has come of it: "Acknowledged by Ann". Empty when nothing is to be said. */
  readonly note: string;
  readonly incidentUrl: string;
}

/**
 * Entries after which whatever page was wanted still is. They are the frequent ones: after any other, and
 * so after one that is yet to be invented, it is looked whether a page is wanted no more.
 */
const KEEPING: ReadonlySet<TimelineEntryKind> = new Set([
  "incident.opened",
  "actions.listed",
  "alerts.fired",
  "alerts.resolved",
  "escalation.step",
  "escalation.skipped",
  "escalation.catch-all",
  "escalation.nobody",
  "notification.delivered",
  "notification.failed",
  "notification.unknown",
  "note",
  "update",
  "clock.warned",
  "clock.breached",
  "clock.ended",
  "engine.fault",
]);

/** Whether pages of the incident may have become unwanted by these entries. */
export function mayEndPages(entries: readonly NewTimelineEntry[]): boolean {
  return entries.some(({ kind }) => !KEEPING.has(kind));
}

/** Whether a notification is to be taken back, as things stand. */
export function isToTakeBack(notification: Notification, incident: Incident): boolean {
  return (
    TAKES_BACK.has(notification.channel) &&
    asksForAnswer(notification.purpose) &&
    mayHaveArrived(notification) &&
    unwantedBecause(notification, incident) !== null
  );
}

/**
 * A claim that ended in nothing but its cancellation counts as an attempt, so that of a cancelled or
 * failed one only a second attempt tells that there was a first whose outcome is not known for certain.
 * One that is being sent is looked at again when its outcome is recorded.
 */
function mayHaveArrived({ state, attempts }: Notification): boolean {
  switch (state) {
    case "delivered":
      return true;
    case "pending":
      return attempts > 0;
    case "failed":
    case "cancelled":
      return attempts > 1;
    case "standby":
    case "sending":
      return false;
  }
}

/** What has come of a page, in words that fit on a button. */
export function standingNote(incident: Incident, role: string): string {
  const holder = Object.entries(incident.roles).find(([held]) => roleKey(held) === roleKey(role));
  switch (incident.status) {
    case "open":
      return openNote(incident);
    case "acknowledged":
      return holder === undefined
        ? `Acknowledged by ${incident.acknowledgedBy ?? "somebody"}`
        : `${holder[1]} is ${holder[0]}`;
    case "resolved":
      return "Resolved";
    case "closed":
      return incident.mergedInto === undefined
        ? "Closed"
        : `Merged into ${incident.mergedInto.number}`;
  }
}

function openNote({ snoozedUntil, escalation }: Incident): string {
  if (snoozedUntil !== null) return "Snoozed";
  return escalation.assigned === undefined
    ? ""
    : `Reassigned to ${escalation.assigned.target.name}`;
}
