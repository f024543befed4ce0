/**
 * A pass that repeats: at once while there is more to do, else when the next thing is due, when hinted,
 * or after a second, whichever is first. A pass that throws is logged and repeated; the loop never ends
 * by itself.
 *
 * On SQLite a pass may never leave this thread: between two of them everybody else gets a turn.
 */

import { setImmediate as othersTurn } from "node:timers/promises";
import type { Log } from "../platform/log.ts";

const POLL_MS = 1000;
/** Before what is due is asked for again that could not be had: another process is at work on it. */
const BREATH_MS = 10;

export interface LoopOptions {
  readonly name: string;
  readonly log: Log;
  readonly clock: { now(): number };
  /** Does what is due; true when there may be more. */
  readonly pass: () => Promise<boolean>;
  /** When the next thing is due, or null. */
  readonly nextDueAt: () => Promise<number | null>;
  readonly fault: (what: string) => void;
}

export interface Loop {
  /** Asks for a pass soon. */
  poke(): void;
  /** When the last pass that did not throw ended; epoch milliseconds, 0 before the first. */
  lastPassAt(): number;
  /** Ends after the pass under way. */
  stop(): Promise<void>;
}

export function startLoop(options: LoopOptions): Loop {
  const { log, clock, name } = options;
  let stopped = false;
  let poked = false;
  let lastPassAt = 0;
  let wake: () => void = () => {};

  async function rest(): Promise<void> {
    const dueAt = await options.nextDueAt();
    const untilDueMs = dueAt === null ? POLL_MS : dueAt - clock.now();
    const waitMs = Math.min(POLL_MS, untilDueMs > 0 ? untilDueMs : BREATH_MS);
    if (poked || stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, waitMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    wake = () => {};
  }

  async function once(): Promise<void> {
    poked = false;
    try {
      const more = await options.pass();
      lastPassAt = clock.now();
      if (!more) await rest();
      else await othersTurn();
    } catch (error) {
      log.error({ err: error, loop: name }, "a pass of the engine failed and is repeated");
      options.fault(name);
      if (!stopped) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  const running = (async () => {
    while (!stopped) await once();
  })();

  return {
    poke() {
      poked = true;
      wake();
    },
    lastPassAt: () => lastPassAt,
    async stop() {
      stopped = true;
      wake();
      await running;
    },
  };
}
