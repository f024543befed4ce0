/** What the databases' errors mean, and the store's own. */

import { AppError } from "../domain/error.ts";

/**
 * Another transaction changed these incidents, or opened one for the same group, after they were read.
 * A transaction that throws it is run again from the start.
 */
export class IncidentConflict extends Error {
  readonly incidentIds: readonly string[];

  constructor(incidentIds: readonly string[]) {
    super(`changed meanwhile by another transaction: incident ${incidentIds.join(", ")}`);
    this.name = "IncidentConflict";
    this.incidentIds = incidentIds;
  }
}

/** serialization_failure and deadlock_detected: https://www.postgresql.org/docs/15/errcodes-appendix.html */
const RETRIABLE_SQLSTATES = new Set(["40001", "40P01"]);

const SQLITE_CONSTRAINT_UNIQUE = 2067;
const SQLITE_CONSTRAINT_PRIMARYKEY = 1555;

/** Whether the same transaction may succeed when run again. */
export function isRetriable(error: unknown): boolean {
  return error instanceof IncidentConflict || RETRIABLE_SQLSTATES.has(sqlState(error) ?? "");
}

/** Whether a row with the same unique key exists. */
export function isUniqueViolation(error: unknown): boolean {
  const code = sqliteCode(error);
  return (
    sqlState(error) === "23505" ||
    code === SQLITE_CONSTRAINT_UNIQUE ||
    code === SQLITE_CONSTRAINT_PRIMARYKEY
  );
}

/** PostgreSQL's five-character code. */
export function sqlState(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** SQLite's extended result code: https://sqlite.org/rescode.html */
export function sqliteCode(error: unknown): number | undefined {
  const code = error instanceof Error && "errcode" in error ? error.errcode : undefined;
  return typeof code === "number" ? code : undefined;
}

/**
 * SQLSTATEs after which a connection is of no more use: it is broken (08), the server shuts down or ended
 * it (57P), or it leads to a standby that takes no writes, as after a failover (25006).
 */
const LOST_CONNECTION = /^(08...|57P0.|25006)$/;

/**
 * SQLSTATEs that say "not now": besides those above, out of disk, memory or connections (53), I/O (58),
 * and a statement that took too long, mostly by waiting for a lock (57014).
 */
const UNAVAILABLE = /^(08...|57P0.|57014|25006|53...|58...)$/;

/** Busy, out of memory, read-only, I/O error, disk full, cannot open: https://sqlite.org/rescode.html */
const SQLITE_UNAVAILABLE = new Set([5, 7, 8, 10, 13, 14]);

/** Whether a PostgreSQL connection must not be used again after this error. */
export function isConnectionLost(error: unknown): boolean {
  const state = sqlState(error);
  // An error of the server has a code; one without comes from the connection.
  return state === undefined ? !(error instanceof RangeError) : LOST_CONNECTION.test(state);
}

/** The error to report: AppError "unavailable" when the database cannot work now, else the one given. */
export function databaseError(error: unknown): unknown {
  const code = sqliteCode(error);
  const unavailable =
    code === undefined
      ? UNAVAILABLE.test(sqlState(error) ?? "") || isConnectionLost(error)
      : SQLITE_UNAVAILABLE.has(code & 0xff);
  if (!unavailable || error instanceof AppError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new AppError("unavailable", `The database cannot be used now: ${reason}.`, {
    cause: error,
  });
}
