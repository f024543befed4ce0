/** Heartbeats, known by the hash of the secret in their ping URL; and since when anybody hears them. */

import { AppError } from "../domain/error.ts";
import type { FeedingLabels, Heartbeat } from "../domain/heartbeat.ts";
import { fromJson, toJson } from "./json-text.ts";
import type { HeartbeatRow, Tx } from "./schema.ts";
import { saveSetting } from "./settings.ts";
import { defineStatement } from "./statement.ts";
import { isUniqueViolation } from "./store-error.ts";
import { FEED_VERSION } from "./versions-in-force.ts";

/** @throws AppError `conflict` when the name is taken */
export async function insertHeartbeat(
  tx: Tx,
  heartbeat: Heartbeat,
  pingHash: string,
): Promise<void> {
  const row: HeartbeatRow = {
    id: heartbeat.id,
    name: heartbeat.name,
    team: heartbeat.team,
    severity: heartbeat.severity,
    interval_ms: heartbeat.intervalMs,
    grace_ms: heartbeat.graceMs,
    fed_by: heartbeat.fedBy === null ? null : toJson(heartbeat.fedBy),
    ping_hash: pingHash,
    integration_id: heartbeat.integrationId,
    created_at: heartbeat.createdAt,
    ...moving(heartbeat),
  };
  try {
    await tx.insertInto("heartbeat").values(row).execute();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const message = `There is a heartbeat named ${heartbeat.name} already.`;
    throw new AppError("conflict", message, { cause: error });
  }
}

/** Saves what time and pings change of it. */
export async function saveHeartbeat(tx: Tx, heartbeat: Heartbeat): Promise<void> {
  await tx.updateTable("heartbeat").set(moving(heartbeat)).where("id", "=", heartbeat.id).execute();
}

function moving(
  heartbeat: Heartbeat,
): Pick<HeartbeatRow, "state" | "last_heard_at" | "started_at" | "trouble_since" | "due_at"> {
  return {
    state: heartbeat.state,
    last_heard_at: heartbeat.lastHeardAt,
    started_at: heartbeat.startedAt,
    trouble_since: heartbeat.troubleSince,
    due_at: heartbeat.dueAt,
  };
}

export async function deleteHeartbeat(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom("heartbeat").where("id", "=", id).execute();
}

const COLUMNS = `id, name, team, severity, interval_ms, grace_ms, fed_by, ping_hash, integration_id,
  state, last_heard_at, started_at, trouble_since, due_at, created_at`;

function lockedBy(column: "id" | "ping_hash"): ReturnType<typeof defineStatement<HeartbeatRow>> {
  const select = `select ${COLUMNS} from heartbeat where ${column} = $1`;
  return defineStatement<HeartbeatRow>({
    sqlite: select,
    postgres: `${select} for no key update`,
  });
}

const selectById = lockedBy("id");
const selectByPingHash = lockedBy("ping_hash");

/** One heartbeat, locked until the transaction ends. */
export async function lockHeartbeat(
  tx: Tx,
  by: { readonly id: string } | { readonly pingHash: string },
): Promise<Heartbeat | undefined> {
  const [row] = "id" in by ? await selectById(tx, by.id) : await selectByPingHash(tx, by.pingHash);
  return row === undefined ? undefined : fromRow(row);
}

/** All of them, in the order of names. */
export async function listHeartbeats(tx: Tx): Promise<Heartbeat[]> {
  const rows = await tx.selectFrom("heartbeat").selectAll().orderBy("name").execute();
  return rows.map(fromRow);
}

export interface Feed {
  readonly heartbeatId: string;
  readonly fedBy: FeedingLabels;
}

/** Which alerts are pings of which heartbeat, in the order in which they were made: the first counts. */
export async function listFeeds(tx: Tx): Promise<Feed[]> {
  const rows = await tx
    .selectFrom("heartbeat")
    .select(["id", "fed_by"])
    .where("fed_by", "is not", null)
    .orderBy("id")
    .execute();
  return rows.flatMap(({ id, fed_by }) =>
    fed_by === null ? [] : [{ heartbeatId: id, fedBy: fromJson<FeedingLabels>(fed_by) }],
  );
}

/** Says that another set of alerts feeds heartbeats; the version must never have been any other's. */
export function renewFeedVersion(tx: Tx, version: string): Promise<void> {
  return saveSetting(tx, FEED_VERSION, version);
}

const selectDue = defineStatement<{ id: string }>(
  "select id from heartbeat where due_at <= $1 order by due_at limit $2",
);

/** Those that time has to look at, the longest overdue first. */
export async function dueHeartbeatIds(tx: Tx, now: number, limit: number): Promise<string[]> {
  return (await selectDue(tx, now, limit)).map(({ id }) => id);
}

const selectNextDueAt = defineStatement<{ due_at: number | null }>(
  "select min(due_at) as due_at from heartbeat where due_at is not null",
);

/** When time has to look at the next one; null when it never has. */
export async function nextHeartbeatDueAt(tx: Tx): Promise<number | null> {
  const [row] = await selectNextDueAt(tx);
  return row?.due_at ?? null;
}

/** From when to when pings were, or could have been, heard without a break. */
export interface Listening {
  readonly since: number;
  readonly until: number;
}

const selectListening = defineStatement<Listening>(
  "select since, until from listening where id = 1",
);

export async function loadListening(tx: Tx): Promise<Listening | undefined> {
  const [row] = await selectListening(tx);
  return row;
}

const upsertListening = defineStatement<never>(
  `insert into listening (id, since, until) values (1, $1, $2)
   on conflict (id) do update set since = excluded.since, until = excluded.until
   where excluded.until > listening.until`,
);

/** Of two processes that say so at once the later instant counts. */
export async function saveListening(tx: Tx, { since, until }: Listening): Promise<void> {
  await upsertListening(tx, since, until);
}

function fromRow(row: HeartbeatRow): Heartbeat {
  return {
    id: row.id,
    name: row.name,
    team: row.team,
    severity: row.severity,
    intervalMs: row.interval_ms,
    graceMs: row.grace_ms,
    fedBy: row.fed_by === null ? null : fromJson<FeedingLabels>(row.fed_by),
    integrationId: row.integration_id,
    state: row.state,
    lastHeardAt: row.last_heard_at,
    startedAt: row.started_at,
    troubleSince: row.trouble_since,
    dueAt: row.due_at,
    createdAt: row.created_at,
  };
}
