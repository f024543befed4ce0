import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Worker } from "node:worker_threads";
import { describe, expect, onTestFinished, test } from "vitest";
import { ON_POSTGRES } from "../../test/support/database.ts";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { startSqliteThread, ThreadedSqlite } from "./threaded-sqlite.ts";

const INSERT = { sql: "insert into t (a) values (?)" };
const COUNT = { sql: "select count(*) as count from t", values: [] };

/** Takes so long that the thread ends before it has answered. */
const LONG = {
  sql: `with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000000)
    select count(*) as count from n`,
  values: [],
};

/** A table `t` whose column `a` is unique, and the threads that were started to get at it. */
async function threaded(): Promise<{ sqlite: ThreadedSqlite; threads: Worker[] }> {
  const path = join(temporaryFolder(), "t.db");
  const file = new DatabaseSync(path);
  file.exec("pragma journal_mode = wal; create table t (a integer unique) strict");
  file.close();
  const threads: Worker[] = [];
  const sqlite = new ThreadedSqlite(path, (file) => {
    const thread = startSqliteThread(file);
    threads.push(thread);
    return thread;
  });
  onTestFinished(() => sqlite.close());
  return { sqlite, threads };
}

describe.skipIf(ON_POSTGRES)("a SQLite file in a thread of its own", () => {
  test("answers in order, row by row and all at once", async () => {
    const { sqlite } = await threaded();
    const rows = { sql: "insert into t (a) values (?) returning a", values: [1, 2, 3], width: 1 };
    const answers = await Promise.all([
      sqlite.execute(rows),
      sqlite.execute({ ...INSERT, values: [4] }),
      sqlite.execute(COUNT),
    ]);
    expect(answers).toEqual([
      { rows: [{ a: 1 }, { a: 2 }, { a: 3 }], changes: 0 },
      { rows: [], changes: 1 },
      { rows: [{ count: 4 }], changes: 0 },
    ]);
  });

  test("says what SQLite says when it refuses", async () => {
    const { sqlite } = await threaded();
    await sqlite.execute({ ...INSERT, values: [1] });
    const SQLITE_CONSTRAINT_UNIQUE = 2067;
    await expect(sqlite.execute({ ...INSERT, values: [1] })).rejects.toMatchObject({
      errcode: SQLITE_CONSTRAINT_UNIQUE,
      message: expect.stringContaining("UNIQUE constraint failed: t.a"),
    });
  });

  test("fails a transaction with a write that nobody waited for, and leaves nothing of it", async () => {
    const { sqlite } = await threaded();
    sqlite.begin();
    sqlite.defer({ ...INSERT, values: [1] });
    sqlite.defer({ ...INSERT, values: [1] });
    await expect(sqlite.execute(COUNT)).rejects.toThrow("UNIQUE constraint failed");
    await expect(sqlite.commit()).rejects.toThrow("UNIQUE constraint failed");
    await sqlite.rollback();
    expect(await sqlite.execute(COUNT)).toMatchObject({ rows: [{ count: 0 }] });
  });

  test("rolls back what was under way when the thread ends, and goes on in another", async () => {
    const { sqlite, threads } = await threaded();
    sqlite.begin();
    sqlite.defer({ ...INSERT, values: [1] });
    await sqlite.execute(COUNT);
    const unanswered = sqlite.execute(LONG);
    await threads[0]?.terminate();
    await expect(unanswered).rejects.toThrow("the database's thread has ended");
    // The rest of the transaction must not be written without its beginning.
    sqlite.defer({ ...INSERT, values: [2] });
    await expect(sqlite.execute({ ...INSERT, values: [3] })).rejects.toThrow("has ended");
    await expect(sqlite.commit()).rejects.toThrow("has ended");
    await sqlite.rollback();
    expect(await sqlite.execute(COUNT)).toMatchObject({ rows: [{ count: 0 }] });
    sqlite.begin();
    sqlite.defer({ ...INSERT, values: [4] });
    await sqlite.commit();
    expect(await sqlite.execute(COUNT)).toMatchObject({ rows: [{ count: 1 }] });
    expect(threads).toHaveLength(2);
  });
});
