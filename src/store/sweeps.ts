/** Removing what is kept no longer, a small batch at a time; and how far that has come. */

import type { KeptKind } from "../domain/retention.ts";
import { firstIdAt } from "../platform/ids.ts";
import type { SweepRow, Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

export interface Sweep {
  readonly kind: KeptKind;
  readonly dueAt: number;
  /** Where the next batch begins; "" at the beginning. */
  readonly place: string;
  /** So far, since the beginning. */
  readonly removed: number;
  /** When the last round ended, and what it removed. */
  readonly endedAt: number | null;
  readonly removedLast: number;
}

export async function listSweeps(tx: Tx): Promise<Sweep[]> {
  const rows = await tx.selectFrom("sweep").selectAll().orderBy("kind").execute();
  return rows.map(fromRow);
}

const COLUMNS = "kind, due_at, place, removed, ended_at, removed_last";
const selectAndLock = defineStatement<SweepRow>({
  sqlite: `select ${COLUMNS} from sweep where kind = $1`,
  postgres: `select ${COLUMNS} from sweep where kind = $1 for update skip locked`,
});

/** Undefined while another process is at it. */
export async function lockSweep(tx: Tx, kind: KeptKind): Promise<Sweep | undefined> {
  const [row] = await selectAndLock(tx, kind);
  return row === undefined ? undefined : fromRow(row);
}

export async function saveSweep(tx: Tx, sweep: Sweep): Promise<void> {
  const { kind, dueAt, place, removed, endedAt, removedLast } = sweep;
  await tx
    .updateTable("sweep")
    .set({ due_at: dueAt, place, removed, ended_at: endedAt, removed_last: removedLast })
    .where("kind", "=", kind)
    .execute();
}

/** What a batch removed, and where the next one begins; null when there is no more. */
export interface Swept {
  readonly removed: number;
  readonly next: string | null;
}

export interface Batch {
  readonly before: number;
  readonly place: string;
  readonly limit: number;
}

const deleteReceipts = defineStatement<{ id: string }>(
  `delete from receipt where id in (
     select id from receipt where id < $1 and received_at < $2 order by id limit $3)
   returning id`,
);

/** Receipts that were received before an instant, the oldest first: their ids begin with the time. */
export async function sweepReceipts(tx: Tx, { before, place, limit }: Batch): Promise<Swept> {
  const removed = (await deleteReceipts(tx, firstIdAt(before), before, limit)).length;
  return { removed, next: removed === limit ? place : null };
}

const selectLastOfBatch = defineStatement<{ key_hash: Uint8Array }>(
  "select key_hash from alert where key_hash > $1 order by key_hash limit 1 offset $2",
);

const deleteAlerts = defineStatement<{ id: string }>(
  `delete from alert where key_hash > $1 and key_hash <= $2
     and status = 'resolved' and last_received_at < $3 and coalesce(ends_at, 0) < $3
     and not exists (
       select 1 from incident where id = alert.incident_id and status <> 'closed')
   returning id`,
);

/** Behind every hash. */
const LAST_HASH = new Uint8Array(33).fill(0xff);

/**
 * Alerts that ended, and were heard of last, before an instant, and whose incident is closed. A stretch of
 * the table is looked at: an index by time would cost every alert that is taken in.
 */
export async function sweepAlerts(tx: Tx, { before, place, limit }: Batch): Promise<Swept> {
  const from = Buffer.from(place, "hex");
  const [last] = await selectLastOfBatch(tx, from, limit - 1);
  const to = last?.key_hash ?? LAST_HASH;
  const removed = (await deleteAlerts(tx, from, to, before)).length;
  return { removed, next: last === undefined ? null : Buffer.from(last.key_hash).toString("hex") };
}

function fromRow(row: SweepRow): Sweep {
  return {
    kind: row.kind,
    dueAt: row.due_at,
    place: row.place,
    removed: row.removed,
    endedAt: row.ended_at,
    removedLast: row.removed_last,
  };
}
