/**
 * Kysely on `node:sqlite`: one connection, handed to one transaction or query at a time.
 *
 * Kysely's own SQLite driver begins with `begin`, which upgrades to a write lock too late (error 517 when
 * another connection wrote in between), prepares each statement anew, and takes its turns in one queue.
 * Here: `begin immediate`, a cache of prepared statements, and a queue with two lanes, so that paging
 * does not wait behind a crowd of alerts.
 */

import type { DatabaseSync, StatementSync } from "node:sqlite";
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { RowsQuery } from "./bulk-statement.ts";
import { LeastRecentlyUsed } from "./least-recently-used.ts";
import { queryParameter } from "./query-parameter.ts";
import type { SqlValue } from "./statement.ts";
import { databaseError } from "./store-error.ts";
import type { TransactionScope } from "./transaction-scope.ts";
import type { Lane, TurnQueue } from "./turn-queue.ts";

/** More than our statements and the variants Kysely makes of a query with optional parts. */
const STATEMENTS_KEPT = 500;

interface PreparedStatement {
  readonly statement: StatementSync;
  readonly returnsRows: boolean;
}

/** What the dialects of one database share. */
export interface SqliteConnectionOptions {
  readonly sqlite: DatabaseSync;
  readonly turns: TurnQueue;
  readonly scope: TransactionScope;
}

/** One dialect for each lane, all on the same connection. */
export function sqliteDialects(options: SqliteConnectionOptions): Readonly<Record<Lane, Dialect>> {
  const connection = new SqliteConnection(options.sqlite);
  const dialect = (lane: Lane): Dialect => ({
    createDriver: () => new SqliteDriver(connection, options, lane),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new QueueingAdapter(),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
  });
  return { ordinary: dialect("ordinary"), reserved: dialect("reserved") };
}

class QueueingAdapter extends SqliteAdapter {
  /** True keeps Kysely from adding a queue of its own. */
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class SqliteDriver implements Driver {
  readonly #connection: SqliteConnection;
  readonly #turns: TurnQueue;
  readonly #scope: TransactionScope;
  readonly #lane: Lane;

  constructor(connection: SqliteConnection, options: SqliteConnectionOptions, lane: Lane) {
    this.#connection = connection;
    this.#turns = options.turns;
    this.#scope = options.scope;
    this.#lane = lane;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    // It would wait for the transaction it is part of: for ever.
    this.#scope.refuseInside();
    await this.#turns.take(this.#lane);
    return this.#connection;
  }

  async beginTransaction(): Promise<void> {
    this.#connection.run("begin immediate");
  }

  async commitTransaction(): Promise<void> {
    this.#connection.run("commit");
  }

  async rollbackTransaction(): Promise<void> {
    this.#connection.rollback();
  }

  async releaseConnection(): Promise<void> {
    this.#turns.give();
  }

  async destroy(): Promise<void> {}
}

class SqliteConnection implements DatabaseConnection {
  readonly #sqlite: DatabaseSync;
  readonly #statements = new LeastRecentlyUsed<string, PreparedStatement>(STATEMENTS_KEPT);

  constructor(sqlite: DatabaseSync) {
    this.#sqlite = sqlite;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    try {
      return this.#execute(query);
    } catch (error) {
      throw databaseError(error);
    }
  }

  #execute<R>(query: CompiledQuery): QueryResult<R> {
    const { statement, returnsRows } = this.#prepare(query.sql);
    if ("rows" in query) {
      const execute = () => executeForEach<R>(statement, returnsRows, (query as RowsQuery<R>).rows);
      // Outside a transaction all of the rows are written or none, as PostgreSQL does with one statement.
      const isWrite = !query.sql.startsWith("select");
      return isWrite && !this.#sqlite.isTransaction ? this.#atOnce(execute) : execute();
    }
    const values = query.parameters.map(queryParameter);
    if (returnsRows) return { rows: statement.all(...values) as R[] };
    return { rows: [], numAffectedRows: BigInt(statement.run(...values).changes) };
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error("streaming is not used: read in bounded pages");
  }

  run(sql: string): void {
    try {
      this.#prepare(sql).statement.run();
    } catch (error) {
      throw databaseError(error);
    }
  }

  #atOnce<T>(work: () => T): T {
    this.run("begin immediate");
    try {
      const result = work();
      this.run("commit");
      return result;
    } catch (error) {
      this.rollback();
      throw error;
    }
  }

  rollback(): void {
    // After some errors (a full disk, for one) SQLite has rolled back by itself.
    if (this.#sqlite.isTransaction) this.run("rollback");
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

function executeForEach<R>(
  statement: StatementSync,
  returnsRows: boolean,
  rows: Iterable<readonly SqlValue[]>,
): QueryResult<R> {
  const returned: R[] = [];
  let changes = 0n;
  for (const row of rows) {
    const values = row.map(queryParameter);
    if (returnsRows) for (const found of statement.all(...values)) returned.push(found as R);
    else changes += BigInt(statement.run(...values).changes);
  }
  return { rows: returned, numAffectedRows: changes };
}
