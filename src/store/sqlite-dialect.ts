/**
 * Kysely on `node:sqlite`: a connection, handed to one transaction or query at a time; where heavy work has
 * a thread, another one there, in the same turns.
 *
 * Kysely's own SQLite driver begins with `begin`, which upgrades to a write lock too late (error 517 when
 * another connection wrote in between), prepares each statement anew, and takes its turns in one queue.
 * Here: `begin immediate`, a cache of prepared statements, and a queue with two lanes, so that paging
 * does not wait behind a crowd of alerts. Writes whose result nobody needs are not waited for.
 */

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
import { queryParameter } from "./query-parameter.ts";
import type { SqliteExecutor } from "./sqlite-executor.ts";
import type { SqliteTask } from "./sqlite-session.ts";
import { isDeferred } from "./statement.ts";
import { databaseError } from "./store-error.ts";
import type { TransactionScope } from "./transaction-scope.ts";
import type { Lane, TurnQueue } from "./turn-queue.ts";

/** What the dialects of one database share. */
export interface SqliteConnectionOptions {
  /** A connection in this thread. */
  readonly here: SqliteExecutor;
  /** Another one, in a thread of its own where there is one. */
  readonly apart: SqliteExecutor;
  readonly turns: TurnQueue;
  readonly scope: TransactionScope;
}

/** One dialect for each lane, and one for heavy work; only one of them is at work at a time. */
export function sqliteDialects(
  options: SqliteConnectionOptions,
): Readonly<Record<Lane | "heavy", Dialect>> {
  const here = new SqliteConnection(options.here);
  const apart = new SqliteConnection(options.apart);
  const dialect = (connection: SqliteConnection, lane: Lane): Dialect => ({
    createDriver: () => new SqliteDriver(connection, options, lane),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new QueueingAdapter(),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
  });
  return {
    ordinary: dialect(here, "ordinary"),
    reserved: dialect(here, "reserved"),
    heavy: dialect(apart, "ordinary"),
  };
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
    this.#connection.begin();
  }

  async commitTransaction(): Promise<void> {
    await this.#connection.commit();
  }

  async rollbackTransaction(): Promise<void> {
    await this.#connection.rollback();
  }

  async releaseConnection(): Promise<void> {
    this.#turns.give();
  }

  async destroy(): Promise<void> {}
}

class SqliteConnection implements DatabaseConnection {
  readonly #executor: SqliteExecutor;
  #isTransaction = false;

  constructor(executor: SqliteExecutor) {
    this.#executor = executor;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const task = taskOf(query);
    if (this.#isTransaction && isDeferred(query)) {
      this.#executor.defer(task);
      return { rows: [] };
    }
    const { rows, changes } = await reported(this.#executor.execute(task));
    return { rows: rows as R[], numAffectedRows: BigInt(changes) };
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error("streaming is not used: read in bounded pages");
  }

  begin(): void {
    this.#isTransaction = true;
    this.#executor.begin();
  }

  async commit(): Promise<void> {
    await reported(this.#executor.commit());
    this.#isTransaction = false;
  }

  async rollback(): Promise<void> {
    this.#isTransaction = false;
    await reported(this.#executor.rollback());
  }
}

function taskOf(query: CompiledQuery): SqliteTask {
  const { sql } = query;
  if (!("width" in query)) return { sql, values: query.parameters.map(queryParameter) };
  const { values, width } = query as RowsQuery<unknown>;
  return { sql, values, width };
}

async function reported<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw databaseError(error);
  }
}
