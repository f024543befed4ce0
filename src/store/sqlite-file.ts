/** A SQLite file that one process owns: opening and closing. */

import { resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { LOG_BYTES_MAX } from "./sqlite-checkpointer.ts";
import { lockSqliteFile } from "./sqlite-lock.ts";
import { checkSqliteOwner, createSqliteFile, explainSqliteError } from "./start-up-checks.ts";

/**
 * Nobody else writes, but a checkpoint may hold a lock for a moment. The wait blocks the event loop, so
 * it is short.
 */
export const BUSY_TIMEOUT_MS = 250;

export interface SqliteFile {
  /** Absolute. */
  readonly path: string;
  readonly sqlite: DatabaseSync;
  /** Closes the database and gives up its lock. */
  close(): void;
}

/**
 * Opens a file, creating it and its folder (readable by their owner only) where they are missing.
 * Throws AppError "unavailable": the folder or file cannot be written, another process has the file
 * open, or it is not Tocsin's.
 */
export function openSqliteFile(relativePath: string): SqliteFile {
  const path = resolve(relativePath);
  createSqliteFile(path);
  const lock = lockSqliteFile(path);
  let sqlite: DatabaseSync | undefined;
  try {
    sqlite = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
    checkSqliteOwner(sqlite, path);
    // The file remembers it.
    sqlite.exec("pragma journal_mode = wal");
    configureSqlite(sqlite);
  } catch (error) {
    sqlite?.close();
    lock.release();
    throw explainSqliteError(error, path);
  }
  const opened = sqlite;
  return {
    path,
    sqlite: opened,
    close() {
      opened.close();
      lock.release();
    },
  };
}

/** What every connection that writes to a file has to be told. */
export function configureSqlite(sqlite: DatabaseSync): void {
  // A commit returns when the log is on disk: https://sqlite.org/pragma.html#pragma_synchronous
  sqlite.exec("pragma synchronous = full; pragma foreign_keys = on");
  // The checkpointer moves the log, and no commit.
  sqlite.exec(`pragma wal_autocheckpoint = 0; pragma journal_size_limit = ${LOG_BYTES_MAX}`);
}
