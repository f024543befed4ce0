/** Shifts that people offer to each other. */

import type { Stretch, Swap } from "../domain/schedule/swap.ts";
import type { SwapRow, Tx } from "./schema.ts";

export async function insertSwap(tx: Tx, swap: Swap): Promise<void> {
  const { given, inReturn } = swap;
  const row: SwapRow = {
    id: swap.id,
    offered_by: swap.offeredBy,
    offered_to: swap.offeredTo,
    schedule_id: given.scheduleId,
    starts_at: given.startsAt,
    ends_at: given.endsAt,
    return_schedule_id: inReturn?.scheduleId ?? null,
    return_starts_at: inReturn?.startsAt ?? null,
    return_ends_at: inReturn?.endsAt ?? null,
    state: swap.state,
    taken_by: swap.takenBy,
    created_at: swap.createdAt,
  };
  await tx.insertInto("swap").values(row).execute();
}

export async function loadSwap(tx: Tx, id: string): Promise<Swap | undefined> {
  const row = await tx.selectFrom("swap").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

/** Those whose offered stretch ends after an instant, as they were made. */
export async function listSwaps(tx: Tx, endingAfter: number): Promise<Swap[]> {
  const rows = await tx
    .selectFrom("swap")
    .selectAll()
    .where("ends_at", ">", endingAfter)
    .orderBy("id")
    .execute();
  return rows.map(fromRow);
}

/** False, and nothing changed, when it is not offered any more. */
export async function endSwap(
  tx: Tx,
  id: string,
  to:
    | { readonly state: "withdrawn" }
    | {
        readonly state: "taken";
        readonly takenBy: string;
      },
): Promise<boolean> {
  const ended = await tx
    .updateTable("swap")
    .set({ state: to.state, taken_by: to.state === "taken" ? to.takenBy : null })
    .where("id", "=", id)
    .where("state", "=", "offered")
    .returning("id")
    .execute();
  return ended.length === 1;
}

function fromRow(row: SwapRow): Swap {
  return {
    id: row.id,
    offeredBy: row.offered_by,
    offeredTo: row.offered_to,
    given: { scheduleId: row.schedule_id, startsAt: row.starts_at, endsAt: row.ends_at },
    inReturn: returnOf(row),
    state: row.state,
    takenBy: row.taken_by,
    createdAt: row.created_at,
  };
}

function returnOf(row: SwapRow): Stretch | null {
  const { return_schedule_id: scheduleId, return_starts_at, return_ends_at } = row;
  if (scheduleId === null || return_starts_at === null || return_ends_at === null) return null;
  return { scheduleId, startsAt: return_starts_at, endsAt: return_ends_at };
}
