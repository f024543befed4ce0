/**
 * A provider of notifications that does everything real ones do: accepts, refuses, fails, is slow, accepts
 * and then loses the answer. It remembers every call, and checks at each what must hold when a send starts.
 */

import type { LifecycleEvent } from "../../src/domain/lifecycle.ts";
import type { Message } from "../../src/domain/message.ts";
import type { DeliveryOutcome } from "../../src/domain/notification.ts";
import type { ContactMethodKind } from "../../src/domain/playbook.ts";
import type { PageToTakeBack } from "../../src/domain/take-back.ts";
import type { Chance } from "../support/chance.ts";

export interface Call {
  readonly message: Message;
  readonly channel: ContactMethodKind;
  readonly owner: string;
  readonly startedAt: number;
  /** The provider took the message, whatever the sender came to know. */
  accepted: boolean;
  /** Its own name for the message, whether the sender came to know it or not. */
  reference?: string;
  takenBack?: true;
  /** What it answered; absent while it is kept waiting. */
  outcome?: DeliveryOutcome["kind"];
}

interface Held {
  readonly call: Call;
  readonly release: (outcome: DeliveryOutcome) => void;
}

export interface Provider {
  readonly calls: readonly Call[];
  /** Whether it misbehaves. */
  healthy: boolean;
  /** Channels that carry nothing for now. */
  readonly down: Set<ContactMethodKind>;
  send(
    owner: string,
    channel: ContactMethodKind,
    message: Message,
    now: number,
  ): Promise<DeliveryOutcome>;
  /** Takes a page back, as Pushover does: all of its tries, or the one with this reference. */
  takeBack(channel: ContactMethodKind, page: PageToTakeBack): DeliveryOutcome;
  /** Takes an event, as a subscriber does. */
  tell(event: LifecycleEvent): DeliveryOutcome;
  /** What it was told, in its order, repetitions too. */
  readonly told: readonly LifecycleEvent[];
  /** Answers calls it has kept waiting. */
  releaseHeld(): void;
  readonly heldCount: number;
}

export function createProvider(chance: Chance): Provider {
  const calls: Call[] = [];
  const told: LifecycleEvent[] = [];
  let held: Held[] = [];
  let healthy = false;
  const down = new Set<ContactMethodKind>();

  function outcomeFor(call: Call): DeliveryOutcome {
    const outcome = chosenFor(call);
    call.outcome = outcome.kind;
    return outcome;
  }

  function chosenFor(call: Call): DeliveryOutcome {
    if (down.has(call.channel)) return { kind: "retry", reason: "provider-error" };
    const roll = healthy ? 0 : chance.unit();
    if (roll < 0.6) {
      call.accepted = true;
      call.reference = `ref-${calls.indexOf(call)}`;
      return { kind: "delivered", providerReference: call.reference };
    }
    if (roll < 0.75) return { kind: "retry", reason: "provider-error" };
    if (roll < 0.85) {
      // It took the message, but its answer never came.
      call.accepted = true;
      return { kind: "retry", reason: "timeout" };
    }
    return { kind: "rejected", reason: "address-refused" };
  }

  return {
    calls,
    told,
    down,
    get healthy() {
      return healthy;
    },
    set healthy(value) {
      healthy = value;
      if (value) down.clear();
    },
    get heldCount() {
      return held.length;
    },
    send(owner, channel, message, now) {
      const call: Call = { message, channel, owner, startedAt: now, accepted: false };
      calls.push(call);
      if (healthy || !chance.happens(0.25)) return Promise.resolve(outcomeFor(call));
      const { promise, resolve } = Promise.withResolvers<DeliveryOutcome>();
      held.push({ call, release: resolve });
      return promise;
    },
    tell(event) {
      if (!healthy && chance.happens(0.3)) return { kind: "retry", reason: "provider-error" };
      told.push(event);
      return !healthy && chance.happens(0.2)
        ? { kind: "retry", reason: "timeout" }
        : { kind: "delivered" };
    },
    takeBack(_channel, page) {
      if (!healthy && chance.happens(0.2)) return { kind: "retry", reason: "provider-error" };
      for (const call of calls) {
        if (call.message.notificationId !== page.notificationId) continue;
        if (page.onlyReference === null || page.onlyReference === call.reference) {
          call.takenBack = true;
        }
      }
      return !healthy && chance.happens(0.2)
        ? { kind: "retry", reason: "timeout" }
        : { kind: "delivered" };
    },
    releaseHeld() {
      const waiting = held;
      held = [];
      for (const { call, release } of waiting) release(outcomeFor(call));
    },
  };
}
