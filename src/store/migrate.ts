/**
 * Brings the schema forward, all steps in one transaction: a step that fails leaves nothing behind.
 *
 * SQLite holds its write lock meanwhile, and PostgreSQL an advisory lock that ends with the transaction,
 * so two processes that start together migrate once. (A session's advisory lock would outlive a broken
 * connection, and breaks behind a pooler that hands out transactions.)
 */

import { CompiledQuery } from "kysely";
import { assert } from "../domain/assert.ts";
import { AppError } from "../domain/error.ts";
import { ALL_MIGRATIONS } from "./migrations/all-migrations.ts";
import type { Migration } from "./migrations/migration.ts";
import type { Tx } from "./schema.ts";
import { defineStatement, dialectOf } from "./statement.ts";

/** "tocsin" in ASCII, as the number of the lock. */
const MIGRATION_LOCK = 0x746f6373696e;

const lockMigrations = defineStatement<unknown>("select pg_advisory_xact_lock($1::bigint)");
const lastMigration = defineStatement<{ version: number; applied_by: string }>(
  "select version, applied_by from migration order by version desc limit 1",
);
const recordMigration = defineStatement<never>(
  "insert into migration (version, name, applied_at, applied_by) values ($1, $2, $3, $4)",
);

export interface MigrateOptions {
  readonly applicationVersion: string;
  readonly now: number;
  readonly migrations?: readonly Migration[];
}

/**
 * Applies the steps that are missing, inside the caller's transaction; returns how many those were.
 * Throws AppError "unavailable" when the schema is newer than this program knows.
 */
export async function migrate(tx: Tx, options: MigrateOptions): Promise<number> {
  const migrations = options.migrations ?? ALL_MIGRATIONS;
  assert(
    migrations.every((migration, index) => migration.version === index + 1),
    "migrations are numbered 1, 2, 3 …",
  );
  const dialect = dialectOf(tx);
  if (dialect === "postgres") {
    await run(tx, "set local statement_timeout = 0");
    await lockMigrations(tx, MIGRATION_LOCK);
  }
  const integer = dialect === "postgres" ? "bigint" : "integer";
  await run(
    tx,
    `create table if not exists migration (version ${integer} primary key, name text not null,
     applied_at ${integer} not null, applied_by text not null)`,
  );
  const [last] = await lastMigration(tx);
  const from = last?.version ?? 0;
  if (last !== undefined && last.version > migrations.length) {
    throw new AppError(
      "unavailable",
      `The database has schema ${last.version}, made by Tocsin ${last.applied_by}; this is Tocsin ` +
        `${options.applicationVersion}, which knows schemas up to ${migrations.length}. ` +
        `Start Tocsin ${last.applied_by} or newer on it, or restore a backup from before the upgrade.`,
    );
  }
  for (const migration of migrations.slice(from)) {
    for (const statement of migration.statements(dialect)) await run(tx, statement);
    await recordMigration(
      tx,
      migration.version,
      migration.name,
      options.now,
      options.applicationVersion,
    );
  }
  return migrations.length - from;
}

async function run(tx: Tx, sql: string): Promise<void> {
  await tx.executeQuery(CompiledQuery.raw(sql));
}
