/**
 * One process for one SQLite file. Two servers on a file would both page, and each would miss the other's
 * changes until its next look.
 *
 * The lock is an open exclusive transaction on an empty database beside the file. The operating system
 * ends it with the process, however that dies, so it is never stale. A lock on the file itself would need
 * `locking_mode = exclusive`, which keeps out backups and the checkpoint's own connection.
 */

import { DatabaseSync } from "node:sqlite";
import { AppError } from "../domain/error.ts";
import { sqliteCode } from "./store-error.ts";

const SQLITE_BUSY = 5;

export interface SqliteLock {
  release(): void;
}

/** Takes the lock of a file. Throws AppError "unavailable" when another process, or this one, has it. */
export function lockSqliteFile(file: string): SqliteLock {
  const path = `${file}.lock`;
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(path, { timeout: 0 });
    lock.exec("begin exclusive");
  } catch (error) {
    lock?.close();
    if (((sqliteCode(error) ?? 0) & 0xff) === SQLITE_BUSY) {
      throw new AppError(
        "unavailable",
        `Another Tocsin has ${file} open. Stop it first, or give this one a database of its own; ` +
          "for several servers on one database use PostgreSQL.",
        { cause: error },
      );
    }
    throw new AppError("unavailable", `Cannot lock ${file} by ${path}.`, { cause: error });
  }
  const held = lock;
  return { release: () => held.close() };
}
