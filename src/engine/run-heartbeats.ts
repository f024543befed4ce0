/**
 * Notices heartbeats that are late. What is due is in the database, and so is since when pings have been
 * heard without a break: silence while nobody was there to hear is nobody's fault but ours.
 */

import { MS } from "../domain/duration.ts";
import { lookAtHeartbeat } from "../domain/heartbeat.ts";
import { receiveWithin } from "../operations/alert/receive.ts";
import { saveChange } from "../operations/heartbeat/hear.ts";
import { PAGING, type Tx } from "../store/database.ts";
import {
  dueHeartbeatIds,
  type Listening,
  loadListening,
  lockHeartbeat,
  nextHeartbeatDueAt,
  saveHeartbeat,
  saveListening,
} from "../store/heartbeats.ts";
import type { EngineContext } from "./engine-context.ts";

const BATCH_MAX = 100;
/** How often it is written down that pings are heard. */
const LISTENING_EVERY_MS = 20 * MS.second;
/** A silence of our own that is longer than this may have cost pings. */
const BREAK_MS = MS.minute;
/** What cannot be looked at is put off for so long, so that it keeps nobody else waiting. */
const PUT_OFF_MS = MS.minute;

/** When there is something to do about heartbeats: null while none is waited for. */
export async function nextHeartbeatsDueAt(tx: Tx): Promise<number | null> {
  const dueAt = await nextHeartbeatDueAt(tx);
  if (dueAt === null) return null;
  const listening = await loadListening(tx);
  return listening === undefined ? 0 : Math.min(dueAt, listening.until + LISTENING_EVERY_MS);
}

/** Looks once. True when there may be more. */
export async function runHeartbeats(engine: EngineContext): Promise<boolean> {
  const now = engine.clock.now();
  const listening = await listen(engine, now);
  const ids = await dueHeartbeatIds(engine.database.readForPaging, now, BATCH_MAX);
  for (const id of ids) await lookContained(engine, id, listening);
  return ids.length === BATCH_MAX;
}

/** Notes that pings are heard now, and whether there was a break before. */
async function listen(engine: EngineContext, now: number): Promise<Listening> {
  return engine.database.transaction(async (tx) => {
    const known = await loadListening(tx);
    const isUnbroken = known !== undefined && now - known.until <= BREAK_MS;
    const listening = {
      since: isUnbroken ? known.since : now,
      until: Math.max(now, known?.until ?? now),
    };
    if (known === undefined || now - known.until >= LISTENING_EVERY_MS) {
      await saveListening(tx, listening);
    }
    return listening;
  }, PAGING);
}

async function lookContained(
  engine: EngineContext,
  id: string,
  listening: Listening,
): Promise<void> {
  try {
    await engine.database.transaction((tx) => look(engine, tx, id, listening), PAGING);
  } catch (error) {
    engine.log.error({ err: error, heartbeat: id }, "a heartbeat could not be looked at");
    engine.observe.fault("heartbeat");
    await engine.database.transaction((tx) => putOff(engine, tx, id), PAGING);
  }
}

async function look(
  engine: EngineContext,
  tx: Tx,
  id: string,
  { since: listeningSince }: Listening,
): Promise<void> {
  const now = engine.clock.now();
  const heartbeat = await lockHeartbeat(tx, { id });
  // Heard, or looked at by another process, since it was found due.
  if (heartbeat?.dueAt == null || heartbeat.dueAt > now) return;
  const change = lookAtHeartbeat(heartbeat, { now, listeningSince });
  const { request } = await saveChange(engine, tx, change);
  if (request !== undefined) await receiveWithin(engine, tx, request);
}

async function putOff(engine: EngineContext, tx: Tx, id: string): Promise<void> {
  const heartbeat = await lockHeartbeat(tx, { id });
  if (heartbeat === undefined || heartbeat.dueAt === null) return;
  await saveHeartbeat(tx, { ...heartbeat, dueAt: engine.clock.now() + PUT_OFF_MS });
}
