/** On-call overrides: somebody takes a rotation's column for a while. */

import type { OnCallOverride } from "../domain/roster.ts";
import type { OverrideRow, Tx } from "./schema.ts";

export async function insertOverride(tx: Tx, override: OnCallOverride): Promise<void> {
  const row: OverrideRow = {
    id: override.id,
    rotation_id: override.rotationId,
    column_name: override.column,
    person_name: override.personName,
    starts_at: override.startsAt,
    ends_at: override.endsAt,
    created_at: override.createdAt,
  };
  await tx.insertInto("oncall_override").values(row).execute();
}

/** In the order in which they were made; only those that end after an instant, when one is given. */
export async function listOverrides(
  tx: Tx,
  options: { readonly endingAfter?: number } = {},
): Promise<OnCallOverride[]> {
  let query = tx.selectFrom("oncall_override").selectAll().orderBy("created_at").orderBy("id");
  if (options.endingAfter !== undefined) query = query.where("ends_at", ">", options.endingAfter);
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    rotationId: row.rotation_id,
    column: row.column_name,
    personName: row.person_name,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    createdAt: row.created_at,
  }));
}

/** False when there is no such override. */
export async function removeOverride(tx: Tx, id: string): Promise<boolean> {
  const removed = await tx
    .deleteFrom("oncall_override")
    .where("id", "=", id)
    .returning("id")
    .execute();
  return removed.length > 0;
}
