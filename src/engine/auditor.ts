/**
 * Watches the engine with other eyes: asks the tables every 30 seconds whether an invariant is broken.
 * Only a clean answer is told to the heartbeat outside, so that silence is the alarm.
 */

import type { Log } from "../platform/log.ts";
import type { Database, Tx } from "../store/database.ts";
import {
  type Breach,
  findOverdue,
  inspectIncidents,
  type LiveStatus,
} from "../store/invariant-queries.ts";

const EVERY_MS = 30_000;
/** Later than this, something due counts as forgotten. */
const OVERDUE_MS = 60_000;
/** Incidents of each status looked at row by row in one go; the next go looks at those behind them. */
const INSPECTED_MAX = 200;

export interface AuditorOptions {
  readonly database: Database;
  readonly clock: { now(): number };
  readonly log: Log;
  /** Tells the heartbeat outside; absent when none is configured. */
  readonly heartbeat?: () => Promise<void>;
}

/** How far the row by row inspection has come. */
export type Progress = Record<LiveStatus, string>;

export interface Auditor {
  /** What the last look found; undefined before the first. */
  lastBreaches(): readonly Breach[] | undefined;
  stop(): Promise<void>;
}

export function startAuditor(options: AuditorOptions): Auditor {
  let last: readonly Breach[] | undefined;
  let looking: Promise<void> | undefined;
  const progress = newProgress();
  const look = async (): Promise<void> => {
    last = await audit(options, progress);
    looking = undefined;
  };
  const timer = setInterval(() => {
    // A look that takes long is not overtaken by the next one.
    looking ??= look();
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

export function newProgress(): Progress {
  return { open: "", acknowledged: "" };
}

/** One look, which moves the progress on. What it finds is logged; never throws. */
export async function audit(
  options: AuditorOptions,
  progress: Progress,
): Promise<readonly Breach[]> {
  const { database, clock, log } = options;
  try {
    const breaches = [
      ...(await findOverdue(database.read, clock.now() - OVERDUE_MS)),
      ...(await inspectNext(database.read, progress, "open")),
      ...(await inspectNext(database.read, progress, "acknowledged")),
    ];
    for (const breach of breaches) log.fatal({ ...breach }, "the auditor found what must not be");
    if (breaches.length === 0) await options.heartbeat?.();
    return breaches;
  } catch (error) {
    log.error({ err: error }, "the auditor could not look");
    return [{ invariant: "the auditor could not look", count: 1 }];
  }
}

async function inspectNext(
  tx: Tx,
  progress: Progress,
  status: LiveStatus,
): Promise<readonly Breach[]> {
  const { breaches, lastId } = await inspectIncidents(tx, {
    status,
    afterId: progress[status],
    limit: INSPECTED_MAX,
  });
  // What is broken is looked at again, so that it is not forgotten while it is not repaired.
  if (breaches.length === 0) progress[status] = lastId ?? "";
  return breaches;
}
