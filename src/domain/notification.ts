/**
 * Notifications: one row for each (incident, round, step, person, channel), sent by the engine after the
 * transaction that planned it.
 *
 * States. `standby` waits for the channel before it to fail; `pending` is due at `dueAt`; `sending` is
 * leased by one sender, its attempt recorded; `delivered` was accepted by the provider; `failed` was
 * refused for good; `cancelled` was no longer wanted when its turn came. An expired lease means that the
 * outcome is unknown: it is sent once more, and says so.
 */

import type { ContactMethodKind } from "./playbook.ts";

export type NotificationState =
  | "standby"
  | "pending"
  | "sending"
  | "delivered"
  | "failed"
  | "cancelled";
export type Urgency = "high" | "low";

/**
 * Why somebody is told. A `page` wants an acknowledgement and stops at one; the others inform.
 * `role` asks for a role to be accepted and stops when somebody has accepted it. An `announcement` is for an
 * audience, and says its reason alone.
 */
export type NotificationPurpose =
  | "page"
  | "role"
  | "engaged"
  | "informed"
  | "clock-warning"
  | "clock-breach"
  | "resolution-proposed"
  | "resolved"
  | "announcement"
  | "fault";

/** What a notification can be answered with, without login. */
export type AnswerAction = "acknowledge" | "escalate" | "resolve";

/** Pages and requests for a role want an acknowledgement; that all alerts have ended asks for the end. */
export function answersTo(purpose: NotificationPurpose): readonly AnswerAction[] {
  switch (purpose) {
    case "page":
    case "role":
    case "engaged":
      return ["acknowledge", "escalate", "resolve"];
    case "resolution-proposed":
      return ["resolve"];
    default:
      return [];
  }
}

/** Whether a notification carries a link to acknowledge with. */
export function asksForAnswer(purpose: NotificationPurpose): boolean {
  return answersTo(purpose).includes("acknowledge");
}

/** What `decide` asks for; the store adds an id and drops it where the same key exists. */
export interface PlannedNotification {
  readonly purpose: NotificationPurpose;
  readonly urgency: Urgency;
  readonly round: number;
  readonly step: number;
  /** The role the person is told as. */
  readonly role: string;
  readonly personId: string;
  readonly personName: string;
  readonly contactMethodId: string;
  readonly channel: ContactMethodKind;
  readonly address: string;
  /** Place among the person's channels for this notification, from 0. */
  readonly channelIndex: number;
  readonly state: "pending" | "standby";
  /** Null in standby. */
  readonly dueAt: number | null;
  /** One sentence on why: "Response clock breached after 15 min". Empty for a plain page. */
  readonly reason: string;
  /** Distinguishes two of the same purpose, round and step, e.g. the start of the breached segment. */
  readonly discriminator: string;
}

export interface Notification extends Omit<PlannedNotification, "state"> {
  readonly id: string;
  readonly incidentId: string;
  readonly state: NotificationState;
  readonly attempts: number;
  readonly createdAt: number;
  readonly leaseUntil: number | null;
  /** Grows with each claim; a completion with an older fence is void. */
  readonly fence: number;
  readonly deliveredAt: number | null;
  /** Why it failed or was cancelled last. */
  readonly lastReason: string | null;
  readonly providerReference: string | null;
}

/** The closed list of reasons a provider refuses; also metric labels. */
export const FAILURE_REASONS = [
  "address-refused",
  "authentication",
  "rate-limited",
  "provider-error",
  "timeout",
  "unreachable",
  "blocked-address",
  "payload-refused",
  "not-configured",
  "outcome-unknown",
  "undelivered",
  "busy",
  "no-answer",
] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];

const LEAVES_UNKNOWN: ReadonlySet<string> = new Set<FailureReason>([
  "timeout",
  "unreachable",
  "outcome-unknown",
]);

/**
 * Whether a message may have arrived although its try failed: nobody answered, or the connection broke
 * before anybody did. @param reason one of the list, perhaps with its detail after a colon
 */
export function mayHaveArrived(reason: string): boolean {
  return LEAVES_UNKNOWN.has(reason.split(":", 1)[0] ?? "");
}

/** What a provider's answer means; `provider` says whose it was, where a channel may have several. */
export type DeliveryOutcome =
  | {
      readonly kind: "delivered";
      readonly providerReference?: string;
      readonly provider?: string;
    }
  | {
      readonly kind: "retry";
      readonly reason: FailureReason;
      readonly retryAfterMs?: number;
      readonly detail?: string;
      /** Another provider has its turn: there is nothing to wait for. */
      readonly elsewhere?: true;
      readonly provider?: string;
    }
  | {
      readonly kind: "rejected";
      readonly reason: FailureReason;
      readonly detail?: string;
      readonly provider?: string;
      /** The address will never work again: it is to be forgotten. */
      readonly addressIsGone?: true;
    };
