/**
 * Alerts: what senders tell us, folded so that any order and any repetition of the same events ends in
 * the same state.
 *
 * An alert is identified by (integration, dedup key). It is `firing` or `resolved`. A resolution that
 * arrives before its firing is remembered and does not page; a firing that is older than the resolution
 * we know of is stale and changes nothing.
 */

/** One event in a sender's request, in our words. Instants are epoch milliseconds. */
export interface AlertEvent {
  readonly action: "trigger" | "acknowledge" | "resolve";
  /** The sender's fingerprint, dedup key or alias. */
  readonly dedupKey: string;
  /** Alerts with the same group key belong to one incident. */
  readonly groupKey: string;
  readonly title: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** When the sender says it began; absent when the sender's shape has no such thing. */
  readonly startsAt?: number;
  readonly endsAt?: number;
  /** http(s) only. */
  readonly sourceUrl?: string;
}

export interface Alert {
  readonly id: string;
  readonly integrationId: string;
  readonly dedupKey: string;
  readonly groupKey: string;
  readonly incidentId: string | null;
  readonly status: "firing" | "resolved";
  readonly title: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly sourceUrl: string | null;
  /** As the sender said, else when we first heard of it. */
  readonly startsAt: number;
  readonly endsAt: number | null;
  readonly lastReceivedAt: number;
  /** How many events told us of it. */
  readonly receivedCount: number;
}

/** What an event did: only `fired`, `resolved` and `acknowledged` concern an incident. */
export type AlertChange = "fired" | "repeated" | "resolved" | "acknowledged" | "stale" | "ignored";
