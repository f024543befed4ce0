/**
 * Statements written as SQL. They are compiled once, when their file is loaded: Kysely's builder costs
 * about 15 µs a query, which the paths that run thousands of times a second do not pay. The builder is
 * for everything else.
 */

import { hash } from "node:crypto";
import { CompiledQuery, PostgresAdapter, type QueryResult } from "kysely";
import type { Tx } from "./schema.ts";

export type DialectName = "sqlite" | "postgres";
export type SqlValue = string | number | null | Uint8Array;

/** Text for both databases, or one for each. */
export type SqlText = string | Readonly<Record<DialectName, string>>;

/**
 * A query that a PostgreSQL connection prepares when it first runs it: planning takes as long as running
 * the small ones. Its columns are named one by one, because what a plan returns may not change, and a
 * newer process may add a column while this one runs.
 */
export interface NamedQuery<R> extends CompiledQuery<R> {
  readonly statementName: string;
}

export function namedQuery(sql: string): NamedQuery<unknown> {
  const HEX_DIGITS = 24;
  return {
    ...rawQuery(sql),
    statementName: `tocsin_${hash("sha256", sql).slice(0, HEX_DIGITS)}`,
  };
}

/** A query that is not prepared by name. */
export function rawQuery(sql: string): CompiledQuery<unknown> {
  return { ...CompiledQuery.raw(sql), ...(isSilent(sql) ? { deferred: true } : {}) };
}

/** A write without `returning` has nothing to say but that it failed. */
function isSilent(sql: string): boolean {
  return !/^\s*select\b/.test(sql) && !/\breturning\b/.test(sql);
}

/** Whether nobody needs a query's answer: within a transaction it fails with the next one. */
export function isDeferred(query: CompiledQuery): boolean {
  return "deferred" in query;
}

/** Which database a transaction talks to: for the few statements that differ. */
export function dialectOf(tx: Tx): DialectName {
  return tx.getExecutor().adapter instanceof PostgresAdapter ? "postgres" : "sqlite";
}

/** A statement with `$1`, `$2` … as parameters. Returns its rows, or those of `returning`. */
export function defineStatement<Row>(
  text: SqlText,
): (tx: Tx, ...parameters: readonly SqlValue[]) => Promise<Row[]> {
  const queries = {
    sqlite: rawQuery(numberedForSqlite(textFor("sqlite", text))),
    postgres: namedQuery(textFor("postgres", text)),
  };
  return async (tx, ...parameters) => {
    const query = { ...queries[dialectOf(tx)], parameters };
    const result: QueryResult<unknown> = await tx.executeQuery(query);
    return result.rows as Row[];
  };
}

export function textFor(dialect: DialectName, text: SqlText): string {
  return typeof text === "string" ? text : text[dialect];
}

/** node:sqlite takes `$1` for a name, and `?1` for a place. */
export function numberedForSqlite(text: string, shift = 0): string {
  return text.replace(/\$(\d+)/g, (_, place) => `?${Number(place) + shift}`);
}
