/** Over which channels a notice goes: quiet ones, one after the other until one takes it. */

import { MS } from "./duration.ts";
import type { DeliveryOutcome } from "./notification.ts";
import type { ContactMethod, Person } from "./person.ts";
import { quietFirst } from "./plan-notifications.ts";

/** So often each channel is tried; who is on call is to be seen elsewhere too. */
const ROUNDS_MAX = 3;
const NEXT_ROUND_AFTER_MS = 5 * MS.minute;

/** Where a notice may go, in order. Nobody is called on the telephone about a shift. */
export function noticeChannels(person: Person): readonly ContactMethod[] {
  return quietFirst(person.contactMethods).filter(({ kind }) => kind !== "voice");
}

/** The channel of a try, from 1; undefined when there is none. */
export function noticeChannel(person: Person, attempt: number): ContactMethod | undefined {
  const channels = noticeChannels(person);
  return channels[(attempt - 1) % channels.length];
}

export type AfterNotice =
  | { readonly state: "delivered" }
  | { readonly state: "failed"; readonly reason: string }
  | { readonly state: "pending"; readonly dueAt: number; readonly reason: string };

/** What follows a try: nothing more, the next channel at once, or the first again later. */
export function afterNotice(
  outcome: DeliveryOutcome,
  { attempt, channels, now }: { attempt: number; channels: number; now: number },
): AfterNotice {
  if (outcome.kind === "delivered") return { state: "delivered" };
  const { reason } = outcome;
  if (attempt >= channels * ROUNDS_MAX) return { state: "failed", reason };
  const isRoundOver = attempt % channels === 0;
  return { state: "pending", dueAt: isRoundOver ? now + NEXT_ROUND_AFTER_MS : now, reason };
}
