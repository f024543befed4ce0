/** The one way to the database, whichever it is. */

import { AppError } from "../domain/error.ts";
import { openPostgres } from "./postgres-database.ts";
import type { Tx } from "./schema.ts";
import { openSqlite } from "./sqlite-database.ts";
import type { DialectName } from "./statement.ts";
import type { Lane } from "./turn-queue.ts";

export type { Tx } from "./schema.ts";

export interface DatabaseOptions {
  /** `sqlite::memory:`, `sqlite:/path/to/file.db` or `postgres://…`. */
  readonly url: string;
  readonly applicationVersion: string;
  /** The clock of a SQLite database, in epoch milliseconds; PostgreSQL has its own. */
  readonly now?: () => number;
  /** Connections to PostgreSQL for ordinary work; paging has a few of its own. */
  readonly poolMax?: number;
  /** How long PostgreSQL may take over one query before its connection is given up. */
  readonly queryTimeoutMs?: number;
}

/** Who waits for due work looks for it at least this often, hint or no hint. */
export const LOOKS_WITHIN_MS = 1000;

/** For what pages and for what people answer. */
export const PAGING: TransactionOptions = { lane: "reserved" };

export interface TransactionOptions {
  /** Paging asks for the reserved lane, so that it does not wait behind a crowd of alerts. */
  readonly lane?: Lane;
  /**
   * For work that takes long, in the ordinary lane: on a SQLite file it is done in a thread of its own, so
   * that this one can do something else meanwhile. That costs more than it saves where work is short.
   */
  readonly isHeavy?: boolean;
}

export interface Database {
  readonly dialect: DialectName;
  /** What is not as it should be but does not prevent the start, as sentences. */
  readonly warnings: readonly string[];
  /** For single queries outside a transaction; refused inside one. */
  readonly read: Tx;
  /** The same in the reserved lane. */
  readonly readForPaging: Tx;
  /**
   * Runs work in a transaction and commits it. The work runs again, at most three times, when another
   * transaction was in its way: it must do nothing but use `tx`.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** The time that due work is compared with, in epoch milliseconds. */
  now(): Promise<number>;
  /** Calls the listener when due work may have changed, here or in another process. A hint may be lost. */
  onHint(listener: () => void): () => void;
  /**
   * Says that the transaction makes work due within `LOOKS_WITHIN_MS`: listeners are told once it has
   * committed. What is due later they find by themselves.
   */
  hint(tx: Tx): Promise<void>;
  /** Moves what the write-ahead log of a SQLite file holds into the file. */
  checkpoint(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the database, checks that it can keep what it is given, and brings its schema up to date.
 * Throws AppError "unavailable" with what to do about it, "invalid-input" for a URL of another kind.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { url } = options;
  if (url.startsWith("sqlite:")) return openSqlite(url.slice("sqlite:".length), options);
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(options);
  throw new AppError(
    "invalid-input",
    "The database URL has to begin with sqlite: (then a path or :memory:) or postgres://.",
  );
}
