/** What was seen of shifts at the last look: one row, which one process at a time moves on. */

import type { ShiftWatch } from "../domain/schedule/shift-watch.ts";
import { fromJson, toJson } from "./json-text.ts";
import type { Tx } from "./schema.ts";

export interface StoredShiftWatch {
  /** Grows with each look. */
  readonly revision: number;
  /** The versions of playbook and roster that it was looked at with. */
  readonly seen: string;
  readonly dueAt: number;
  readonly watch: ShiftWatch;
}

/** Undefined before the first look. */
export async function loadShiftWatch(tx: Tx): Promise<StoredShiftWatch | undefined> {
  const row = await tx.selectFrom("shift_watch").selectAll().executeTakeFirst();
  if (row === undefined) return undefined;
  const { revision, seen, due_at: dueAt, state } = row;
  return { revision, seen, dueAt, watch: fromJson(state) };
}

/** False, and nothing changed, when another process has looked since the one before was loaded. */
export async function saveShiftWatch(
  tx: Tx,
  before: StoredShiftWatch | undefined,
  after: Omit<StoredShiftWatch, "revision">,
): Promise<boolean> {
  const row = { seen: after.seen, due_at: after.dueAt, state: toJson(after.watch) };
  const saved =
    before === undefined
      ? await tx
          .insertInto("shift_watch")
          .values({ id: 1, revision: 1, ...row })
          .onConflict((conflict) => conflict.column("id").doNothing())
          .returning("id")
          .execute()
      : await tx
          .updateTable("shift_watch")
          .set({ ...row, revision: before.revision + 1 })
          .where("revision", "=", before.revision)
          .returning("id")
          .execute();
  return saved.length === 1;
}
