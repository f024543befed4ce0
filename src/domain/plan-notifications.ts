/** Over which of a person's channels a notification goes, and when. */

import { assert } from "./assert.ts";
import type { NotificationPurpose, PlannedNotification, Urgency } from "./notification.ts";
import type { ContactMethod, Person } from "./person.ts";

/** A page goes to the next channel after this long even when the one before it was delivered. */
const NEXT_CHANNEL_AFTER_MS = 60_000;

/** Channels that make a noise at night. */
const LOUD: ReadonlySet<ContactMethod["kind"]> = new Set([
  "ntfy",
  "telegram",
  "pushover",
  "sms",
  "voice",
  "web-push",
]);

export interface NotificationRequest {
  readonly purpose: NotificationPurpose;
  readonly urgency: Urgency;
  readonly round: number;
  readonly step: number;
  readonly role: string;
  readonly reason: string;
  readonly discriminator?: string;
}

/**
 * One row for each channel. High urgency: the first now, each further one a minute later, all until
 * somebody answers. Low urgency: quiet channels before loud ones, the first now, the others only when
 * the one before failed.
 */
export function planNotifications(
  person: Person,
  request: NotificationRequest,
  now: number,
): readonly PlannedNotification[] {
  assert(person.contactMethods.length > 0, "a person without a channel is not planned for");
  const high = request.urgency === "high";
  const methods = high ? person.contactMethods : quietFirst(person.contactMethods);
  return methods.map((method, index) => {
    const due = high ? now + index * NEXT_CHANNEL_AFTER_MS : index === 0 ? now : null;
    return {
      purpose: request.purpose,
      urgency: request.urgency,
      round: request.round,
      step: request.step,
      role: request.role,
      personId: person.id,
      personName: person.name,
      contactMethodId: method.id,
      channel: method.kind,
      address: method.address,
      channelIndex: index,
      state: due === null ? "standby" : "pending",
      dueAt: due,
      reason: request.reason,
      discriminator: request.discriminator ?? "",
    };
  });
}

function quietFirst(methods: readonly ContactMethod[]): readonly ContactMethod[] {
  return [
    ...methods.filter((method) => !LOUD.has(method.kind)),
    ...methods.filter((method) => LOUD.has(method.kind)),
  ];
}
