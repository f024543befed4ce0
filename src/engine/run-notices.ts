/**
 * Tells people what is about no incident, in three steps that are each safe to die after: claim and commit,
 * send, record the outcome and commit. A death between the last two has the notice sent once more when its
 * lease has run out, and it says so.
 */

import { assert } from "../domain/assert.ts";
import { MS } from "../domain/duration.ts";
import { type Message, noticeMessage } from "../domain/message.ts";
import { afterNotice, noticeChannels, noticeTurn } from "../domain/notice-delivery.ts";
import type { DeliveryOutcome } from "../domain/notification.ts";
import type { ContactMethod, Person } from "../domain/person.ts";
import { quietUntilFor } from "../domain/quiet-hours.ts";
import { SEEN_WITHIN_MS } from "../domain/test-page.ts";
import { loadRosterInForce } from "../operations/roster/load.ts";
import type { Tx } from "../store/database.ts";
import {
  claimNotices,
  completeNotice,
  holdNotice,
  noticeAttemptId,
  type StoredNotice,
} from "../store/notices.ts";
import { listPeople } from "../store/people.ts";
import { endTestPage } from "../store/test-pages.ts";
import type { EngineContext } from "./engine-context.ts";

/** So many are under way at a time. */
export const NOTICES_SENDING_MAX = 32;
/** Longer than the longest send. */
const LEASE_MS = 25 * MS.second;

type Destination = Pick<ContactMethod, "kind" | "address">;

/** A notice that was claimed, and where it goes in this try. */
export interface ClaimedNotice {
  readonly stored: StoredNotice;
  readonly message: Message;
  /** Undefined when its person has no way that it could go. */
  readonly to: Destination | undefined;
  /** How many ways it may go in all. */
  readonly channels: number;
}

/** Sends one batch of what is due to its end. Returns how many notices there were. */
export async function runNotices(engine: EngineContext): Promise<number> {
  const claimed = await claimDueNotices(engine, NOTICES_SENDING_MAX);
  await Promise.all(claimed.map((one) => sendNotice(engine, one)));
  return claimed.length;
}

/** Leases what is due and not held back, at most `limit` notices. */
export async function claimDueNotices(
  engine: EngineContext,
  limit: number,
): Promise<readonly ClaimedNotice[]> {
  return engine.database.transaction(async (tx) => {
    const now = engine.clock.now();
    const { owner } = engine;
    const due = await claimNotices(tx, { now, limit, owner, leaseMs: LEASE_MS });
    if (due.length === 0) return [];
    const roster = await loadRosterInForce(tx);
    const people = roster?.people ?? (await listPeople(tx));
    const timeZone = roster?.timeZone ?? "UTC";
    const claimed: ClaimedNotice[] = [];
    for (const stored of due) {
      const person = people.find(({ id }) => id === stored.personId);
      assert(person !== undefined, "notices go with their person");
      if (await holdBack(tx, stored, { person, timeZone, now })) continue;
      claimed.push(addressed(engine, stored, { person, timeZone, now }));
    }
    return claimed;
  });
}

interface Reader {
  readonly person: Person;
  /** For those who have none of their own. */
  readonly timeZone: string;
  readonly now: number;
}

/** Whether it waits for the end of somebody's quiet hours. That a way to reach them has changed does not. */
async function holdBack(tx: Tx, stored: StoredNotice, reader: Reader): Promise<boolean> {
  if (stored.notice.kind === "contact-changed") return false;
  const until = quietUntilFor(reader.person, reader.timeZone, reader.now);
  if (until === null) return false;
  await holdNotice(tx, stored, { until, reason: "quiet hours" });
  return true;
}

function addressed(
  engine: EngineContext,
  stored: StoredNotice,
  { person, timeZone, now }: Reader,
): ClaimedNotice {
  const { id, notice, over, attempts, mayRepeat } = stored;
  const ways: readonly Destination[] = over === undefined ? noticeChannels(person) : [over];
  const channels = ways.length;
  const turn = channels === 0 ? undefined : noticeTurn(attempts, channels);
  const reader = { personName: person.name, timeZone: person.timeZone ?? timeZone };
  const attempt = { id: noticeAttemptId(id, attempts), number: (turn?.before ?? 0) + 1 };
  const link = { id, expiresAt: now + SEEN_WITHIN_MS };
  const message = {
    ...noticeMessage(notice, reader, { id, now }),
    ...(notice.kind === "test" ? { acknowledgeUrl: engine.testPageUrl(link) } : {}),
    mayRepeat,
    attempt,
  };
  return { stored, message, to: turn === undefined ? undefined : ways[turn.index], channels };
}

/** Sends a claimed notice and records what became of it. Never throws. */
export async function sendNotice(engine: EngineContext, claimed: ClaimedNotice): Promise<void> {
  const { stored, channels } = claimed;
  try {
    const outcome = await sendContained(engine, claimed);
    const now = engine.clock.now();
    const { kind } = stored.notice;
    const after = afterNotice(outcome, { kind, attempt: stored.attempts, channels, now });
    await engine.database.transaction(async (tx) => {
      const isOurs = await completeNotice(tx, stored, { after, at: now });
      if (isOurs && kind === "test" && after.state !== "pending") {
        await endTestPage(tx, stored.id, after);
      }
    });
  } catch (error) {
    // The outcome is not recorded: the lease runs out, and it is sent once more.
    engine.log.error({ err: error, notice: stored.id }, "a notice was not settled");
    engine.observe.fault("notice");
  }
}

async function sendContained(
  engine: EngineContext,
  { stored, message, to }: ClaimedNotice,
): Promise<DeliveryOutcome> {
  if (to === undefined) {
    return { kind: "rejected", reason: "address-refused", detail: "no contact method" };
  }
  try {
    const outcome = await engine.send(to.kind, to.address, message);
    engine.observe.delivered(to.kind, outcome);
    return outcome;
  } catch (error) {
    engine.log.error({ err: error, notice: stored.id }, "a notice could not be sent");
    engine.observe.fault("notice");
    return { kind: "retry", reason: "provider-error", detail: "Tocsin failed to send it" };
  }
}
