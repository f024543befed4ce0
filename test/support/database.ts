/**
 * A fresh database for each test: SQLite in memory, or with TOCSIN_TEST_DATABASE=postgres a database of
 * its own on the server at TOCSIN_TEST_POSTGRES_URL (see start-postgres.sh).
 */

import { onTestFinished } from "vitest";
import { type Database, type DatabaseOptions, openDatabase } from "../../src/store/database.ts";

/** Closed, and dropped, when the test that asked for it is over. */
export async function freshDatabase(options: Partial<DatabaseOptions> = {}): Promise<Database> {
  const url = "sqlite::memory:";
  const database = await openDatabase({ applicationVersion: "0.0.0-test", ...options, url });
  onTestFinished(() => database.close());
  return database;
}
