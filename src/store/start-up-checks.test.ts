import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { Client } from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import { emptyPostgresUrl, freshPostgresUrl, ON_POSTGRES } from "../../test/support/database.ts";
import { ownPostgres } from "../../test/support/own-postgres.ts";
import { type Database, openDatabase } from "./database.ts";
import { type PostgresFacts, postgresRefusal } from "./start-up-checks.ts";

const TIMEOUT_MS = 60_000;

async function open(url: string): Promise<Database> {
  const database = await openDatabase({ url, applicationVersion: "1" });
  onTestFinished(() => database.close());
  return database;
}

/** Runs statements on a server's own database, each by itself. */
async function administer(url: string, ...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

describe("a PostgreSQL server is refused with what to do", () => {
  const sound: PostgresFacts = {
    version: 15,
    fsync: "on",
    full_page_writes: "on",
    synchronous_commit: "on",
    encoding: "UTF8",
    in_recovery: 0,
  };

  test.each<[string, Partial<PostgresFacts>, RegExp]>([
    ["when it is too old", { version: 14 }, /^PostgreSQL 14 is too old\. Upgrade it to 15/],
    ["when it is a standby", { in_recovery: 1 }, /standby.* Connect to the primary\.$/],
    ["without fsync", { fsync: "off" }, /^PostgreSQL has fsync off: .* Set fsync = on/],
    ["without full_page_writes", { full_page_writes: "off" }, /Set full_page_writes = on/],
    ["in an encoding that is not Unicode", { encoding: "LATIN1" }, /CREATE DATABASE tocsin/],
  ])("%s", (_, fact, sentence) => {
    expect(postgresRefusal({ ...sound, ...fact })).toMatch(sentence);
  });

  test("and taken when all is sound, or newer", () => {
    expect(postgresRefusal(sound)).toBeUndefined();
    expect(postgresRefusal({ ...sound, version: 18 })).toBeUndefined();
  });
});

describe.runIf(ON_POSTGRES)("a real PostgreSQL server", { timeout: TIMEOUT_MS }, () => {
  test("with fsync off, and one that is a standby, are refused", async () => {
    const server = await ownPostgres();
    const url = server.start();
    await (await open(url)).close();
    await administer(url, "alter system set fsync = off", "select pg_reload_conf()");
    const unsafe = { code: "unavailable", message: expect.stringContaining("fsync off") };
    await expect.poll(() => open(url).catch((error) => error)).toMatchObject(unsafe);
    await administer(url, "alter system reset fsync");
    await server.stop();
    writeFileSync(join(server.dataFolder, "standby.signal"), "");
    server.start();
    const standby = { code: "unavailable", message: expect.stringContaining("standby") };
    await expect(open(url)).rejects.toMatchObject(standby);
  });

  test("with synchronous_commit off is warned of, and our sessions have it on", async () => {
    const url = await freshPostgresUrl();
    const name = new URL(url).pathname.slice(1);
    await administer(url, `alter database ${name} set synchronous_commit = off`);
    const database = await open(url);
    expect(database.warnings).toEqual([expect.stringContaining("synchronous_commit off")]);
    const { rows } = await sql<{ value: string }>`
      select current_setting('synchronous_commit') as value`.execute(database.read);
    expect(rows).toEqual([{ value: "on" }]);
  });

  test("without a warning when all is well", async () => {
    const database = await open(await freshPostgresUrl());
    expect(database.warnings).toEqual([]);
  });

  test("with a database of another encoding is refused", async () => {
    const url = new URL(await emptyPostgresUrl());
    const name = `${url.pathname.slice(1)}_latin1`;
    await administer(
      url.href,
      `create database ${name} encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0`,
    );
    onTestFinished(() => administer(url.href, `drop database ${name} with (force)`));
    const latin1 = new URL(url);
    latin1.pathname = `/${name}`;
    await expect(open(latin1.href)).rejects.toThrow(/encoding LATIN1/);
  });

  test("that cannot be used says why, without the password", async () => {
    const url = new URL(await emptyPostgresUrl());
    url.username = "nobody";
    url.password = "s3cret";
    const unknownUser = open(url.href).catch((error) => error);
    expect(await unknownUser).toMatchObject({ code: "unavailable" });
    expect((await unknownUser).message).toMatch(/refuses the user or password/);
    url.pathname = "/tocsin_nowhere";
    url.username = "postgres";
    const unknownDatabase = open(url.href).catch((error) => error);
    expect((await unknownDatabase).message).toMatch(/does not exist on .* Create it first/);
    url.port = "1";
    const unreachable = open(url.href).catch((error) => error);
    expect(await unreachable).toMatchObject({ code: "unavailable" });
    expect((await unreachable).message).toMatch(/^Cannot reach PostgreSQL at 127\.0\.0\.1:1 /);
    for (const error of [await unknownUser, await unknownDatabase, await unreachable]) {
      expect(error.message).not.toContain("s3cret");
    }
  });

  test("whose user may not create tables says what to grant", async () => {
    const url = new URL(await emptyPostgresUrl());
    const role = `reader_${url.pathname.slice(-12)}`;
    await administer(url.href, `create role ${role} login`);
    onTestFinished(() => administer(url.href, `drop role ${role}`));
    const asReader = new URL(url);
    asReader.username = role;
    await expect(open(asReader.href)).rejects.toThrow(/may not create tables\. .*GRANT CREATE/);
  });
});
