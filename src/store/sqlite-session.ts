/** One connection to a SQLite database, in the thread that runs this. */

import type { DatabaseSync, StatementSync } from "node:sqlite";
import { LeastRecentlyUsed } from "./least-recently-used.ts";
import type { SqlValue } from "./statement.ts";

/** More than our statements and the variants Kysely makes of a query with optional parts. */
const STATEMENTS_KEPT = 500;

/** A statement with values that both databases take (`queryParameter`). */
export interface SqliteTask {
  readonly sql: string;
  readonly values: readonly SqlValue[];
  /** The statement is run once for every so many values; without it once, with all of them. */
  readonly width?: number;
}

export interface SqliteResult {
  readonly rows: readonly unknown[];
  readonly changes: number;
}

interface PreparedStatement {
  readonly statement: StatementSync;
  readonly returnsRows: boolean;
}

/** Caches statements. What fails unheard spoils the transaction it was part of. */
export class SqliteSession {
  readonly #sqlite: DatabaseSync;
  readonly #statements = new LeastRecentlyUsed<string, PreparedStatement>(STATEMENTS_KEPT);
  #spoilt: { readonly because: unknown } | undefined;

  constructor(sqlite: DatabaseSync) {
    this.#sqlite = sqlite;
  }

  execute(task: SqliteTask): SqliteResult {
    this.#refuseIfSpoilt();
    const prepared = this.#prepare(task.sql);
    if (task.width === undefined) return executeOnce(prepared, task.values);
    const execute = () => executeForEach(prepared, task.values, task.width ?? 0);
    // Outside a transaction all of the rows are written or none, as PostgreSQL does with one statement.
    const isWrite = !task.sql.startsWith("select");
    return isWrite && !this.#sqlite.isTransaction ? this.#atOnce(execute) : execute();
  }

  /** Keeps what goes wrong to itself until the next thing is asked of the transaction. */
  attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#spoilt ??= { because: error };
    }
  }

  begin(): void {
    this.#run("begin immediate");
  }

  commit(): void {
    this.#refuseIfSpoilt();
    this.#run("commit");
  }

  rollback(): void {
    this.#spoilt = undefined;
    // After some errors (a full disk, for one) SQLite has rolled back by itself.
    if (this.#sqlite.isTransaction) this.#run("rollback");
  }

  close(): void {
    this.#sqlite.close();
  }

  #refuseIfSpoilt(): void {
    if (this.#spoilt !== undefined) throw this.#spoilt.because;
  }

  #run(sql: string): void {
    this.#prepare(sql).statement.run();
  }

  #atOnce<T>(work: () => T): T {
    this.begin();
    try {
      const result = work();
      this.commit();
      return result;
    } catch (error) {
      this.rollback();
      throw error;
    }
  }

  #prepare(sql: string): PreparedStatement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#sqlite.prepare(sql);
    const prepared = { statement, returnsRows: statement.columns().length > 0 };
    this.#statements.set(sql, prepared);
    return prepared;
  }
}

function executeOnce(
  { statement, returnsRows }: PreparedStatement,
  values: readonly SqlValue[],
): SqliteResult {
  if (returnsRows) return { rows: statement.all(...values), changes: 0 };
  return { rows: [], changes: Number(statement.run(...values).changes) };
}

function executeForEach(
  { statement, returnsRows }: PreparedStatement,
  values: readonly SqlValue[],
  width: number,
): SqliteResult {
  const rows: unknown[] = [];
  let changes = 0;
  for (let start = 0; start < values.length; start += width) {
    const row = values.slice(start, start + width);
    if (returnsRows) for (const found of statement.all(...row)) rows.push(found);
    else changes += Number(statement.run(...row).changes);
  }
  return { rows, changes };
}
