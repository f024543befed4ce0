/** One process of Tocsin that can die at any commit and any send, and be started anew. */

import type { Message } from "../../src/domain/message.ts";
import type { EngineContext, EngineObserver } from "../../src/engine/engine-context.ts";
import type { Log, LogMethod } from "../../src/platform/log.ts";
import type { Database } from "../../src/store/database.ts";
import type { Provider } from "./provider.ts";

/** Where a process dies. */
export const CRASH_POINTS = ["before-commit", "after-commit", "before-send", "after-send"] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

export class Crash extends Error {
  override readonly name = "Crash";
}

export interface Replica {
  readonly engine: EngineContext;
  readonly owner: string;
  isDead(): boolean;
  /** Dies when it next comes to this point. */
  crashAt(point: CrashPoint): void;
}

export interface ReplicaWorld {
  readonly database: Database;
  readonly provider: Provider;
  readonly clock: { now(): number };
  readonly newId: () => string;
  readonly observe: EngineObserver;
  /** Called when a send starts, before the provider hears of it. */
  readonly sendStarts: (message: Message) => Promise<void>;
  readonly died: (point: CrashPoint) => void;
  readonly violated: (what: string) => void;
}

export function createReplica(world: ReplicaWorld, owner: string): Replica {
  let dead = false;
  let planned: CrashPoint | undefined;
  let transactionsOpen = 0;

  function pass(point: CrashPoint): void {
    if (dead) throw new Crash("this process is dead");
    if (planned !== point) return;
    dead = true;
    world.died(point);
    throw new Crash(point);
  }

  const database: Database = {
    ...world.database,
    async transaction(work, options) {
      if (dead) throw new Crash("this process is dead");
      transactionsOpen += 1;
      try {
        const result = await world.database.transaction(async (tx) => {
          const done = await work(tx);
          pass("before-commit");
          return done;
        }, options);
        pass("after-commit");
        return result;
      } finally {
        transactionsOpen -= 1;
      }
    },
  };

  const engine: EngineContext = {
    database,
    clock: world.clock,
    newId: world.newId,
    log: silentLog,
    owner,
    observe: world.observe,
    incidentUrl: (number) => `https://tocsin.test/incidents/${number}`,
    callbackUrl: (channel, { id }) => `https://tocsin.test/callback/${channel}/${id}`,
    acknowledgeUrl: ({ id }) => `https://tocsin.test/a/${id}`,
    testPageUrl: ({ id }) => `https://tocsin.test/t/${id}`,
    async send(channel, _address, message) {
      pass("before-send");
      if (transactionsOpen > 0) world.violated("a send starts before its claim is committed");
      await world.sendStarts(message);
      const outcome = await world.provider.send(owner, channel, message, world.clock.now());
      pass("after-send");
      return outcome;
    },
    async tell({ event }) {
      pass("before-send");
      if (transactionsOpen > 0) world.violated("an event is told before its claim is committed");
      const outcome = world.provider.tell(event);
      pass("after-send");
      return outcome;
    },
    fetchCalendar: () => Promise.reject(new Error("no calendar is expected")),
    async takeBack(channel, page) {
      pass("before-send");
      if (transactionsOpen > 0)
        world.violated("a page is taken back before its claim is committed");
      const outcome = world.provider.takeBack(channel, page);
      pass("after-send");
      return outcome;
    },
  };

  return {
    engine,
    owner,
    isDead: () => dead,
    crashAt(point) {
      planned = point;
    },
  };
}

const silent: LogMethod = () => {};
export const silentLog: Log = {
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  fatal: silent,
  child: () => silentLog,
};
