import { MS } from "../../domain/duration.ts";
import type { Principal } from "../../domain/permission.ts";
import { countFailedItems, countPendingItems } from "../../store/outbox.ts";
import { listSubscriptions, type Subscription } from "../../store/subscriptions.ts";
import { authorise, reaches } from "../authorise.ts";
import type { OperationContext } from "../context.ts";

const SET_ASIDE_TOLD_MS = 7 * MS.day;

export interface ListedSubscription {
  readonly subscription: Subscription;
  /** Events that it has not been told yet. */
  readonly waiting: number;
  /** Events that it was not told lately, because it refused them or for too long. */
  readonly setAside: number;
}

/** The subscriptions a principal may end, in the order of names. */
export async function listOwnSubscriptions(
  context: OperationContext,
  principal: Principal,
): Promise<readonly ListedSubscription[]> {
  authorise(principal, "subscription.write");
  const listed = await listWithWaiting(context);
  return listed.filter(({ subscription }) => reaches(principal, teamsOf(subscription)));
}

/** All of them, for the check of health. */
export async function listWithWaiting(
  context: OperationContext,
): Promise<readonly ListedSubscription[]> {
  const tx = context.database.read;
  const subscriptions = await listSubscriptions(tx);
  if (subscriptions.length === 0) return [];
  const waiting = await countPendingItems(tx, "event");
  const since = context.clock.now() - SET_ASIDE_TOLD_MS;
  const failed = await countFailedItems(tx, "event", since);
  return subscriptions.map((subscription) => ({
    subscription,
    waiting: waiting.get(subscription.id) ?? 0,
    setAside: failed.get(subscription.id) ?? 0,
  }));
}

/** A subscription without a team is everybody's. */
export function teamsOf({ team }: Subscription): readonly string[] {
  return team === null ? [] : [team];
}
