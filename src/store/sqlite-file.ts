/** A SQLite file that one process owns: opening, checkpoints, closing. */

import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { AppError } from "../domain/error.ts";
import { lockSqliteFile } from "./sqlite-lock.ts";
import { sqliteCode } from "./store-error.ts";
import type { TurnQueue } from "./turn-queue.ts";

/** "tocs" in ASCII, in the file's header: https://sqlite.org/pragma.html#pragma_application_id */
const APPLICATION_ID = 0x746f6373;

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
  createFile(file);
  const lock = lockSqliteFile(file);
  let sqlite: DatabaseSync | undefined;
  try {
    sqlite = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
    claimApplicationId(sqlite, file);
    // A commit returns when the log is on disk: https://sqlite.org/pragma.html#pragma_synchronous
    sqlite.exec("pragma journal_mode = wal; pragma synchronous = full");
    // Commits would otherwise stop now and then to move the log into the file.
    sqlite.exec("pragma wal_autocheckpoint = 0");
  } catch (error) {
    sqlite?.close();
    lock.release();
    if (error instanceof AppError) throw error;
    throw new AppError("unavailable", openingFailed(file, error), { cause: error });
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

function createFile(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // SQLite gives its log and index the mode of the file.
    closeSync(openSync(file, "a", 0o600));
  } catch (error) {
    throw new AppError(
      "unavailable",
      `Cannot create or write ${file} (${reason(error)}). ` +
        "Give this user the right to write there, or name another folder.",
      { cause: error },
    );
  }
}

function claimApplicationId(sqlite: DatabaseSync, file: string): void {
  const id = sqlite.prepare("pragma application_id").get()?.["application_id"];
  if (id === APPLICATION_ID) return;
  const tables = sqlite.prepare("select count(*) as count from sqlite_schema").get()?.["count"];
  if (tables !== 0) {
    throw new AppError(
      "unavailable",
      `${file} is a SQLite database of another program. Name a file of its own for Tocsin.`,
    );
  }
  sqlite.exec(`pragma application_id = ${APPLICATION_ID}`);
}

function openingFailed(file: string, error: unknown): string {
  const SQLITE_NOTADB = 26;
  const SQLITE_CORRUPT = 11;
  const code = (sqliteCode(error) ?? 0) & 0xff;
  if (code === SQLITE_NOTADB) return `${file} is not a SQLite database. Name another file.`;
  if (code === SQLITE_CORRUPT) return `${file} is damaged. Restore it from a backup.`;
  return `Cannot open the database ${file} (${reason(error)}).`;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
