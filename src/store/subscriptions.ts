/** Subscriptions: who is told of incidents' lives, and how it stands with each endpoint. */

import { AppError } from "../domain/error.ts";
import type { LifecycleEventName } from "../domain/lifecycle.ts";
import type { SubscriptionKind, SubscriptionRow, Tx } from "./schema.ts";
import { isUniqueViolation } from "./store-error.ts";

export interface Subscription {
  readonly id: string;
  readonly kind: SubscriptionKind;
  readonly name: string;
  readonly address: string;
  /** What the receiver's own service has given; null where we sign with a secret of ours. */
  readonly secret: string | null;
  readonly events: readonly LifecycleEventName[];
  /** Only incidents of this team and of none; all when null. */
  readonly team: string | null;
  readonly createdAt: number;
  readonly endedAt: number | null;
  /** In a row, up to now. */
  readonly failures: number;
  readonly failingSince: number | null;
  /** Nothing is sent before. */
  readonly putOffUntil: number | null;
}

/** @throws AppError `conflict` when the name is taken by one that has not ended */
export async function insertSubscription(tx: Tx, subscription: Subscription): Promise<void> {
  const row: SubscriptionRow = {
    id: subscription.id,
    kind: subscription.kind,
    name: subscription.name,
    address: subscription.address,
    secret: subscription.secret,
    events: ` ${subscription.events.join(" ")} `,
    team: subscription.team,
    created_at: subscription.createdAt,
    ended_at: subscription.endedAt,
    failures: subscription.failures,
    failing_since: subscription.failingSince,
    put_off_until: subscription.putOffUntil,
  };
  try {
    await tx.insertInto("subscription").values(row).execute();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const message = `There is a subscription named ${subscription.name} already.`;
    throw new AppError("conflict", message, { cause: error });
  }
}

/** Those that have not ended, in the order of names. */
export async function listSubscriptions(tx: Tx): Promise<Subscription[]> {
  const rows = await tx
    .selectFrom("subscription")
    .selectAll()
    .where("ended_at", "is", null)
    .orderBy("name")
    .execute();
  return rows.map(fromRow);
}

/** Ended ones too. */
export async function loadSubscription(tx: Tx, id: string): Promise<Subscription | undefined> {
  const row = await tx
    .selectFrom("subscription")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

/** False when there is no such subscription or it had ended before. */
export async function endSubscription(tx: Tx, id: string, at: number): Promise<boolean> {
  const ended = await tx
    .updateTable("subscription")
    .set({ ended_at: at })
    .where("id", "=", id)
    .where("ended_at", "is", null)
    .returning("id")
    .execute();
  return ended.length > 0;
}

export interface EndpointState {
  readonly failures: number;
  readonly failingSince: number | null;
  readonly putOffUntil: number | null;
}

/** How it stands with an endpoint, locked until the transaction ends. */
export async function lockEndpoint(tx: Tx, id: string): Promise<EndpointState | undefined> {
  // An update that changes nothing is a lock on both databases.
  const row = await tx
    .updateTable("subscription")
    .set((of) => ({ failures: of.ref("failures") }))
    .where("id", "=", id)
    .returning(["failures", "failing_since", "put_off_until"])
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : { failures: row.failures, failingSince: row.failing_since, putOffUntil: row.put_off_until };
}

export async function saveEndpoint(tx: Tx, id: string, state: EndpointState): Promise<void> {
  const { failures, failingSince, putOffUntil } = state;
  await tx
    .updateTable("subscription")
    .set({ failures, failing_since: failingSince, put_off_until: putOffUntil })
    .where("id", "=", id)
    .execute();
}

function fromRow(row: SubscriptionRow): Subscription {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    address: row.address,
    secret: row.secret,
    events: row.events.trim().split(" ") as LifecycleEventName[],
    team: row.team,
    createdAt: row.created_at,
    endedAt: row.ended_at,
    failures: row.failures,
    failingSince: row.failing_since,
    putOffUntil: row.put_off_until,
  };
}
