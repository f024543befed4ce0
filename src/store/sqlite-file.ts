/** A SQLite file that one process owns: opening, checkpoints, closing. */

import { resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { lockSqliteFile } from "./sqlite-lock.ts";
import { checkSqliteOwner, createSqliteFile, explainSqliteError } from "./start-up-checks.ts";
import type { TurnQueue } from "./turn-queue.ts";

/**
 * Nobody else writes, but a checkpoint may hold a lock for a moment. The wait blocks the event loop, so
 * it is short.
 */
const BUSY_TIMEOUT_MS = 250;

export interface SqliteFile {
  readonly sqlite: DatabaseSync;
  checkpoint(turns: TurnQueue): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a file, creating it and its folder (readable by their owner only) where they are missing.
 * Throws AppError "unavailable": the folder or file cannot be written, another process has the file
 * open, or it is not Tocsin's.
 */
export function openSqliteFile(path: string): SqliteFile {
  const file = resolve(path);
  createSqliteFile(file);
  const lock = lockSqliteFile(file);
  let sqlite: DatabaseSync | undefined;
  try {
    sqlite = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
    checkSqliteOwner(sqlite, file);
    // A commit returns when the log is on disk: https://sqlite.org/pragma.html#pragma_synchronous
    sqlite.exec("pragma journal_mode = wal; pragma synchronous = full");
    // Commits would otherwise stop now and then to move the log into the file.
    sqlite.exec("pragma wal_autocheckpoint = 0");
  } catch (error) {
    sqlite?.close();
    lock.release();
    throw explainSqliteError(error, file);
  }
  const opened = sqlite;
  return {
    sqlite: opened,
    async checkpoint() {
      opened.exec("pragma wal_checkpoint(truncate)");
    },
    async close() {
      opened.close();
      lock.release();
    },
  };
}
