/** The embedded database: a SQLite file, or memory for tests and drills. */

import { DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import type { Database, DatabaseOptions } from "./database.ts";
import { HintBoard } from "./hint-board.ts";
import { migrate } from "./migrate.ts";
import { runTransaction } from "./run-transaction.ts";
import type { Schema } from "./schema.ts";
import { SqliteCheckpointer } from "./sqlite-checkpointer.ts";
import { sqliteDialects } from "./sqlite-dialect.ts";
import { executeHere } from "./sqlite-executor.ts";
import { openSqliteFile } from "./sqlite-file.ts";
import { SqliteSession } from "./sqlite-session.ts";
import { ThreadedSqlite } from "./threaded-sqlite.ts";
import { TransactionScope } from "./transaction-scope.ts";
import { TurnQueue } from "./turn-queue.ts";

/** Opens `:memory:` or a file by its path. Throws AppError "unavailable" with what to do. */
export async function openSqlite(path: string, options: DatabaseOptions): Promise<Database> {
  const now = options.now ?? Date.now;
  const file = path === ":memory:" ? undefined : openSqliteFile(path);
  const sqlite = file?.sqlite ?? new DatabaseSync(":memory:");
  if (file === undefined) sqlite.exec("pragma foreign_keys = on");
  const scope = new TransactionScope();
  const hints = new HintBoard();
  const turns = new TurnQueue();
  const here = executeHere(new SqliteSession(sqlite));
  const apart = file && new ThreadedSqlite(file.path);
  const dialects = sqliteDialects({ here, apart: apart ?? here, turns, scope });
  const ordinary = new Kysely<Schema>({ dialect: dialects.ordinary });
  const reserved = new Kysely<Schema>({ dialect: dialects.reserved });
  const heavy = new Kysely<Schema>({ dialect: dialects.heavy });
  const checkpointer = file && new SqliteCheckpointer(file.path, turns);
  const onHint = () => hints.tellAll();
  const close = async () => {
    // Waits for the transaction under way; nothing begins after it.
    await turns.close();
    await checkpointer?.close();
    await apart?.close();
    if (file === undefined) sqlite.close();
    else file.close();
  };
  let closed: Promise<void> | undefined;
  const database: Database = {
    dialect: "sqlite",
    warnings: [],
    read: ordinary,
    readForPaging: reserved,
    transaction(work, { lane, isHeavy } = {}) {
      const kysely = isHeavy === true ? heavy : lane === "reserved" ? reserved : ordinary;
      return runTransaction({ kysely, scope, hints, onHint }, work);
    },
    now: async () => now(),
    onHint: (listener) => hints.listen(listener),
    async hint(tx) {
      if (tx.isTransaction) hints.mark(tx);
      else hints.tellAll();
    },
    async checkpoint() {
      await checkpointer?.run();
    },
    close() {
      closed ??= close();
      return closed;
    },
  };
  try {
    await database.transaction((tx) =>
      migrate(tx, { applicationVersion: options.applicationVersion, now: now() }),
    );
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}
