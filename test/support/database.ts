/**
 * A fresh database for each test: SQLite in memory, or with TOCSIN_TEST_DATABASE=postgres a database of
 * its own on the server at TOCSIN_TEST_POSTGRES_URL (start-postgres.sh prints one). Cloning a template
 * that has the schema already takes a tenth of migrating each time.
 */

import { createHash, randomUUID } from "node:crypto";
import { Client } from "pg";
import { onTestFinished } from "vitest";
import { type Database, type DatabaseOptions, openDatabase } from "../../src/store/database.ts";
import { ALL_MIGRATIONS } from "../../src/store/migrations/all-migrations.ts";

export const ON_POSTGRES = process.env["TOCSIN_TEST_DATABASE"] === "postgres";

const APPLICATION_VERSION = "0.0.0-test";

export type FreshOptions = Partial<Omit<DatabaseOptions, "url">>;

/** Closed, and dropped, when the test that asked for it is over. */
export async function freshDatabase(options: FreshOptions = {}): Promise<Database> {
  const url = ON_POSTGRES ? await freshPostgresUrl() : "sqlite::memory:";
  const database = await openDatabase({ applicationVersion: APPLICATION_VERSION, ...options, url });
  onTestFinished(() => database.close());
  return database;
}

/** The URL of a fresh PostgreSQL database with the schema, dropped when the test is over. */
export async function freshPostgresUrl(): Promise<string> {
  const template = await ensureTemplate();
  return createDatabase(`template ${template}`);
}

/** The URL of a PostgreSQL database without a schema, dropped when the test is over. */
export async function emptyPostgresUrl(): Promise<string> {
  return createDatabase("template template0");
}

async function createDatabase(clause: string): Promise<string> {
  const name = `tocsin_test_${randomUUID().replaceAll("-", "")}`;
  await onServer(async (server) => {
    await server.query(`create database ${name} ${clause}`);
  });
  // Finishers run last in, first out: this one after the database has been closed.
  onTestFinished(() =>
    onServer(async (server) => {
      await server.query(`drop database ${name} with (force)`);
    }),
  );
  return urlOf(name);
}

let template: Promise<string> | undefined;

/** One template for each state of the schema, kept on the server between runs. */
function ensureTemplate(): Promise<string> {
  template ??= onServer(async (server) => {
    const text = JSON.stringify(ALL_MIGRATIONS.map((step) => step.statements("postgres")));
    const name = `tocsin_template_${createHash("sha256").update(text).digest("hex").slice(0, 16)}`;
    // Test files run in several processes.
    await server.query("select pg_advisory_lock(1)");
    const found = await server.query("select 1 from pg_database where datname = $1", [name]);
    if (found.rowCount === 1) return name;
    const unfinished = `${name}_unfinished`;
    await server.query(`drop database if exists ${unfinished}`);
    await server.query(`create database ${unfinished} template template0`);
    const url = urlOf(unfinished);
    const database = await openDatabase({ url, applicationVersion: APPLICATION_VERSION });
    await database.close();
    await server.query(`alter database ${unfinished} rename to ${name}`);
    return name;
  });
  return template;
}

function serverUrl(): string {
  const url = process.env["TOCSIN_TEST_POSTGRES_URL"];
  if (url === undefined) {
    throw new Error("set TOCSIN_TEST_POSTGRES_URL to what test/support/start-postgres.sh prints");
  }
  return url;
}

function urlOf(database: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${database}`;
  return url.href;
}

async function onServer<T>(work: (server: Client) => Promise<T>): Promise<T> {
  const server = new Client({ connectionString: serverUrl() });
  await server.connect();
  try {
    return await work(server);
  } finally {
    await server.end();
  }
}
