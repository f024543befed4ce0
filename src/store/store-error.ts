/** What the databases' errors mean, and the store's own. */

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
