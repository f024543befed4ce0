/** Runners, known by the hashes of their keys. */

import { AppError } from "../domain/error.ts";
import type { Runner } from "../domain/step-run.ts";
import { fromJson, toJson } from "./json-text.ts";
import type { RunnerRow, Tx } from "./schema.ts";
import { isUniqueViolation } from "./store-error.ts";

/** @throws AppError `conflict` when the name is taken */
export async function insertRunner(tx: Tx, runner: Runner, keyHash: string): Promise<void> {
  const row: RunnerRow = {
    id: runner.id,
    name: runner.name,
    key_hash: keyHash,
    programs: toJson(runner.programs),
    changes: runner.changes ? 1 : 0,
    created_at: runner.createdAt,
    last_seen_at: runner.lastSeenAt,
    revoked_at: runner.revokedAt,
  };
  try {
    await tx.insertInto("runner").values(row).execute();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError("conflict", `There is a runner named ${runner.name} already.`, {
      cause: error,
    });
  }
}

/** In the order of names, revoked ones too. */
export async function listRunners(tx: Tx): Promise<Runner[]> {
  const rows = await tx.selectFrom("runner").selectAll().orderBy("name").execute();
  return rows.map(fromRow);
}

/** The runner with this key, unless it was revoked. */
export async function findRunnerByKey(tx: Tx, keyHash: string): Promise<Runner | undefined> {
  const row = await tx
    .selectFrom("runner")
    .selectAll()
    .where("key_hash", "=", keyHash)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

/** Notes that it has asked, and what it says of itself. */
export async function saveSeen(
  tx: Tx,
  { id, programs, changes, lastSeenAt }: Pick<Runner, "id" | "programs" | "changes" | "lastSeenAt">,
): Promise<void> {
  await tx
    .updateTable("runner")
    .set({ programs: toJson(programs), changes: changes ? 1 : 0, last_seen_at: lastSeenAt })
    .where("id", "=", id)
    .execute();
}

/** False when there is no such runner or it was revoked before. */
export async function revokeRunner(tx: Tx, id: string, revokedAt: number): Promise<boolean> {
  const revoked = await tx
    .updateTable("runner")
    .set({ revoked_at: revokedAt })
    .where("id", "=", id)
    .where("revoked_at", "is", null)
    .returning("id")
    .execute();
  return revoked.length > 0;
}

function fromRow(row: RunnerRow): Runner {
  return {
    id: row.id,
    name: row.name,
    programs: fromJson(row.programs),
    changes: row.changes === 1,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    revokedAt: row.revoked_at,
  };
}
