import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { freshDatabase, ON_POSTGRES } from "../../test/support/database.ts";
import { openDatabase, type Tx } from "./database.ts";
import { loadSetting, saveSetting } from "./settings.ts";

describe("a transaction", () => {
  test("commits what it did and returns what its work returns", async () => {
    const database = await freshDatabase();
    const result = await database.transaction(async (tx) => {
      await saveSetting(tx, "a", "1");
      return loadSetting(tx, "a");
    });
    expect(result).toBe("1");
    expect(await loadSetting(database.read, "a")).toBe("1");
  });

  test("leaves nothing when its work throws, and the next one works", async () => {
    const database = await freshDatabase();
    const failing = database.transaction(async (tx) => {
      await saveSetting(tx, "a", "1");
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await loadSetting(database.read, "a")).toBeUndefined();
    await database.transaction((tx) => saveSetting(tx, "a", "2"));
    expect(await loadSetting(database.read, "a")).toBe("2");
  });

  test("that ended refuses to go on", async () => {
    const database = await freshDatabase();
    const escaped = await database.transaction(async (tx) => ({ tx }));
    await expect(saveSetting(escaped.tx, "a", "1")).rejects.toThrow(/committed/);
  });

  test("refuses queries around it, which would wait for it for ever", async () => {
    const database = await freshDatabase();
    const around = database.transaction(() => loadSetting(database.read, "a"));
    await expect(around).rejects.toThrow("has to go through its `tx`");
    const nested = database.transaction(() => database.transaction(async () => {}));
    await expect(nested).rejects.toThrow("has to go through its `tx`");
    expect(await loadSetting(database.read, "a")).toBeUndefined();
  });

  test("allows what it left running to use the database afterwards", async () => {
    const database = await freshDatabase();
    const goOn = Promise.withResolvers<void>();
    const { later } = await database.transaction(async () => ({
      later: goOn.promise.then(() => loadSetting(database.read, "a")),
    }));
    goOn.resolve();
    expect(await later).toBeUndefined();
  });

  test("of another database may be used inside", async () => {
    const [one, other] = [await freshDatabase(), await freshDatabase()];
    await one.transaction(() => other.transaction((tx) => saveSetting(tx, "a", "1")));
    expect(await loadSetting(other.read, "a")).toBe("1");
  });

  test("loses no update to another one of many at once", async () => {
    const database = await freshDatabase();
    await saveSetting(database.read, "n", "0");
    const increment = async (tx: Tx) => {
      const lock = ON_POSTGRES ? sql`for update` : sql``;
      const { rows } = await sql<{ value: string }>`
        select value from setting where key = 'n' ${lock}`.execute(tx);
      await saveSetting(tx, "n", String(Number(rows[0]?.value) + 1));
    };
    await Promise.all(Array.from({ length: 20 }, () => database.transaction(increment)));
    expect(await loadSetting(database.read, "n")).toBe("20");
  });
});

test("the reserved lane does not wait behind the ordinary one", async () => {
  const database = await freshDatabase({ poolMax: 1 });
  const order: string[] = [];
  const entered = Promise.withResolvers<void>();
  const leave = Promise.withResolvers<void>();
  const running = database.transaction(async () => {
    entered.resolve();
    await leave.promise;
  });
  await entered.promise;
  const crowd = Array.from({ length: 5 }, () =>
    database.transaction(async () => {
      order.push("ordinary");
    }),
  );
  const paging = database.transaction(
    async () => {
      order.push("reserved");
    },
    { lane: "reserved" },
  );
  // On PostgreSQL it has connections of its own and does not even wait for the one under way.
  if (ON_POSTGRES) await paging;
  leave.resolve();
  await Promise.all([running, paging, ...crowd]);
  expect(order[0]).toBe("reserved");
  expect(order).toHaveLength(6);
});

describe("hints", () => {
  test("come after the commit, and only for who marked the transaction", async () => {
    const database = await freshDatabase();
    const heard: string[] = [];
    const stop = database.onHint(() => heard.push("hint"));
    await database.transaction((tx) => saveSetting(tx, "a", "1"));
    expect(heard).toEqual([]);
    await database.transaction(async (tx) => {
      await database.hint(tx);
      await database.hint(tx);
      heard.push("before the commit");
    });
    expect(heard).toEqual(["before the commit", "hint"]);
    stop();
    await database.transaction((tx) => database.hint(tx));
    expect(heard).toHaveLength(2);
  });

  test("whose listener fails leave the transaction as it is, and the other listeners", async () => {
    const database = await freshDatabase();
    const failure = new Promise((resolve) => process.once("uncaughtException", resolve));
    let heard = 0;
    database.onHint(() => {
      throw new Error("a listener's own mistake");
    });
    database.onHint(() => {
      heard += 1;
    });
    await database.transaction((tx) => database.hint(tx));
    expect(heard).toBe(1);
    expect(await failure).toMatchObject({ message: "a listener's own mistake" });
  });

  test("do not come from a transaction that fails", async () => {
    const database = await freshDatabase();
    let heard = 0;
    database.onHint(() => {
      heard += 1;
    });
    const failing = database.transaction(async (tx) => {
      await database.hint(tx);
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(heard).toBe(0);
  });
});

test("the clock is the one that was given, and the database's on PostgreSQL", async () => {
  const database = await freshDatabase({ now: () => 1_234 });
  const now = await database.now();
  if (ON_POSTGRES) expect(Math.abs(now - Date.now())).toBeLessThan(60_000);
  else expect(now).toBe(1_234);
});

describe("closing", () => {
  test("waits for the transaction under way, refuses others, and may be asked for twice", async () => {
    const database = await freshDatabase();
    const entered = Promise.withResolvers<void>();
    const leave = Promise.withResolvers<void>();
    const running = database.transaction(async (tx) => {
      entered.resolve();
      await leave.promise;
      await saveSetting(tx, "a", "1");
    });
    await entered.promise;
    const closed = [database.close(), database.close()];
    await expect(database.transaction(async () => {})).rejects.toThrow();
    leave.resolve();
    await running;
    await Promise.all(closed);
    await expect(loadSetting(database.read, "a")).rejects.toThrow();
  });
});

describe("parameters that a database would store as something else are refused", () => {
  test.each([
    ["an integer beyond 2^53", 2 ** 53],
    ["a fraction", 1.5],
    ["not a number", Number.NaN],
    ["a Date", new Date(0)],
    ["a boolean", true],
  ])("%s", async (_, value) => {
    const database = await freshDatabase();
    const inserting = database.read
      .insertInto("incident_counter")
      .values({ day: "20260114", last: value as number });
    await expect(inserting.execute()).rejects.toThrow(/2\^53|parameter/);
  });

  test("but integers to the edge of 2^53 come back exact, negative ones too", async () => {
    const database = await freshDatabase();
    for (const last of [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]) {
      await database.read
        .insertInto("incident_counter")
        .values({ day: `${last}`, last })
        .execute();
      const found = database.read.selectFrom("incident_counter").where("day", "=", `${last}`);
      expect(await found.select("last").executeTakeFirst()).toMatchObject({ last });
    }
  });

  test("and an integer beyond 2^53 that somebody else stored is not read as another", async () => {
    const database = await freshDatabase();
    await sql`insert into incident_counter (day, last) values ('x', 9007199254740993)`.execute(
      database.read,
    );
    const reading = database.read.selectFrom("incident_counter").selectAll().execute();
    await expect(reading).rejects.toThrow(/2\^53|too large/);
  });
});

test("text with U+0000 and lone surrogates is cleaned in every parameter", async () => {
  const database = await freshDatabase();
  await saveSetting(database.read, "a\0", "b\ud800c");
  expect(await loadSetting(database.read, "a\0")).toBe("b\uFFFDc");
  expect(await loadSetting(database.read, "a\uFFFD")).toBe("b\uFFFDc");
});

test("a URL of another kind is refused", async () => {
  for (const url of ["mysql://localhost/x", "/var/lib/tocsin.db", ""]) {
    const opening = openDatabase({ url, applicationVersion: "1" });
    await expect(opening).rejects.toMatchObject({ code: "invalid-input" });
  }
});
