/**
 * Test pages: a message over one contact method that plainly says it is a test, to see that a page would
 * arrive. Each contact method has its last one.
 *
 * Outcomes. `pending` is on its way; `delivered` was taken by its provider; `failed` was not, or is reported
 * not to have arrived; `unseen` was taken, and nobody has said in three days that they have seen it. That
 * somebody has counts over each of them.
 *
 * Whoever is on call at some time is sent one over each verified method every 30 days, of a working day's
 * daytime in their zone, outside their quiet hours, and no two within a day.
 */

import { MS } from "./duration.ts";
import type { Notice } from "./message.ts";
import type { ContactMethod, Person } from "./person.ts";
import type { ContactMethodKind } from "./playbook.ts";
import { quietUntilFor } from "./quiet-hours.ts";
import type { WeeklyWindow } from "./schedule/schedule.ts";
import { weeklyIntervals } from "./schedule/weekly-windows.ts";

export interface TestPage {
  readonly id: string;
  readonly sentAt: number;
  readonly outcome: "pending" | "delivered" | "failed" | "unseen";
  /** Of the closed list, when it failed. */
  readonly reason?: string;
  /** When its reader said so. */
  readonly seenAt?: number;
}

/** So long a test page can be said to have been seen; it is unseen afterwards. A weekend is no answer. */
export const SEEN_WITHIN_MS = 3 * MS.day;
/** Between two over one method: each may cost money, and wakes whoever has the phone at hand. */
const PAUSE_MS = 2 * MS.minute;
const EVERY_MS = 30 * MS.day;
/** Between two that nobody has asked for, to one person. */
const APART_MS = 20 * MS.hour;
const CIVIL: readonly WeeklyWindow[] = [{ days: [1, 2, 3, 4, 5], from: "10:00", to: "17:00" }];
/** Longer than any weekend. */
const CIVIL_WITHIN_MS = 4 * MS.day;
/** Somebody whose quiet hours cover the daytime of so many days rests by day. */
const DAYS_TRIED_MAX = 7;

/** Nobody reads these themselves, so nobody can say that they have seen something there. */
const UNREAD: ReadonlySet<ContactMethodKind> = new Set(["webhook", "console"]);

/** How long to wait until another one may be asked for; 0 for not at all. */
export function testWaitMs({ lastTest }: ContactMethod, now: number): number {
  // A clock that was set back must not keep anybody waiting for it to catch up.
  if (lastTest === undefined || now < lastTest.sentAt) return 0;
  return Math.max(0, lastTest.sentAt + PAUSE_MS - now);
}

/** What a test page says. */
export function testNotice({ name }: Person, { kind }: ContactMethod): Notice {
  return {
    kind: "test",
    headline: "Tocsin test page: nothing is wrong",
    text:
      `${name}, this is a test of how Tocsin reaches you (${kind}). There is no incident, and nobody else is ` +
      "told. Say that you have seen it, so that it is known to arrive.",
  };
}

export interface TestLook {
  /** A test page is to be sent over it now. */
  readonly due: readonly { readonly person: Person; readonly method: ContactMethod }[];
  /** Test pages that nobody has seen in time, by their ids. */
  readonly unseen: readonly string[];
  /** When to look again, were nothing to change meanwhile; null for never. */
  readonly dueAt: number | null;
}

/**
 * Which test pages are due, and which were never seen.
 * @param onCall to whom they are sent without being asked for; nobody where that is turned off
 * @param timeZone of those who have none of their own
 */
export function lookAtTests(
  people: readonly Person[],
  { onCall, timeZone, now }: { onCall: readonly Person[]; timeZone: string; now: number },
): TestLook {
  const waiting = people.flatMap(({ contactMethods }) => contactMethods.flatMap(waitsUntil));
  const next = onCall.flatMap((person) => nextTest(person, { timeZone, now }) ?? []);
  const later = [
    ...waiting.map(({ until }) => until),
    ...next.map(({ at, person }) =>
      at > now ? at : nextCivilAt(person, timeZone, now + APART_MS),
    ),
  ].filter((at) => at > now);
  return {
    due: next.filter(({ at }) => at <= now),
    unseen: waiting.filter(({ until }) => until <= now).map(({ id }) => id),
    dueAt: later.length === 0 ? null : Math.min(...later),
  };
}

function waitsUntil({ kind, lastTest }: ContactMethod): { id: string; until: number }[] {
  if (lastTest?.outcome !== "delivered" || lastTest.seenAt !== undefined) return [];
  return UNREAD.has(kind) ? [] : [{ id: lastTest.id, until: lastTest.sentAt + SEEN_WITHIN_MS }];
}

/** An address that nobody has proved gets none: it may be a stranger's. */
function nextTest(
  person: Person,
  { timeZone, now }: { readonly timeZone: string; readonly now: number },
): { person: Person; method: ContactMethod; at: number } | undefined {
  const sent = person.contactMethods.flatMap(({ lastTest }) => lastTest?.sentAt ?? []);
  const restsUntil = Math.max(now, ...sent.map((at) => at + APART_MS));
  const [first] = person.contactMethods
    .flatMap((method) => {
      const { kind, verifiedAt, lastTest } = method;
      if (verifiedAt === undefined || kind === "console") return [];
      return { method, dueAt: Math.max(verifiedAt, lastTest?.sentAt ?? 0) + EVERY_MS };
    })
    .sort((a, b) => a.dueAt - b.dueAt);
  if (first === undefined) return undefined;
  const at = nextCivilAt(person, timeZone, Math.max(first.dueAt, restsUntil));
  return { person, method: first.method, at };
}

/** The first instant from one on at which a test disturbs nobody: that one itself, where it does not. */
function nextCivilAt(person: Person, timeZone: string, from: number): number {
  const zone = person.timeZone ?? timeZone;
  let at = from;
  for (let day = 0; day < DAYS_TRIED_MAX; day += 1) {
    const period = { startsAt: at, endsAt: at + CIVIL_WITHIN_MS };
    const civil = weeklyIntervals(CIVIL, zone, period).find(({ endsAt }) => endsAt > at);
    at = Math.max(at, civil?.startsAt ?? at);
    const until = quietUntilFor(person, timeZone, at);
    if (until === null) return at;
    at = until;
  }
  // Who rests by day: any hour outside their quiet hours is one of their day. Asked then, it is the same.
  return quietUntilFor(person, timeZone, from) ?? from;
}
