/**
 * A change that somebody made to what is monitored, such as a deployment. It pages nobody: it is what
 * people look for first when something breaks.
 */

import { MS } from "./duration.ts";

/** As PagerDuty keeps them (https://developer.pagerduty.com/docs/send-change-event). */
export const CHANGES_KEPT_MS = 90 * MS.day;
/** Of an incident, what changed in the day before it may be its cause. */
export const CHANGES_BEFORE_MS = MS.day;

export interface ChangeEvent {
  readonly id: string;
  readonly integrationId: string;
  /** Of the integration; null is everybody's. */
  readonly team: string | null;
  /** As the sender said, never later than when we heard of it. Epoch milliseconds, as all instants. */
  readonly happenedAt: number;
  readonly receivedAt: number;
  readonly summary: string;
  /** What was changed, or who tells of it. */
  readonly source: string | null;
  readonly details: Readonly<Record<string, string>>;
  /** http(s) only. */
  readonly links: readonly { readonly url: string; readonly text: string }[];
}
