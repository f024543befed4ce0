import type { DialectName } from "../statement.ts";

export interface ColumnTypes {
  /** Epoch milliseconds and counts: PostgreSQL's `integer` has 32 bits, SQLite's strict tables know no `bigint`. */
  readonly integer: string;
  readonly bytes: string;
  /** Closes a table: SQLite checks types only when told. */
  readonly end: string;
  /** The same for a table whose rows change often: PostgreSQL keeps room for the new version in the page. */
  readonly endOfBusy: string;
}

/** What the databases call the same thing. Released migrations depend on it: add, never change. */
export function columnTypes(dialect: DialectName): ColumnTypes {
  if (dialect === "sqlite") {
    return { integer: "integer", bytes: "blob", end: ") strict", endOfBusy: ") strict" };
  }
  return {
    integer: "bigint",
    bytes: "bytea",
    end: ")",
    endOfBusy: ") with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05)",
  };
}
