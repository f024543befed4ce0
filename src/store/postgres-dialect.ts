/**
 * Kysely on pg, with what its own driver lacks: a deadline for every query, connections that are
 * destroyed, not returned to the pool, when they can no longer be trusted, and fewer waits. What a
 * transaction begins with, and writes whose answer nobody needs, are sent together with what follows; when
 * one fails, so does all that comes after it, and the commit at last.
 */

import {
  AbortedTransactionError,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from "kysely";
import type { Pool, PoolClient, QueryConfig } from "pg";
import { queryWithin } from "./postgres-pool.ts";
import { queryParameter } from "./query-parameter.ts";
import { isDeferred, type NamedQuery } from "./statement.ts";
import { databaseError, isConnectionLost } from "./store-error.ts";
import type { TransactionScope } from "./transaction-scope.ts";

export interface PostgresDialectOptions {
  readonly pool: Pool;
  readonly scope: TransactionScope;
  /** How long to wait for the answer to a query; a little more than the server takes before it gives up. */
  readonly deadlineMs: number;
}

export function postgresDialect(options: PostgresDialectOptions): Dialect {
  return {
    createDriver: () => new PostgresDriver(options),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (kysely) => new PostgresIntrospector(kysely),
  };
}

class PostgresDriver implements Driver {
  readonly #options: PostgresDialectOptions;

  constructor(options: PostgresDialectOptions) {
    this.#options = options;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<PostgresConnection> {
    this.#options.scope.refuseInside();
    try {
      const client = await this.#options.pool.connect();
      return new PostgresConnection(client, this.#options.deadlineMs);
    } catch (error) {
      throw databaseError(error);
    }
  }

  async beginTransaction(connection: PostgresConnection): Promise<void> {
    // Whatever the server's default is: after waiting for a lock, statements must see what its holder did.
    connection.begin("begin isolation level read committed");
  }

  async commitTransaction(connection: PostgresConnection): Promise<void> {
    // After an error that somebody caught, the server answers COMMIT with a rollback.
    if ((await connection.end("commit")) === "ROLLBACK") throw new AbortedTransactionError();
  }

  async rollbackTransaction(connection: PostgresConnection): Promise<void> {
    await connection.rollback();
  }

  async releaseConnection(connection: PostgresConnection): Promise<void> {
    connection.release();
  }

  async destroy(): Promise<void> {}
}

class PostgresConnection implements DatabaseConnection {
  readonly #client: PoolClient;
  readonly #deadlineMs: number;
  #lost = false;
  #isTransaction = false;
  #gathering = false;
  /** The first thing that went wrong unheard. */
  #failure: { readonly because: unknown } | undefined;

  constructor(client: PoolClient, deadlineMs: number) {
    this.#client = client;
    this.#deadlineMs = deadlineMs;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const config = {
      text: query.sql,
      values: query.parameters.map(queryParameter),
      ...("statementName" in query ? { name: (query as NamedQuery<R>).statementName } : {}),
    };
    if (this.#isTransaction && isDeferred(query)) {
      this.#defer(config);
      return { rows: [] };
    }
    const result = await this.#query(config);
    return { rows: result.rows as R[], numAffectedRows: BigInt(result.rowCount ?? 0) };
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error("streaming is not used: read in bounded pages");
  }

  begin(sql: string): void {
    this.#isTransaction = true;
    this.#defer({ text: sql });
  }

  /** Returns the tag the server answers with, such as "COMMIT". */
  async end(sql: string): Promise<string> {
    const { command } = await this.#query({ text: sql });
    this.#isTransaction = false;
    return command;
  }

  /** Never throws: the error that led here is the one to report. */
  async rollback(): Promise<void> {
    this.#isTransaction = false;
    if (this.#lost) return;
    try {
      // Whatever failed before it, unheard or not, ends with it.
      await this.#ask({ text: "rollback" });
    } catch {
      this.#lost = true;
    }
    this.#failure = undefined;
  }

  release(): void {
    this.#client.release(this.#lost);
  }

  #defer(query: QueryConfig): void {
    this.#ask(query).catch((error) => {
      this.#failure ??= { because: error };
    });
  }

  /** What is asked in one turn is written to the socket at once: to write costs more than what is written. */
  #gather(): void {
    if (this.#gathering) return;
    this.#gathering = true;
    this.#client.connection.stream.cork();
    process.nextTick(() => this.#send());
  }

  #send(): void {
    if (!this.#gathering) return;
    this.#gathering = false;
    this.#client.connection.stream.uncork();
  }

  /** What was deferred before it is answered before it. */
  async #query(query: QueryConfig) {
    try {
      const result = await this.#ask(query);
      if (this.#failure !== undefined) throw this.#failure.because;
      return result;
    } catch (error) {
      throw databaseError(this.#failure?.because ?? error);
    }
  }

  async #ask(query: QueryConfig) {
    this.#gather();
    try {
      const asked = queryWithin(this.#deadlineMs, this.#client, query);
      if (isLarge(query)) this.#send();
      return await asked;
    } catch (error) {
      if (isConnectionLost(error)) this.#lost = true;
      throw error;
    }
  }
}

/** Is sent at once, to be worked on meanwhile. */
const LARGE_BYTES = 64 * 1024;

function isLarge({ values }: QueryConfig): boolean {
  const bytes = (values as readonly unknown[] | undefined)?.reduce(
    (sum: number, value) => sum + (value instanceof Uint8Array ? value.length : 0),
    0,
  );
  return (bytes ?? 0) >= LARGE_BYTES;
}
