/** On-call overrides: who is on call in a schedule changes for a while. */

import type { OnCallOverride } from "../domain/roster.ts";
import type { OverrideRow, Tx } from "./schema.ts";

export async function insertOverride(tx: Tx, override: OnCallOverride): Promise<void> {
  const row: OverrideRow = {
    id: override.id,
    schedule_id: override.scheduleId,
    kind: override.kind,
    person_name: override.person,
    instead: override.instead ?? null,
    starts_at: override.startsAt,
    ends_at: override.endsAt,
    created_at: override.createdAt,
  };
  await tx.insertInto("schedule_override").values(row).execute();
}

/** In the order in which they were made; only those that end after an instant, when one is given. */
export async function listOverrides(
  tx: Tx,
  options: { readonly endingAfter?: number } = {},
): Promise<OnCallOverride[]> {
  let query = tx.selectFrom("schedule_override").selectAll().orderBy("created_at").orderBy("id");
  if (options.endingAfter !== undefined) query = query.where("ends_at", ">", options.endingAfter);
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    scheduleId: row.schedule_id,
    kind: row.kind,
    person: row.person_name,
    ...(row.instead === null ? {} : { instead: row.instead }),
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    createdAt: row.created_at,
  }));
}

/** False when there is no such override. */
export async function removeOverride(tx: Tx, id: string): Promise<boolean> {
  const removed = await tx
    .deleteFrom("schedule_override")
    .where("id", "=", id)
    .returning("id")
    .execute();
  return removed.length > 0;
}

/** Ends an override at an instant after its start. */
export async function endOverride(tx: Tx, id: string, at: number): Promise<void> {
  await tx.updateTable("schedule_override").set({ ends_at: at }).where("id", "=", id).execute();
}
