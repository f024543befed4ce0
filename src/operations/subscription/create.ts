import { AppError } from "../../domain/error.ts";
import { LIFECYCLE_EVENTS, type LifecycleEventName } from "../../domain/lifecycle.ts";
import type { Principal } from "../../domain/permission.ts";
import { insertSubscription, type Subscription } from "../../store/subscriptions.ts";
import { recordDeed } from "../audit/record.ts";
import { authoriseForTeams } from "../authorise.ts";
import type { OperationContext } from "../context.ts";

export interface CreateSubscription {
  readonly name: string;
  readonly kind?: Subscription["kind"];
  /** Its own key, where the receiver has one; it is stored, and shown to nobody. */
  readonly secret?: string;
  /** Where the events are posted to; checked by the caller, who knows the forms of addresses. */
  readonly address: string;
  /** All when left out. */
  readonly events?: readonly LifecycleEventName[];
  /** Whose incidents; left out, everybody's. */
  readonly team?: string;
}

/**
 * Has an endpoint told of incidents' lives from now on.
 * @throws AppError `forbidden` beyond the principal's teams, `conflict` when the name is taken,
 *   `invalid-input` without an event
 */
export async function createSubscription(
  context: OperationContext,
  principal: Principal,
  input: CreateSubscription,
): Promise<Subscription> {
  const { name, address, events = LIFECYCLE_EVENTS, team } = input;
  authoriseForTeams(principal, "subscription.write", team === undefined ? [] : [team]);
  if (events.length === 0) throw new AppError("invalid-input", "Name at least one event.");
  const subscription: Subscription = {
    id: context.newId(),
    kind: input.kind ?? "webhook",
    name,
    address,
    secret: input.secret ?? null,
    events: [...new Set(events)],
    team: team ?? null,
    createdAt: context.clock.now(),
    endedAt: null,
    failures: 0,
    failingSince: null,
    putOffUntil: null,
  };
  await context.database.transaction(async (tx) => {
    await insertSubscription(tx, subscription);
    await recordDeed(context, tx, {
      principal,
      action: "subscription.create",
      subject: `subscription ${subscription.id}`,
      detail: {
        name,
        kind: subscription.kind,
        events: subscription.events,
        team: subscription.team,
      },
    });
  });
  return subscription;
}
