/**
 * Sends what is in the outbox, in three steps that are each safe to die after: claim and commit, send,
 * record the outcome and commit. A death between the last two has the item sent once more when its lease
 * has run out; what an item asks for may be asked twice.
 */

import { MS } from "../domain/duration.ts";
import type { DeliveryOutcome } from "../domain/notification.ts";
import { PAGING, type Tx } from "../store/database.ts";
import { claimOutboxItems, type OutboxItem } from "../store/outbox.ts";
import type { OutboxKind } from "../store/schema.ts";
import type { EngineContext } from "./engine-context.ts";
import { prepareTakeBack, settleTakeBack } from "./take-back.ts";
import { prepareEvent, settleEvent } from "./tell-subscriber.ts";

/** So many are under way at a time. */
export const OUTBOX_SENDING_MAX = 32;
/** Longer than the longest request. */
const LEASE_MS = 25 * MS.second;

/** Sends an item that was claimed. Never throws for what the other side does. */
export type SendItem = () => Promise<DeliveryOutcome>;

export interface ClaimedItem {
  readonly item: OutboxItem;
  readonly send: SendItem;
}

/** Kinds of items. Each is worked on by itself, so that one's endpoints hold up no other. */
export const OUTBOX_KINDS = ["take-back", "event"] as const satisfies readonly OutboxKind[];

/** Sends one batch of each kind of what is due to its end. Returns how many items there were. */
export async function runOutbox(engine: EngineContext): Promise<number> {
  let count = 0;
  for (const kind of OUTBOX_KINDS) {
    const claimed = await claimOutbox(engine, kind, OUTBOX_SENDING_MAX);
    await Promise.all(claimed.map((one) => sendOutboxItem(engine, one)));
    count += claimed.length;
  }
  return count;
}

/** Leases what is due, at most `limit` items, and says how each is sent. */
export async function claimOutbox(
  engine: EngineContext,
  kind: OutboxKind,
  limit: number,
): Promise<readonly ClaimedItem[]> {
  return engine.database.transaction(async (tx) => {
    const { owner } = engine;
    const claim = { kind, now: engine.clock.now(), limit, owner, leaseMs: LEASE_MS };
    const claimed: ClaimedItem[] = [];
    for (const item of await claimOutboxItems(tx, claim)) {
      claimed.push({ item, send: await prepare(engine, tx, item) });
    }
    return claimed;
  }, PAGING);
}

function prepare(engine: EngineContext, tx: Tx, item: OutboxItem): Promise<SendItem> {
  switch (item.kind) {
    case "take-back":
      return prepareTakeBack(engine, tx, item);
    case "event":
      return prepareEvent(engine, tx, item);
  }
}

/** Sends a claimed item and records what became of it. Never throws. */
export async function sendOutboxItem(
  engine: EngineContext,
  { item, send }: ClaimedItem,
): Promise<void> {
  const outcome = await sendContained(engine, item, send);
  engine.observe.outbox(item.kind, outcome);
  try {
    await settle(engine, item, outcome);
  } catch (error) {
    // The outcome is not recorded: the lease runs out, and it is sent once more.
    engine.log.error({ err: error, item: item.id }, "an item of the outbox was not settled");
    engine.observe.fault("outbox");
  }
}

async function sendContained(
  engine: EngineContext,
  item: OutboxItem,
  send: SendItem,
): Promise<DeliveryOutcome> {
  try {
    return await send();
  } catch (error) {
    engine.log.error({ err: error, item: item.id }, "an item of the outbox could not be sent");
    engine.observe.fault("outbox");
    return { kind: "retry", reason: "provider-error", detail: "Tocsin failed to send it" };
  }
}

async function settle(
  engine: EngineContext,
  item: OutboxItem,
  outcome: DeliveryOutcome,
): Promise<void> {
  const now = engine.clock.now();
  await engine.database.transaction(async (tx) => {
    switch (item.kind) {
      case "take-back":
        return settleTakeBack(engine, tx, item, outcome);
      case "event":
        return settleEvent(engine, tx, item, outcome, now);
    }
  }, PAGING);
}
