/**
 * Sends what is planned. Three steps, each safe to die after:
 *
 * 1. Claim: lease due notifications, re-read their incidents, drop what is no longer wanted, record an
 *    attempt for each of the rest. Commit.
 * 2. Send.
 * 3. Settle: if the lease is still ours, record the outcome and what follows. Commit.
 *
 * A death between 1 and 3 leaves an attempt without an outcome. When its lease has run out the
 * notification is claimed again, and the message says that it may be a repetition.
 */

import type { DeliveryOutcome } from "../domain/notification.ts";
import { claimDeliveries, type Delivery } from "./claim-deliveries.ts";
import type { EngineContext } from "./engine-context.ts";
import { settleDelivery } from "./settle-delivery.ts";

/** Delivers one batch to its end. Returns how many notifications were claimed. */
export async function deliverDue(engine: EngineContext): Promise<number> {
  const { claimed, deliveries } = await claimDeliveries(engine);
  await Promise.all(deliveries.map((delivery) => deliverOne(engine, delivery)));
  return claimed;
}

/** Sends one claimed notification and records what became of it. Never throws. */
export async function deliverOne(engine: EngineContext, delivery: Delivery): Promise<void> {
  const { notification } = delivery;
  const outcome = await sendContained(engine, delivery);
  try {
    await settleDelivery(engine, delivery, outcome);
  } catch (error) {
    // The outcome is not recorded: the lease runs out and another try finds it unknown.
    engine.log.error({ err: error, notification: notification.id }, "a delivery was not settled");
    engine.observe.fault("deliver");
  }
}

/** A send that throws is a mistake of ours: a failure like others, so that the next channel is tried. */
async function sendContained(
  engine: EngineContext,
  { notification, message }: Delivery,
): Promise<DeliveryOutcome> {
  const { id, channel, address } = notification;
  try {
    const outcome = await engine.send(channel, address, message);
    engine.observe.delivered(channel, outcome);
    return outcome;
  } catch (error) {
    engine.log.error({ err: error, notification: id }, "a notification could not be sent");
    engine.observe.fault("send");
    return { kind: "retry", reason: "provider-error", detail: "Tocsin failed to send it" };
  }
}
