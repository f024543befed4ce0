/**
 * Statements over many rows. PostgreSQL gets the rows as an array of each column, in one round trip;
 * SQLite, which has no round trip, runs the statement once for each row (measured: a third of `json_each`).
 *
 * Both are written as one text that takes its rows `from {rows}` and reads them as `n.column`; what it
 * joins to them comes after `from {rows} cross join`. In SQLite's text the columns become parameters and
 * `{rows}` goes away.
 */

import type { CompiledQuery, QueryResult } from "kysely";
import { assert } from "../domain/assert.ts";
import { toJson } from "./json-text.ts";
import { encodeArray } from "./postgres-array.ts";
import { queryParameter } from "./query-parameter.ts";
import type { Tx } from "./schema.ts";
import {
  dialectOf,
  namedQuery,
  numberedForSqlite,
  rawQuery,
  type SqlText,
  type SqlValue,
  textFor,
} from "./statement.ts";

/** `bytes` are given in hexadecimal, `json` as a value. */
export type ColumnKind = "text" | "integer" | "bytes" | "json";

type Columns<Row> = { readonly [K in keyof Row & string]: ColumnKind };

/** A query that is run once for each row; only our SQLite driver knows it. */
export interface RowsQuery<R> extends CompiledQuery<R> {
  /** Of all rows, one after the other, as `queryParameter` makes them. */
  readonly values: readonly SqlValue[];
  /** How many of them are a row's. */
  readonly width: number;
}

/** Defines a statement over rows with these columns; its further parameters are `$2`, `$3` …. */
export function defineBulkStatement<Row extends object, Returned = never>(
  columns: Columns<Row>,
  text: SqlText,
): (tx: Tx, rows: readonly Row[], ...more: readonly SqlValue[]) => Promise<Returned[]> {
  const kinds: readonly (readonly [string, ColumnKind])[] = Object.entries(columns);
  const sqlite = rawQuery(sqliteText(kinds, textFor("sqlite", text)));
  const postgres = namedQuery(postgresText(kinds, textFor("postgres", text)));
  return async (tx, rows, ...more) => {
    if (rows.length === 0) return [];
    let result: QueryResult<unknown>;
    if (dialectOf(tx) === "sqlite") {
      const values = sqliteValues(kinds, rows, more);
      const query: RowsQuery<unknown> = { ...sqlite, values, width: kinds.length + more.length };
      result = await tx.executeQuery(query);
    } else {
      const parameters = [...postgresArrays(kinds, rows), ...more];
      result = await tx.executeQuery({ ...postgres, parameters });
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

function sqliteValues(
  kinds: readonly (readonly [string, ColumnKind])[],
  rows: readonly object[],
  more: readonly SqlValue[],
): SqlValue[] {
  const values: SqlValue[] = [];
  const further = more.map(queryParameter);
  for (const row of rows as readonly Readonly<Record<string, unknown>>[]) {
    for (const [name, kind] of kinds) {
      values.push(kind === "json" ? toJson(row[name]) : queryParameter(row[name]));
    }
    values.push(...further);
  }
  return values;
}

function postgresArrays(
  kinds: readonly (readonly [string, ColumnKind])[],
  rows: readonly object[],
): Uint8Array[] {
  return kinds.map(([name, kind]) => {
    const values = (rows as readonly Readonly<Record<string, unknown>>[]).map((row) =>
      kind === "json" ? toJson(row[name]) : scalar(row[name]),
    );
    return encodeArray(kind === "json" ? "text" : kind, values);
  });
}

/** What the SQLite driver does for each parameter. */
function scalar(value: unknown): string | number | null {
  const parameter = queryParameter(value);
  assert(!(parameter instanceof Uint8Array), "bytes of a row are given in hexadecimal");
  return parameter;
}

const POSTGRES_TYPE = { text: "text", integer: "bigint", bytes: "bytea", json: "text" } as const;

function postgresText(kinds: readonly (readonly [string, ColumnKind])[], text: string): string {
  const arrays = kinds.map(([, kind], index) => `$${index + 1}::${POSTGRES_TYPE[kind]}[]`);
  const names = kinds.map(([name]) => `"${name}"`);
  // The row's columns come first, so $2 moves behind the last of them.
  const moved = text.replace(/\$(\d+)/g, (_, place) => `$${Number(place) + kinds.length - 1}`);
  return moved.replace("{rows}", () => `unnest(${arrays.join(", ")}) as n(${names.join(", ")})`);
}
