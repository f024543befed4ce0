/** Everything that happens by itself, in two loops: time acts on incidents; notifications are sent. */

import { nextIncidentDueAt } from "../store/incidents.ts";
import { nextNotificationDueAt } from "../store/notifications.ts";
import { claimDeliveries } from "./claim-deliveries.ts";
import { deliverOne } from "./deliver.ts";
import type { EngineContext } from "./engine-context.ts";
import { startLoop } from "./loop.ts";
import { runDue } from "./run-due.ts";

/** Sends under way at the same time; a slow provider holds its own, not the others. */
const SENDING_MAX = 64;

export interface Engine {
  /** When the slower of its loops last passed; epoch milliseconds. Its age is the engine's health. */
  lastPassAt(): number;
  /** Finishes what is under way: no new claims, sends are awaited. */
  stop(): Promise<void>;
}

/** Starts the loops; `follow` brings the shared clock up to date before each pass. */
export function startEngine(engine: EngineContext, follow: () => Promise<void>): Engine {
  const { log, clock, database } = engine;
  const fault = engine.observe.fault;
  const sending = new Set<Promise<void>>();
  const escalating = startLoop({
    name: "escalate",
    log,
    clock,
    fault,
    pass: async () => {
      await follow();
      return (await runDue(engine)) > 0;
    },
    nextDueAt: () => nextIncidentDueAt(database.read),
  });
  const delivering = startLoop({
    name: "deliver",
    log,
    clock,
    fault,
    pass: async () => {
      const free = SENDING_MAX - sending.size;
      if (free === 0) return false;
      const { claimed, deliveries } = await claimDeliveries(engine, free);
      for (const delivery of deliveries) {
        const sent = deliverOne(engine, delivery).finally(() => {
          sending.delete(sent);
          delivering.poke();
        });
        sending.add(sent);
      }
      return claimed > 0;
    },
    nextDueAt: async () =>
      sending.size === SENDING_MAX ? null : nextNotificationDueAt(database.read),
  });
  const unsubscribe = database.onHint(() => {
    escalating.poke();
    delivering.poke();
  });
  return {
    lastPassAt: () => Math.min(escalating.lastPassAt(), delivering.lastPassAt()),
    async stop() {
      unsubscribe();
      await Promise.all([escalating.stop(), delivering.stop()]);
      await Promise.all(sending);
    },
  };
}
