/** Over which of a person's channels a notification goes, and when. */

import { assert } from "./assert.ts";
import {
  asksForAnswer,
  type NotificationPurpose,
  type PlannedNotification,
  type Urgency,
} from "./notification.ts";
import { ruledMethods } from "./notification-rules.ts";
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
  /** Nobody is called on the telephone about it; whoever has no other way is not told. */
  readonly inWriting?: true;
}

/**
 * One row for each channel. Where the person has rules, their channels at their times; the others stand by
 * and are used when those failed, because a rule must not lose a page. Otherwise the built-in. High
 * urgency: the first now, each further one a minute later, all until somebody answers. Low urgency: quiet
 * channels before loud ones, the first now, the others only when the one before failed.
 */
export function planNotifications(
  whom: Person,
  request: NotificationRequest,
  now: number,
): readonly PlannedNotification[] {
  assert(whom.contactMethods.length > 0, "a person without a channel is not planned for");
  const person = request.inWriting === true ? withoutTelephone(whom) : whom;
  return channelsFor(person, request).map(({ method, afterMs }, index) => {
    const due = afterMs === null ? null : now + afterMs;
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

/** Whether something that nobody is called about can be told. */
export function canBeWrittenTo(person: Person): boolean {
  return withoutTelephone(person).contactMethods.length > 0;
}

function withoutTelephone(person: Person): Person {
  return {
    ...person,
    contactMethods: person.contactMethods.filter(({ kind }) => kind !== "voice"),
  };
}

interface PlannedChannel {
  readonly method: ContactMethod;
  /** Null stands by for the one before to fail. */
  readonly afterMs: number | null;
}

function channelsFor(person: Person, request: NotificationRequest): readonly PlannedChannel[] {
  const high = request.urgency === "high";
  const methods = high ? person.contactMethods : quietFirst(person.contactMethods);
  const ruled = ruledMethods(person, request.urgency);
  if (ruled.length === 0) {
    return methods.map((method, index) => ({
      method,
      afterMs: high ? index * NEXT_CHANNEL_AFTER_MS : index === 0 ? 0 : null,
    }));
  }
  const covered = new Set(ruled.map(({ method }) => method.id));
  // What nobody can answer would arrive once more with each rule.
  const once = !asksForAnswer(request.purpose);
  return [
    ...ruled.map((rule, index) => (once && index > 0 ? { ...rule, afterMs: null } : rule)),
    ...methods.filter(({ id }) => !covered.has(id)).map((method) => ({ method, afterMs: null })),
  ];
}

/** Channels that make no noise before those that do. */
export function quietFirst(methods: readonly ContactMethod[]): readonly ContactMethod[] {
  return [
    ...methods.filter((method) => !LOUD.has(method.kind)),
    ...methods.filter((method) => LOUD.has(method.kind)),
  ];
}
