import { type Client, Pool, type PoolConfig, type QueryConfig, types } from "pg";

const INT8 = 20;

export interface PostgresPoolOptions {
  readonly url: string;
  readonly max: number;
  /** How long one statement may run on the server; 0 for no limit. */
  readonly statementTimeoutMs: number;
}

/** How long to wait for a connection, new or free, before the database counts as unavailable. */
const CONNECT_TIMEOUT_MS = 5_000;
/** A transaction that a stalled process left open would hold its locks and stop vacuuming. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 15_000;
const KEEPALIVE_AFTER_MS = 10_000;
const IDLE_TIMEOUT_MS = 60_000;

/** What the connections of a pool and of the listener have in common. */
export function clientConfig(url: string) {
  return {
    connectionString: url,
    application_name: "tocsin",
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    // A peer that vanished without a word is noticed even when nothing is being sent.
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEPALIVE_AFTER_MS,
  } satisfies PoolConfig;
}

/** A pool whose sessions have their limits set and whose integers are numbers. */
export function createPostgresPool(options: PostgresPoolOptions): Pool {
  const { url, max, statementTimeoutMs } = options;
  const config: PoolConfig = {
    ...clientConfig(url),
    max,
    // Queries are sent without waiting for the answer to the one before; they are answered in order.
    pipeline: true,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    types: { getTypeParser: typeParser },
    onConnect: (client) =>
      queryWithin(CONNECT_TIMEOUT_MS, client as Client, {
        text: sessionSettings(statementTimeoutMs),
      }),
  };
  const pool = new Pool(config);
  // A client's error between two queries would end the process if nobody listened. The pool drops such a
  // client by itself, and whoever holds it sees his next query fail.
  pool.on("error", ignore);
  pool.on("connect", (client) => client.on("error", ignore));
  return pool;
}

/**
 * Runs a query, and ends its connection when no answer comes in time: pg waits for ever on one whose
 * other end is gone, and would keep one whose query it has given up, to answer the next query with the
 * last one's rows (https://github.com/brianc/node-postgres/issues/2973, /3399).
 */
export async function queryWithin(deadlineMs: number, client: Client, query: QueryConfig) {
  const deadline = setTimeout(() => client.connection.stream.destroy(), deadlineMs);
  try {
    return await client.query(query);
  } finally {
    clearTimeout(deadline);
  }
}

function sessionSettings(statementTimeoutMs: number): string {
  return [
    `set statement_timeout = ${statementTimeoutMs}`,
    // Its compiling takes longer than any of our statements; wrong estimates would start it.
    "set jit = off",
    `set idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_TIMEOUT_MS}`,
    // Where the server's default is to answer before a commit is on disk, ours is not.
    `select set_config('synchronous_commit', 'on', false)
     where current_setting('synchronous_commit') = 'off'`,
  ].join("; ");
}

/** Instants and counts are `bigint`, which pg hands over as text. */
function typeParser(oid: number, format?: "text" | "binary") {
  return oid === INT8 ? exactInteger : types.getTypeParser(oid, format);
}

function exactInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(`the integer ${text} is beyond 2^53 and cannot be read exactly`);
  }
  return value;
}

function ignore(): void {}
