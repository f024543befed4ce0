/** The shared database: several Tocsin processes on one PostgreSQL. */

import { randomUUID } from "node:crypto";
import { Kysely } from "kysely";
import type { Pool } from "pg";
import { assert } from "../domain/assert.ts";
import type { Database, DatabaseOptions } from "./database.ts";
import { HintBoard } from "./hint-board.ts";
import { migrate } from "./migrate.ts";
import { postgresDialect } from "./postgres-dialect.ts";
import { PostgresListener } from "./postgres-listener.ts";
import { PostgresNotifier } from "./postgres-notifier.ts";
import { createPostgresPool } from "./postgres-pool.ts";
import { runTransaction } from "./run-transaction.ts";
import type { Schema, Tx } from "./schema.ts";
import { checkPostgres, explainPostgresError } from "./start-up-checks.ts";
import { defineStatement } from "./statement.ts";
import { TransactionScope } from "./transaction-scope.ts";

const POOL_MAX = 10;
const RESERVED_POOL_MAX = 3;
const QUERY_TIMEOUT_MS = 10_000;
/** The server is given time to say itself that a query took too long. */
const DEADLINE_GRACE_MS = 2_000;
/** A migration takes what it takes, and one process may wait for another's. */
const NO_DEADLINE_MS = 2 ** 31 - 1;

const selectNow = defineStatement<{ now: number }>(
  "select (extract(epoch from clock_timestamp()) * 1000)::bigint as now",
);

/** Opens a database by its URL. Throws AppError "unavailable" with what to do. */
export async function openPostgres(options: DatabaseOptions): Promise<Database> {
  const { url, poolMax = POOL_MAX, queryTimeoutMs = QUERY_TIMEOUT_MS } = options;
  const warnings = await prepare(options);
  const scope = new TransactionScope();
  const hints = new HintBoard();
  const open = (max: number): Connections => {
    const pool = createPostgresPool({ url, max, statementTimeoutMs: queryTimeoutMs });
    const deadlineMs = queryTimeoutMs + DEADLINE_GRACE_MS;
    const kysely = new Kysely<Schema>({ dialect: postgresDialect({ pool, scope, deadlineMs }) });
    return { pool, kysely };
  };
  const connections = { ordinary: open(poolMax), reserved: open(RESERVED_POOL_MAX) };
  const ownId = randomUUID();
  const notifier = new PostgresNotifier(connections.reserved.kysely, ownId);
  const onNotification = (senderId?: string) => {
    if (senderId !== ownId) hints.tellAll();
  };
  const listener = new PostgresListener({ url, onNotification });
  await listener.start();
  const onHint = () => {
    hints.tellAll();
    notifier.notify();
  };
  const close = async () => {
    notifier.close();
    listener.close();
    // Each waits for the transactions under way; nothing begins after them.
    await Promise.all([connections.reserved.pool.end(), connections.ordinary.pool.end()]);
  };
  let closed: Promise<void> | undefined;
  return {
    dialect: "postgres",
    warnings,
    read: connections.ordinary.kysely,
    readForPaging: connections.reserved.kysely,
    transaction(work, { lane = "ordinary" } = {}) {
      const { kysely } = connections[lane];
      return runTransaction({ kysely, scope, hints, onHint }, work);
    },
    now: () => readClock(connections.reserved.kysely),
    onHint: (hear) => hints.listen(hear),
    async hint(tx) {
      if (tx.isTransaction) hints.mark(tx);
      else onHint();
    },
    // The server makes its checkpoints by itself.
    async checkpoint() {},
    close() {
      closed ??= close();
      return closed;
    },
  };
}

interface Connections {
  readonly pool: Pool;
  readonly kysely: Kysely<Schema>;
}

async function readClock(tx: Tx): Promise<number> {
  const [row] = await selectNow(tx);
  assert(row !== undefined, "the database tells the time");
  return row.now;
}

/** Checks the server and brings the schema forward, on a connection without a deadline. */
async function prepare({ url, applicationVersion }: DatabaseOptions): Promise<readonly string[]> {
  const pool = createPostgresPool({ url, max: 1, statementTimeoutMs: 0 });
  const scope = new TransactionScope();
  const dialect = postgresDialect({ pool, scope, deadlineMs: NO_DEADLINE_MS });
  const kysely = new Kysely<Schema>({ dialect });
  try {
    const warnings = await checkPostgres(kysely);
    const now = await readClock(kysely);
    await kysely.transaction().execute((tx) => migrate(tx, { applicationVersion, now }));
    return warnings;
  } catch (error) {
    throw explainPostgresError(error, url);
  } finally {
    await pool.end();
  }
}
