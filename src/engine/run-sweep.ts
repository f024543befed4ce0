/**
 * Removes what is kept no longer. A batch is a transaction of its own, small enough that nobody waits for it,
 * and a pause follows it; where the next one begins is in the database, so that replicas take turns.
 */

import { MS } from "../domain/duration.ts";
import { KEPT_KINDS, type KeptKind, type Retention } from "../domain/retention.ts";
import type { Tx } from "../store/database.ts";
import { sweepIncidents } from "../store/retired-incidents.ts";
import {
  type Batch,
  listSweeps,
  lockSweep,
  type Sweep,
  type Swept,
  saveSweep,
  sweepAlerts,
  sweepReceipts,
} from "../store/sweeps.ts";
import type { EngineContext } from "./engine-context.ts";

/** A round begins so long after the one before has ended. */
const ROUND_EVERY_MS = MS.hour;
const PAUSE_MS = 200;
/** What cannot be removed is tried again with the next round; the log and the metrics say so. */
const PUT_OFF_MS = MS.hour;

/** Receipts may hold megabytes, and an incident thousands of rows; of alerts most are only looked at. */
const BATCH_MAX: Readonly<Record<KeptKind, number>> = { receipt: 50, alert: 500, incident: 1 };

/** When the next batch is due; null when everything is kept for ever. */
export async function nextSweepAt(tx: Tx, retention: Retention): Promise<number | null> {
  const dues = (await listSweeps(tx)).flatMap(({ kind, dueAt }) =>
    retention[kind] === null ? [] : [dueAt],
  );
  return dues.length === 0 ? null : Math.min(...dues);
}

/** Removes one batch of each kind that is due. */
export async function runSweep(engine: EngineContext, retention: Retention): Promise<void> {
  for (const kind of KEPT_KINDS) {
    const keptMs = retention[kind];
    if (keptMs === null) continue;
    try {
      await engine.database.transaction((tx) => sweepOne(engine, tx, kind, keptMs));
    } catch (error) {
      engine.log.error({ err: error, kind }, "what is kept no longer could not be removed");
      engine.observe.fault("sweep");
      await engine.database.transaction((tx) => putOff(engine, tx, kind));
    }
  }
}

async function sweepOne(
  engine: EngineContext,
  tx: Tx,
  kind: KeptKind,
  keptMs: number,
): Promise<void> {
  const now = engine.clock.now();
  const sweep = await lockSweep(tx, kind);
  if (sweep === undefined || sweep.dueAt > now) return;
  const batch = { before: now - keptMs, place: sweep.place, limit: BATCH_MAX[kind] };
  const swept = await SWEEPERS[kind](tx, { ...batch, now });
  await saveSweep(tx, after(sweep, swept, now));
}

const SWEEPERS: Readonly<
  Record<KeptKind, (tx: Tx, batch: Batch & { readonly now: number }) => Promise<Swept>>
> = { receipt: sweepReceipts, alert: sweepAlerts, incident: sweepIncidents };

function after(sweep: Sweep, { removed, next }: Swept, now: number): Sweep {
  const soFar = sweep.removed + removed;
  if (next !== null) return { ...sweep, dueAt: now + PAUSE_MS, place: next, removed: soFar };
  const ended = { endedAt: now, removedLast: soFar };
  return { ...sweep, ...ended, dueAt: now + ROUND_EVERY_MS, place: "", removed: 0 };
}

async function putOff(engine: EngineContext, tx: Tx, kind: KeptKind): Promise<void> {
  const sweep = await lockSweep(tx, kind);
  if (sweep !== undefined)
    await saveSweep(tx, { ...sweep, dueAt: engine.clock.now() + PUT_OFF_MS });
}
