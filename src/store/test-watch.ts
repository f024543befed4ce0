/** When test pages were looked for last: one row, which one process at a time moves on. */

import type { Tx } from "./schema.ts";

export interface StoredTestWatch {
  /** Grows with each look. */
  readonly revision: number;
  /** The versions of playbook and roster that it was looked at with. */
  readonly seen: string;
  readonly dueAt: number;
}

/** Undefined before the first look. */
export async function loadTestWatch(tx: Tx): Promise<StoredTestWatch | undefined> {
  const row = await tx.selectFrom("test_watch").selectAll().executeTakeFirst();
  return row === undefined
    ? undefined
    : { revision: row.revision, seen: row.seen, dueAt: row.due_at };
}

/** False, and nothing changed, when another process has looked since the one before was loaded. */
export async function saveTestWatch(
  tx: Tx,
  before: StoredTestWatch | undefined,
  { seen, dueAt }: Omit<StoredTestWatch, "revision">,
): Promise<boolean> {
  const row = { seen, due_at: dueAt };
  const saved =
    before === undefined
      ? await tx
          .insertInto("test_watch")
          .values({ id: 1, revision: 1, ...row })
          .onConflict((conflict) => conflict.column("id").doNothing())
          .returning("id")
          .execute()
      : await tx
          .updateTable("test_watch")
          .set({ ...row, revision: before.revision + 1 })
          .where("revision", "=", before.revision)
          .returning("id")
          .execute();
  return saved.length === 1;
}
