/**
 * A pass that repeats: at once while there is more to do, else when the next thing is due. That is looked
 * up when the loop is poked, and after a second whatever happens; a look costs far less than a pass. A
 * pass that throws is logged and repeated; the loop never ends by itself.
 *
 * On SQLite a pass may never leave this thread: between two of them everybody else gets a turn.
 */

import { setImmediate as othersTurn } from "node:timers/promises";
import type { Log } from "../platform/log.ts";
import { LOOKS_WITHIN_MS } from "../store/database.ts";

/** Before what is due is asked for again that could not be had: another process is at work on it. */
export const BREATH_MS = 10;

export interface LoopOptions {
  readonly name: string;
  readonly log: Log;
  readonly clock: { now(): number };
  /** Does what is due; true when there may be more. */
  readonly pass: () => Promise<boolean>;
  /** When the next thing is due, or null. */
  readonly nextDueAt: () => Promise<number | null>;
  /** How long to rest after a pass that could not have what is due; by default `BREATH_MS`. */
  readonly breathMs?: () => number;
  readonly fault: (what: string) => void;
}

export interface Loop {
  /** Asks for a look at what is due. */
  poke(): void;
  /** When the last pass, or look that found nothing due, ended without an error; 0 before the first. */
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

  async function rest(waitMs: number): Promise<void> {
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

  async function lookAndPass(): Promise<void> {
    const dueAt = await options.nextDueAt();
    const untilDueMs = dueAt === null ? LOOKS_WITHIN_MS : dueAt - clock.now();
    const isDue = untilDueMs <= 0;
    const more = isDue && (await options.pass());
    lastPassAt = clock.now();
    if (more) await othersTurn();
    else if (isDue) await rest(options.breathMs?.() ?? BREATH_MS);
    else await rest(Math.min(untilDueMs, LOOKS_WITHIN_MS));
  }

  async function once(): Promise<void> {
    poked = false;
    try {
      await lookAndPass();
    } catch (error) {
      log.error({ err: error, loop: name }, "a pass of the engine failed and is repeated");
      options.fault(name);
      if (!stopped) await new Promise((resolve) => setTimeout(resolve, LOOKS_WITHIN_MS));
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
