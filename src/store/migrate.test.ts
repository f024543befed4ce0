import { join } from "node:path";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { emptyPostgresUrl, freshDatabase, ON_POSTGRES } from "../../test/support/database.ts";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { type Database, openDatabase } from "./database.ts";
import { migrate } from "./migrate.ts";
import { ALL_MIGRATIONS } from "./migrations/all-migrations.ts";
import type { Migration } from "./migrations/migration.ts";
import { saveSetting } from "./settings.ts";

/** Of a database that can be opened again, without a schema. */
async function emptyUrl(): Promise<string> {
  if (ON_POSTGRES) return emptyPostgresUrl();
  return `sqlite:${join(temporaryFolder(), "tocsin.db")}`;
}

async function opened<T>(
  url: string,
  work: (database: Database) => Promise<T>,
  applicationVersion = "1.2.3",
): Promise<T> {
  const database = await openDatabase({ url, applicationVersion, now: () => 77 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

async function applied(database: Database): Promise<{ version: number; applied_by: string }[]> {
  const rows = sql<{ version: number; applied_by: string }>`
    select version, applied_by from migration order by version`;
  return (await rows.execute(database.read)).rows.map((row) => ({ ...row }));
}

/** One more step than there are, as the next release would have it. */
function withNext(...statements: string[]): readonly Migration[] {
  const version = ALL_MIGRATIONS.length + 1;
  return [...ALL_MIGRATIONS, { version, name: "next", statements: () => statements }];
}

function run(database: Database, migrations: readonly Migration[]): Promise<number> {
  const options = { applicationVersion: "2.0.0", now: 99, migrations };
  return database.transaction((tx) => migrate(tx, options));
}

test("a fresh database gets every step, and the next opening none", async () => {
  const url = await emptyUrl();
  const versions = ALL_MIGRATIONS.map(({ version }) => ({ version, applied_by: "1.2.3" }));
  await opened(url, async (database) => {
    expect(await applied(database)).toEqual(versions);
    await saveSetting(database.read, "kept", "yes");
  });
  await opened(
    url,
    async (database) => {
      expect(await applied(database)).toEqual(versions);
      expect(await run(database, ALL_MIGRATIONS)).toBe(0);
    },
    "1.3.0",
  );
});

test("a step is added to a database that has the ones before it", async () => {
  const database = await freshDatabase();
  const migrations = withNext("create table added (id text primary key)");
  expect(await run(database, migrations)).toBe(1);
  expect((await applied(database)).at(-1)).toEqual({
    version: migrations.length,
    applied_by: "2.0.0",
  });
  await sql`insert into added (id) values ('x')`.execute(database.read);
});

test("a step that fails half-way leaves nothing, and works when it has been mended", async () => {
  const database = await freshDatabase();
  const half = withNext("create table added (id text primary key)", "create table (nonsense");
  await expect(run(database, half)).rejects.toThrow(/syntax/);
  expect(await applied(database)).toHaveLength(ALL_MIGRATIONS.length);
  const missing = sql`select * from added`.execute(database.read);
  await expect(missing).rejects.toThrow(/no such table|does not exist/);
  expect(await run(database, withNext("create table added (id text primary key)"))).toBe(1);
});

test("a newer schema is refused with what to do", async () => {
  const url = await emptyUrl();
  await opened(url, (database) => run(database, withNext("create table added (id text)")));
  const opening = opened(url, async () => {}, "1.2.3");
  await expect(opening).rejects.toMatchObject({ code: "unavailable" });
  const newest = ALL_MIGRATIONS.length;
  await expect(opening).rejects.toThrow(
    `The database has schema ${newest + 1}, made by Tocsin 2.0.0; this is Tocsin 1.2.3, which ` +
      `knows schemas up to ${newest}. Start Tocsin 2.0.0 or newer on it, ` +
      "or restore a backup from before the upgrade.",
  );
});

test("steps are numbered without a gap, and named once", () => {
  expect(ALL_MIGRATIONS.map(({ version }) => version)).toEqual(
    ALL_MIGRATIONS.map((_, index) => index + 1),
  );
  expect(new Set(ALL_MIGRATIONS.map(({ name }) => name)).size).toBe(ALL_MIGRATIONS.length);
});

describe.runIf(ON_POSTGRES)("several processes that start together (PostgreSQL)", () => {
  test("migrate once", async () => {
    const url = await emptyPostgresUrl();
    await Promise.all(Array.from({ length: 4 }, () => opened(url, async () => {})));
    await opened(url, async (database) => {
      expect(await applied(database)).toHaveLength(ALL_MIGRATIONS.length);
    });
  });
});

describe.skipIf(ON_POSTGRES)("two that start together (SQLite)", () => {
  test("do not both have the file", async () => {
    const url = await emptyUrl();
    const opening = await Promise.allSettled(
      Array.from({ length: 2 }, () => openDatabase({ url, applicationVersion: "1.2.3" })),
    );
    const won = opening.filter((result) => result.status === "fulfilled");
    expect(won).toHaveLength(1);
    for (const { value } of won) {
      expect(await applied(value)).toHaveLength(ALL_MIGRATIONS.length);
      await value.close();
    }
  });
});
