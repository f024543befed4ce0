/**
 * Watches the engine with other eyes: asks the tables every 30 seconds whether an invariant is broken.
 * Only a clean answer is told to the heartbeat outside, so that silence is the alarm.
 */

import type { Log } from "../platform/log.ts";
import type { Database } from "../store/database.ts";
import { type Breach, findBreaches } from "../store/invariant-queries.ts";

const EVERY_MS = 30_000;
/** Later than this, something due counts as forgotten. */
const OVERDUE_MS = 60_000;

export interface AuditorOptions {
  readonly database: Database;
  readonly clock: { now(): number };
  readonly log: Log;
  /** Tells the heartbeat outside; absent when none is configured. */
  readonly heartbeat?: () => Promise<void>;
}

export interface Auditor {
  /** What the last look found; undefined before the first. */
  lastBreaches(): readonly Breach[] | undefined;
  stop(): Promise<void>;
}

export function startAuditor(options: AuditorOptions): Auditor {
  let last: readonly Breach[] | undefined;
  let looking: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    last = await audit(options);
  };
  const timer = setInterval(() => {
    looking = look();
  }, EVERY_MS);
  timer.unref();
  looking = look();
  return {
    lastBreaches: () => last,
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}

/** One look. What it finds is logged; never throws. */
export async function audit(options: AuditorOptions): Promise<readonly Breach[]> {
  const { database, clock, log } = options;
  try {
    const now = clock.now();
    const breaches = await findBreaches(database.read, {
      overdueBefore: now - OVERDUE_MS,
      changedSince: now - 2 * EVERY_MS,
    });
    for (const breach of breaches) log.fatal({ ...breach }, "the auditor found what must not be");
    if (breaches.length === 0) await options.heartbeat?.();
    return breaches;
  } catch (error) {
    log.error({ err: error }, "the auditor could not look");
    return [{ invariant: "the auditor could not look", count: 1 }];
  }
}
