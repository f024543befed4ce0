/** Databases for benchmarks: a file, or one on a PostgreSQL server. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { skipped } from "./report.ts";

/** To be removed when the round is over. */
export interface Fresh {
  readonly url: string;
  remove(): Promise<void>;
}

export async function newFile(): Promise<Fresh> {
  const folder = mkdtempSync(join(tmpdir(), "tocsin-bench-"));
  return {
    url: `sqlite:${join(folder, "t.db")}`,
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

export async function newDatabase(serverUrl: string): Promise<Fresh> {
  const name = "tocsin_bench";
  const run = async (...statements: readonly string[]): Promise<void> => {
    const client = new Client(serverUrl);
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  const drop = `drop database if exists ${name} with (force)`;
  await run(drop, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, remove: () => run(drop) };
}

/** Does it on SQLite, and on PostgreSQL where there is a server for it. */
export async function onEachDatabase(
  work: (name: string, fresh: Fresh) => Promise<void>,
): Promise<void> {
  await on("SQLite", await newFile(), work);
  const postgres = process.env["TOCSIN_BENCH_POSTGRES_URL"];
  if (postgres === undefined) skipped("PostgreSQL", "set TOCSIN_BENCH_POSTGRES_URL");
  else await on("PostgreSQL", await newDatabase(postgres), work);
}

async function on(
  name: string,
  fresh: Fresh,
  work: (name: string, fresh: Fresh) => Promise<void>,
): Promise<void> {
  try {
    await work(name, fresh);
  } finally {
    await fresh.remove();
  }
}
