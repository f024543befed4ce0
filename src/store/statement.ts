/**
 * Statements written as SQL. They are compiled once, when their file is loaded: Kysely's builder costs
 * about 15 µs a query, which the paths that run thousands of times a second do not pay. The builder is
 * for everything else.
 *
 * A bulk statement takes many rows. PostgreSQL gets them as one JSON parameter, in one round trip;
 * SQLite, which has no round trip, runs the same text once for each row: measured at 11 µs a row, where
 * `json_each` takes 35.
 */

import { CompiledQuery, PostgresAdapter, type QueryResult } from "kysely";
import { toJson } from "./json-text.ts";
import type { Tx } from "./schema.ts";

export type DialectName = "sqlite" | "postgres";
export type SqlValue = string | number | null | Uint8Array;

/** A query whose parameters are many rows; only our SQLite driver knows it. */
export interface RowsQuery<R> extends CompiledQuery<R> {
  readonly rows: readonly (readonly SqlValue[])[];
}

interface SqlText {
  readonly sqlite: string;
  readonly postgres: string;
}

/** Which database a transaction talks to: for the few statements that differ. */
export function dialectOf(tx: Tx): DialectName {
  return tx.getExecutor().adapter instanceof PostgresAdapter ? "postgres" : "sqlite";
}

/** A statement with `$1`, `$2` … as parameters. Returns its rows, or those of `returning`. */
export function defineStatement<Row>(
  text: string | SqlText,
): (tx: Tx, ...parameters: readonly SqlValue[]) => Promise<Row[]> {
  const sqlite = CompiledQuery.raw(
    numberedForSqlite(typeof text === "string" ? text : text.sqlite),
  );
  const postgres = CompiledQuery.raw(typeof text === "string" ? text : text.postgres);
  return async (tx, ...parameters) => {
    const query = dialectOf(tx) === "sqlite" ? sqlite : postgres;
    const result: QueryResult<unknown> = await tx.executeQuery({ ...query, parameters });
    return result.rows as Row[];
  };
}

/** `bytes` travels in JSON as hexadecimal. */
export type ColumnKind = "text" | "integer" | "bytes";

/**
 * A statement over many rows, which its text calls `{rows}` and reads as `n.column`.
 * Further parameters are `$2`, `$3` ….
 */
export function defineBulkStatement<
  Row extends { readonly [K in keyof Row]: SqlValue },
  Returned = never,
>(
  columns: { readonly [K in keyof Row & string]: ColumnKind },
  text: string | SqlText,
): (tx: Tx, rows: readonly Row[], ...more: readonly SqlValue[]) => Promise<Returned[]> {
  const names = Object.keys(columns);
  const kinds = columns as Readonly<Record<string, ColumnKind>>;
  const sqliteText = numberedForSqlite(
    (typeof text === "string" ? text : text.sqlite).replace("{rows}", () => sqliteRows(names)),
    // The rows' columns come first, so $2 moves behind the last of them.
    names.length - 1,
  );
  const sqlite = CompiledQuery.raw(sqliteText);
  const postgres = CompiledQuery.raw(
    (typeof text === "string" ? text : text.postgres).replace("{rows}", () => postgresRows(kinds)),
  );
  return async (tx, rows, ...more) => {
    if (rows.length === 0) return [];
    let result: QueryResult<unknown>;
    if (dialectOf(tx) === "sqlite") {
      const values = rows.map((row) => [...names.map((name) => row[name as keyof Row]), ...more]);
      const query: RowsQuery<unknown> = { ...sqlite, rows: values };
      result = await tx.executeQuery(query);
    } else {
      const json = toJson(Object.values(kinds).includes("bytes") ? rows.map(withHex) : rows);
      result = await tx.executeQuery({ ...postgres, parameters: [json, ...more] });
    }
    return result.rows as Returned[];
  };
}

function numberedForSqlite(text: string, shift = 0): string {
  // node:sqlite takes `$1` for a name, and `?1` for a place.
  return text.replace(/\$(\d+)/g, (_, place) => `?${Number(place) + shift}`);
}

function sqliteRows(names: readonly string[]): string {
  // "$" would be renumbered with the text's own parameters.
  return `(select ${names.map((name, index) => `?${index + 1} as "${name}"`).join(", ")}) as n`;
}

const POSTGRES_TYPE = { text: "text", integer: "bigint", bytes: "text" } as const;

function postgresRows(kinds: Readonly<Record<string, ColumnKind>>): string {
  const entries = Object.entries(kinds);
  const columns = entries.map(([name, kind]) => `"${name}" ${POSTGRES_TYPE[kind]}`).join(", ");
  const values = entries.map(([name, kind]) =>
    kind === "bytes" ? `decode("${name}", 'hex') as "${name}"` : `"${name}"`,
  );
  return `(select ${values.join(", ")} from json_to_recordset($1::json) as r(${columns})) as n`;
}

function withHex(row: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value,
    ]),
  );
}
