/** Rules of delivery: whether a notification is still wanted when its turn comes, and when to try again. */

import { MS } from "./duration.ts";
import { rolesWanted } from "./escalation.ts";
import type { Incident } from "./incident.ts";
import type { DeliveryOutcome, Notification } from "./notification.ts";
import { standing } from "./person-deed.ts";
import { isAskedFor } from "./responders.ts";
import { roleKey } from "./roster.ts";

/** Waits between tries; the last one repeats. */
const RETRY_DELAYS_MS = [5, 15, 30, 60].map((seconds) => seconds * MS.second);
/** About ten minutes of trying; by then later steps have been paged. */
const TRIES_MAX = 12;
const RETRY_AFTER_MAX_MS = 5 * MS.minute;

/**
 * Why a notification is no longer wanted, or null when it is. Asked with the incident's state as of the
 * claim, in the claiming transaction, so that nothing starts after an acknowledgement is committed.
 */
export function unwantedBecause(
  notification: Pick<Notification, "purpose" | "role" | "round" | "personId">,
  incident: Incident,
): string | null {
  const over = incident.status === "resolved" || incident.status === "closed";
  switch (notification.purpose) {
    case "page":
      if (incident.status !== "open") return why(incident);
      if (hasAcknowledged(incident, notification.personId)) return "they have acknowledged";
      return isSnoozed(incident) ?? isReassigned(incident, notification.round);
    case "role":
    case "engaged":
      if (over) return why(incident);
      if (isAskedFor(incident, notification.personId)) return null;
      if (!isWantedRole(incident, notification.role)) {
        return notification.purpose === "role" ? "the role is accepted" : "it is answered";
      }
      return isSnoozed(incident);
    case "informed":
    case "clock-warning":
    case "clock-breach":
      return over ? why(incident) : null;
    case "resolution-proposed":
      return incident.status === "acknowledged" ? null : `the incident is ${incident.status}`;
    case "resolved":
      return over ? null : "the incident was reopened";
    case "announcement":
    case "fault":
      return null;
  }
}

function why(incident: Incident): string {
  return `the incident ${standing(incident)}`;
}

function hasAcknowledged({ acknowledgements }: Incident, personId: string): boolean {
  return acknowledgements.some((one) => one.personId === personId);
}

function isSnoozed({ snoozedUntil }: Incident): string | null {
  return snoozedUntil === null ? null : "the incident is snoozed";
}

function isReassigned({ escalation: { assigned } }: Incident, round: number): string | null {
  const isEarlier = assigned !== undefined && round < assigned.sinceRound;
  return isEarlier ? `the incident was reassigned to ${assigned.target.name}` : null;
}

function isWantedRole(incident: Incident, role: string): boolean {
  const wanted = rolesWanted(incident);
  // The catch-all is asked when nobody in a wanted role could be reached.
  if (role === "catch-all") return wanted.length > 0;
  return wanted.some((candidate) => roleKey(candidate) === roleKey(role));
}

export type AfterOutcome =
  | { readonly next: "done" }
  | { readonly next: "again"; readonly dueAt: number; readonly reason: string }
  | { readonly next: "give-up"; readonly reason: string };

/** What follows a try: nothing more, another try, or giving the channel up. */
export function afterOutcome(
  outcome: DeliveryOutcome,
  attempts: number,
  now: number,
): AfterOutcome {
  if (outcome.kind === "delivered") return { next: "done" };
  const reason =
    outcome.detail === undefined ? outcome.reason : `${outcome.reason}: ${outcome.detail}`;
  if (outcome.kind === "rejected" || attempts >= TRIES_MAX) return { next: "give-up", reason };
  if (outcome.elsewhere === true) return { next: "again", dueAt: now, reason };
  const delay = RETRY_DELAYS_MS[Math.min(attempts, RETRY_DELAYS_MS.length) - 1] ?? MS.minute;
  const asked = Math.min(outcome.retryAfterMs ?? 0, RETRY_AFTER_MAX_MS);
  return { next: "again", dueAt: now + Math.max(delay, asked), reason };
}

/** Why a page is dropped of which there is a newer one. */
export const NEWER_PAGE_DUE = "a newer page to the same person is due";

/**
 * Of several overdue pages to the same person over the same channel about the same incident only the
 * newest is sent. Returns the others.
 */
export function supersededPages(due: readonly Notification[]): readonly Notification[] {
  const newest = new Map<string, Notification>();
  for (const notification of due) {
    if (notification.purpose !== "page") continue;
    const key = `${notification.incidentId} ${notification.personId} ${notification.contactMethodId}`;
    const known = newest.get(key);
    if (known === undefined || isNewer(notification, known)) newest.set(key, notification);
  }
  const kept = new Set([...newest.values()].map((notification) => notification.id));
  return due.filter(
    (notification) => notification.purpose === "page" && !kept.has(notification.id),
  );
}

function isNewer(a: Notification, b: Notification): boolean {
  if (a.round !== b.round) return a.round > b.round;
  if (a.dueAt !== b.dueAt) return (a.dueAt ?? 0) > (b.dueAt ?? 0);
  // What was held back together is due together.
  return a.createdAt > b.createdAt;
}
