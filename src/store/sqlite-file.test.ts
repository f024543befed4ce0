import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { CompiledQuery } from "kysely";
import { describe, expect, onTestFinished, test } from "vitest";
import { ON_POSTGRES } from "../../test/support/database.ts";
import { anAlert } from "../../test/support/store-fixtures.ts";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { insertAlerts } from "./alerts.ts";
import { type Database, openDatabase, type Tx } from "./database.ts";
import { insertReceipts } from "./receipts.ts";
import { loadSetting, saveSetting } from "./settings.ts";
import { LOG_BYTES_MAX } from "./sqlite-checkpointer.ts";

async function open(file: string): Promise<Database> {
  const database = await openDatabase({ url: `sqlite:${file}`, applicationVersion: "1" });
  onTestFinished(() => database.close());
  return database;
}

/** Runs a program that has `database`, the file's, opened in a process of its own. */
function spawnWithDatabase(file: string, program: string) {
  const url = (path: string) => JSON.stringify(fileURLToPath(new URL(path, import.meta.url)));
  const source = `
    const { openDatabase } = await import(${url("database.ts")});
    const { saveSetting } = await import(${url("settings.ts")});
    const database = await openDatabase(
      { url: "sqlite:" + ${JSON.stringify(file)}, applicationVersion: "1" });
    ${program}`;
  const args = ["--input-type=module", "--eval", source];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  child.stdout.setEncoding("utf8");
  return child;
}

/** Tests that start processes of their own, on a machine that may be busy. */
const PROCESS_TIMEOUT_MS = 60_000;

describe.skipIf(ON_POSTGRES)("a SQLite file", { timeout: PROCESS_TIMEOUT_MS }, () => {
  test("is created with its folder, for its owner only, and keeps what it is given", async () => {
    const folder = join(temporaryFolder(), "new", "data");
    const file = join(folder, "tocsin.db");
    const database = await open(file);
    await saveSetting(database.read, "a", "1");
    const modes = [folder, file, `${file}-wal`].map((path) => statSync(path).mode & 0o777);
    expect(modes).toEqual([0o700, 0o600, 0o600]);
    await database.close();
    const again = await open(file);
    expect(await loadSetting(again.read, "a")).toBe("1");
  });

  test("commits to disk before it answers", async () => {
    const file = join(temporaryFolder(), "tocsin.db");
    const database = await open(file);
    const pragma = async (name: string) => {
      const { rows } = await database.read.executeQuery(CompiledQuery.raw(`pragma ${name}`));
      return Object.values(rows[0] ?? {})[0];
    };
    const FULL = 2;
    expect(await pragma("journal_mode")).toBe("wal");
    expect(await pragma("synchronous")).toBe(FULL);
    expect(await pragma("foreign_keys")).toBe(1);
  });

  test("is refused to a second opener, in this process or another, until the first has closed", async () => {
    const file = join(temporaryFolder(), "tocsin.db");
    const first = await open(file);
    const refusal = {
      code: "unavailable",
      message: expect.stringMatching(/^Another Tocsin has .*tocsin\.db open\. Stop it first/),
    };
    await expect(open(file)).rejects.toMatchObject(refusal);
    const child = spawnWithDatabase(file, "").on("error", () => {});
    const [code] = await once(child, "exit");
    expect(code).not.toBe(0);
    await first.close();
    await open(file);
  });

  test("is free again when the process that had it was killed", async () => {
    const file = join(temporaryFolder(), "tocsin.db");
    const child = spawnWithDatabase(file, `console.log("open"); setInterval(() => {}, 1000);`);
    await once(child.stdout, "data");
    await expect(open(file)).rejects.toMatchObject({ code: "unavailable" });
    child.kill("SIGKILL");
    await once(child, "exit");
    await open(file);
  });

  test("loses nothing that was acknowledged before kill -9", async () => {
    const file = join(temporaryFolder(), "tocsin.db");
    // Each key is printed only when its transaction has committed, while checkpoints go on.
    const child = spawnWithDatabase(
      file,
      `for (let n = 0; ; n++) {
         await database.transaction((tx) => saveSetting(tx, "k" + n, "v".repeat(5000) + n));
         process.stdout.write("k" + n + "\\n");
         if (n % 50 === 49) database.checkpoint().catch(() => {});
       }`,
    );
    let printed = "";
    for await (const text of child.stdout) {
      printed += text;
      if (printed.length > 2_000) child.kill("SIGKILL");
    }
    // The last line may have been cut off by the kill.
    const acknowledged = printed.split("\n").slice(0, -1);
    expect(acknowledged.length).toBeGreaterThan(300);
    const database = await open(file);
    for (const key of acknowledged) {
      expect(await loadSetting(database.read, key)).toBe("v".repeat(5000) + key.slice(1));
    }
    const check = await database.read.executeQuery(CompiledQuery.raw("pragma integrity_check"));
    expect(check.rows).toMatchObject([{ integrity_check: "ok" }]);
  });

  test("locks out every other writer from the first thing that a transaction asks", async () => {
    const file = join(temporaryFolder(), "tocsin.db");
    const database = await open(file);
    const intruder = new DatabaseSync(file, { timeout: 0 });
    onTestFinished(() => intruder.close());
    await database.transaction(async (tx) => {
      await loadSetting(tx, "a");
      expect(() => intruder.exec("begin immediate")).toThrow(/locked/);
    });
    intruder.exec("begin immediate; rollback");
  });

  test("moves its log into the file while transactions go on, and keeps the log short", async () => {
    const file = join(temporaryFolder(), "tocsin.db");
    const database = await open(file);
    const write = () =>
      database.transaction((tx) =>
        insertReceipts(tx, [
          {
            id: crypto.randomUUID(),
            integrationId: "i",
            receivedAt: 1,
            requests: [{ contentType: "x", body: new Uint8Array(100_000), truncated: false }],
          },
        ]),
      );
    for (let n = 0; n < 200; n++) await write();
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(LOG_BYTES_MAX);
    await Promise.all([database.checkpoint(), write(), write(), database.checkpoint(), write()]);
    // All is in the file, and the next commit begins the log anew and cuts it.
    expect(statSync(file).size).toBeGreaterThan(10_000_000);
    await database.checkpoint();
    await write();
    expect(statSync(`${file}-wal`).size).toBeLessThanOrEqual(LOG_BYTES_MAX);
  });

  test("on a full disk fails what does not fit and goes on with the rest", async () => {
    const database = await open(join(temporaryFolder(), "tocsin.db"));
    const pragma = (text: string) =>
      database.read.executeQuery(CompiledQuery.raw(`pragma ${text}`));
    const { rows } = await pragma("page_count");
    const [pages] = Object.values(rows[0] ?? {});
    await pragma(`max_page_count = ${Number(pages) + 3}`);
    const filling = database.transaction(async (tx) => {
      for (let n = 0; n < 100; n++) await saveSetting(tx, `k${n}`, "v".repeat(2_000));
    });
    await expect(filling).rejects.toMatchObject({ code: "unavailable" });
    await database.transaction((tx) => saveSetting(tx, "small", "1"));
    expect(await loadSetting(database.read, "small")).toBe("1");
    expect(await loadSetting(database.read, "k0")).toBeUndefined();
  });

  test("takes heavy work in a thread of its own, in turn with everything else", async () => {
    const database = await open(join(temporaryFolder(), "tocsin.db"));
    const order: string[] = [];
    const entered = Promise.withResolvers<void>();
    const leave = Promise.withResolvers<void>();
    const heavy = database.transaction(
      async (tx) => {
        await saveSetting(tx, "a", "1");
        entered.resolve();
        await leave.promise;
        order.push("heavy");
      },
      { isHeavy: true },
    );
    await entered.promise;
    const ordinary = database.transaction(async (tx) => {
      order.push(`ordinary, which reads ${await loadSetting(tx, "a")}`);
    });
    leave.resolve();
    await Promise.all([heavy, ordinary]);
    expect(order).toEqual(["heavy", "ordinary, which reads 1"]);
    await saveSetting(database.read, "a", "2");
    const read = (tx: Tx) => loadSetting(tx, "a");
    expect(await database.transaction(read, { isHeavy: true })).toBe("2");
  });

  test("rolls heavy work back whose writes fail although nobody waited for them", async () => {
    const database = await open(join(temporaryFolder(), "tocsin.db"));
    const twice = database.transaction(
      async (tx) => {
        await saveSetting(tx, "a", "1");
        await insertAlerts(tx, [anAlert({ dedupKey: "a" })]);
        await insertAlerts(tx, [anAlert({ dedupKey: "a" })]);
      },
      { isHeavy: true },
    );
    await expect(twice).rejects.toThrow("UNIQUE constraint failed");
    expect(await loadSetting(database.read, "a")).toBeUndefined();
    await database.transaction((tx) => insertAlerts(tx, [anAlert({ dedupKey: "a" })]), {
      isHeavy: true,
    });
  });

  test("can be read by another program meanwhile, as a backup does", async () => {
    const file = join(temporaryFolder(), "tocsin.db");
    const database = await open(file);
    await saveSetting(database.read, "a", "1");
    const backup = new DatabaseSync(file, { readOnly: true });
    onTestFinished(() => backup.close());
    expect(backup.prepare("select value from setting").all()).toMatchObject([{ value: "1" }]);
    await saveSetting(database.read, "a", "2");
  });
});

describe.skipIf(ON_POSTGRES)("a SQLite file is refused with what to do", () => {
  test("in a folder that cannot be made", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "file"), "");
    const opening = open(join(folder, "file", "tocsin.db"));
    await expect(opening).rejects.toMatchObject({ code: "unavailable" });
    await expect(opening).rejects.toThrow(/Cannot create or write .* Give this user the right/);
  });

  test("where a folder is", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "tocsin.db"));
    await expect(open(join(folder, "tocsin.db"))).rejects.toThrow(/Cannot create or write/);
  });

  test("on a file system that takes no writes", async () => {
    await expect(open("/proc/tocsin/tocsin.db")).rejects.toThrow(/Cannot create or write/);
  });

  test("when the file is not a database, and leaves it as it is", async () => {
    const file = join(temporaryFolder(), "notes.txt");
    const text = "This is not a database. ".repeat(100);
    writeFileSync(file, text);
    const opening = open(file);
    await expect(opening).rejects.toMatchObject({ code: "unavailable" });
    await expect(opening).rejects.toThrow(/is not a SQLite database\. Name another file/);
    expect(readFileSync(file, "utf8")).toBe(text);
  });

  test("when it is another program's, and leaves it as it is", async () => {
    const file = join(temporaryFolder(), "other.db");
    const other = new DatabaseSync(file);
    other.exec("create table song (title text)");
    other.close();
    const before = readFileSync(file);
    await expect(open(file)).rejects.toThrow(/is a SQLite database of another program/);
    expect(Buffer.compare(readFileSync(file), before)).toBe(0);
  });

  test("when it is damaged", async () => {
    const file = join(temporaryFolder(), "tocsin.db");
    await (await open(file)).close();
    const bytes = readFileSync(file);
    bytes.fill(0xff, 100, 4096);
    writeFileSync(file, bytes);
    await expect(open(file)).rejects.toThrow(/is damaged\. Restore it from a backup/);
  });
});

test("memory databases are apart from each other", async () => {
  const one = await open(":memory:");
  const other = await open(":memory:");
  await saveSetting(one.read, "a", "1");
  expect(await loadSetting(other.read, "a")).toBeUndefined();
});
