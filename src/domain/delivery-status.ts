/**
 * What providers report of a message they have taken. Reports come late, twice and in any order; folding
 * them gives the same in the end. A status that ends it is never taken back, but by a report that is known
 * to be newer.
 *
 *     queued ─▶ sent ─▶ delivered | undelivered | failed | canceled
 *     queued ─▶ ringing ─▶ answered ─▶ completed | busy | no-answer | failed | canceled
 */

import type { FailureReason } from "./notification.ts";

export const DELIVERY_STATUSES = [
  "queued",
  "sent",
  "ringing",
  "answered",
  "delivered",
  "completed",
  "undelivered",
  "failed",
  "busy",
  "no-answer",
  "canceled",
] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

export interface StatusReport {
  readonly status: DeliveryStatus;
  /** Where the provider numbers its reports; null where it does not. */
  readonly sequence: number | null;
}

const LAST_RANK = 3;
const RANKS: Readonly<Partial<Record<DeliveryStatus, number>>> = {
  queued: 0,
  sent: 1,
  ringing: 1,
  answered: 2,
};

function rankOf(status: DeliveryStatus): number {
  return RANKS[status] ?? LAST_RANK;
}

/** Whether a report says something newer than what is known. */
export function isNews(known: StatusReport | undefined, report: StatusReport): boolean {
  if (known === undefined) return true;
  const hasEnded = rankOf(known.status) === LAST_RANK;
  if (hasEnded && rankOf(report.status) < LAST_RANK) return false;
  return known.sequence === null || report.sequence === null
    ? rankOf(report.status) > rankOf(known.status)
    : report.sequence > known.sequence;
}

/** Why a message that was taken did not reach anybody; undefined while it may, and when it did. */
export function failureOf(status: DeliveryStatus): FailureReason | undefined {
  switch (status) {
    case "undelivered":
    case "failed":
    case "canceled":
      return "undelivered";
    case "busy":
    case "no-answer":
      return status;
    default:
      return undefined;
  }
}
