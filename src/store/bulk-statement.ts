/**
 * Statements over many rows. PostgreSQL gets the rows as one JSON parameter, in one round trip; SQLite,
 * which has no round trip, runs the statement once for each row (measured: a third of `json_each`).
 *
 * Both are written as one text that takes its rows `from {rows}` and reads them as `n.column`; what it
 * joins to them comes after `from {rows} cross join`. In SQLite's text the columns become parameters and
 * `{rows}` goes away.
 */

import { CompiledQuery, type QueryResult } from "kysely";
import { toJson } from "./json-text.ts";
import { refuseInexact } from "./query-parameter.ts";
import type { Tx } from "./schema.ts";
import {
  dialectOf,
  namedQuery,
  numberedForSqlite,
  type SqlText,
  type SqlValue,
  textFor,
} from "./statement.ts";

/** `bytes` are given in hexadecimal, `json` as a value. */
export type ColumnKind = "text" | "integer" | "bytes" | "json";

type Columns<Row> = { readonly [K in keyof Row & string]: ColumnKind };

/** A query whose parameters are many rows; only our SQLite driver knows it. */
export interface RowsQuery<R> extends CompiledQuery<R> {
  readonly rows: Iterable<readonly SqlValue[]>;
}

/** Defines a statement over rows with these columns; its further parameters are `$2`, `$3` …. */
export function defineBulkStatement<Row extends object, Returned = never>(
  columns: Columns<Row>,
  text: SqlText,
): (tx: Tx, rows: readonly Row[], ...more: readonly SqlValue[]) => Promise<Returned[]> {
  const kinds: readonly (readonly [string, ColumnKind])[] = Object.entries(columns);
  const sqlite = CompiledQuery.raw(sqliteText(kinds, textFor("sqlite", text)));
  const postgres = namedQuery(postgresText(kinds, textFor("postgres", text)));
  return async (tx, rows, ...more) => {
    if (rows.length === 0) return [];
    let result: QueryResult<unknown>;
    if (dialectOf(tx) === "sqlite") {
      const query: RowsQuery<unknown> = { ...sqlite, rows: sqliteRows(kinds, rows, more) };
      result = await tx.executeQuery(query);
    } else {
      refuseInexactRows(kinds, rows);
      result = await tx.executeQuery({ ...postgres, parameters: [toJson(rows), ...more] });
    }
    return result.rows as Returned[];
  };
}

function sqliteText(kinds: readonly (readonly [string, ColumnKind])[], text: string): string {
  const places = new Map(
    kinds.map(([name, kind], index) => {
      const place = `?${index + 1}`;
      return [name, kind === "bytes" ? `unhex(${place})` : place];
    }),
  );
  const alone = text.replace("from {rows} cross join", "from").replace("from {rows}", "");
  const placed = alone.replace(/\bn\.(\w+)/g, (column, name) => places.get(name) ?? column);
  // The row's columns come first, so $2 moves behind the last of them.
  return numberedForSqlite(placed, kinds.length - 1);
}

function* sqliteRows(
  kinds: readonly (readonly [string, ColumnKind])[],
  rows: readonly object[],
  more: readonly SqlValue[],
): Iterable<readonly SqlValue[]> {
  for (const row of rows as readonly Readonly<Record<string, unknown>>[]) {
    const values = kinds.map(([name, kind]) =>
      kind === "json" ? toJson(row[name]) : (row[name] as SqlValue),
    );
    yield more.length === 0 ? values : [...values, ...more];
  }
}

/** What the SQLite driver does for each parameter. */
function refuseInexactRows(
  kinds: readonly (readonly [string, ColumnKind])[],
  rows: readonly object[],
): void {
  const names = kinds.filter(([, kind]) => kind !== "json").map(([name]) => name);
  for (const row of rows as readonly Readonly<Record<string, unknown>>[]) {
    for (const name of names) refuseInexact(row[name]);
  }
}

const POSTGRES_TYPE = { text: "text", integer: "bigint", bytes: "text", json: "json" } as const;

function postgresText(kinds: readonly (readonly [string, ColumnKind])[], text: string): string {
  const columns = kinds.map(([name, kind]) => `"${name}" ${POSTGRES_TYPE[kind]}`);
  const values = kinds.map(([name, kind]) => {
    if (kind === "bytes") return `decode("${name}", 'hex') as "${name}"`;
    // The text of a `json` is what was sent, unlike that of a `jsonb`.
    return kind === "json" ? `"${name}"::text as "${name}"` : `"${name}"`;
  });
  const rows = `json_to_recordset($1::json) as r(${columns.join(", ")})`;
  return text.replace("{rows}", () => `(select ${values.join(", ")} from ${rows}) as n`);
}
