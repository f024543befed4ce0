/**
 * Over which channels a notice goes: the one that it is for, else quiet ones, one after the other until one
 * takes it.
 */

import { assert } from "./assert.ts";
import { MS } from "./duration.ts";
import type { Notice } from "./message.ts";
import type { DeliveryOutcome } from "./notification.ts";
import type { ContactMethod, Person } from "./person.ts";
import { quietFirst } from "./plan-notifications.ts";

/** So often each channel is tried; who is on call is to be seen elsewhere too. */
const ROUNDS_MAX = 3;
const NEXT_ROUND_AFTER_MS = 5 * MS.minute;
/** Of a test page, whose sender waits to hear of it. */
const NEXT_TEST_AFTER_MS = 15 * MS.second;

/** Where a notice may go, in order. Nobody is called on the telephone about a shift. */
export function noticeChannels(person: Person): readonly ContactMethod[] {
  return quietFirst(person.contactMethods).filter(({ kind }) => kind !== "voice");
}

/** Of the tries, from 1: which of so many channels has its turn, and how often it had it before. */
export function noticeTurn(
  attempt: number,
  channels: number,
): { readonly index: number; readonly before: number } {
  assert(attempt >= 1 && channels >= 1, "a try is made over some channel");
  return { index: (attempt - 1) % channels, before: Math.floor((attempt - 1) / channels) };
}

export type AfterNotice =
  | { readonly state: "delivered" }
  | { readonly state: "failed"; readonly reason: string }
  | { readonly state: "pending"; readonly dueAt: number; readonly reason: string };

/** What follows a try: nothing more, the next channel at once, or the first again later. */
export function afterNotice(
  outcome: DeliveryOutcome,
  {
    kind,
    attempt,
    channels,
    now,
  }: { kind: Notice["kind"]; attempt: number; channels: number; now: number },
): AfterNotice {
  if (outcome.kind === "delivered") return { state: "delivered" };
  const { reason } = outcome;
  // Refused for good, and there is no other to ask.
  if (outcome.kind === "rejected" && channels <= 1) return { state: "failed", reason };
  if (attempt >= channels * ROUNDS_MAX) return { state: "failed", reason };
  if (outcome.kind === "retry" && outcome.elsewhere === true && channels <= 1) {
    return { state: "pending", dueAt: now, reason };
  }
  const isRoundOver = attempt % channels === 0;
  const waitMs = kind === "test" ? NEXT_TEST_AFTER_MS : NEXT_ROUND_AFTER_MS;
  return { state: "pending", dueAt: isRoundOver ? now + waitMs : now, reason };
}
