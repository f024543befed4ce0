import { describe, expect, test } from "vitest";
import { freshDatabase } from "../../test/support/database.ts";
import { defineBulkStatement } from "./bulk-statement.ts";
import { defineStatement } from "./statement.ts";

interface Row {
  readonly key: string;
  readonly bytes: string | null;
  readonly count: number | null;
  readonly thing: unknown;
}

const echo = defineBulkStatement<
  Row,
  { key: string; bytes: Uint8Array | null; count: number | null; thing: string; more: string }
>(
  { key: "text", bytes: "bytes", count: "integer", thing: "json" },
  `select n.key as key, n.bytes as bytes, n.count as count, n.thing as thing, $2 as more
   from {rows}`,
);

function aRow(overrides: Partial<Row> = {}): Row {
  return { key: "k", bytes: "00ff", count: 1, thing: {}, ...overrides };
}

describe("a bulk statement", () => {
  test("reads every kind of column, in order, beside further parameters", async () => {
    const database = await freshDatabase();
    const rows = [
      aRow(),
      aRow({ key: "$1 'x' {rows} n.key", thing: { a: [1, "é", null], nested: '{"b": "\\""}' } }),
      aRow({ bytes: null, count: null, thing: "text" }),
      aRow({ count: -(2 ** 53 - 1), thing: [] }),
    ];
    const found = await echo(database.read, rows, "more");
    expect(
      found.map(({ bytes, thing, ...others }) => ({
        ...others,
        bytes: bytes === null ? null : Buffer.from(bytes).toString("hex"),
        thing: JSON.parse(thing),
      })),
    ).toEqual(rows.map((row) => ({ ...row, more: "more" })));
  });

  test("does nothing without rows", async () => {
    const database = await freshDatabase();
    expect(await echo(database.read, [], "more")).toEqual([]);
  });

  test("cleans texts, keys and values at any depth", async () => {
    const database = await freshDatabase();
    const row = aRow({ key: "a\0", thing: { "b\ud800": ["c\0"] } });
    const [found] = await echo(database.read, [row], "d\0");
    expect(found?.key).toBe("a\uFFFD");
    expect(JSON.parse(found?.thing ?? "")).toEqual({ "b\uFFFD": ["c\uFFFD"] });
    expect(found?.more).toBe("d\uFFFD");
  });

  test("keeps what only looks like an escape", async () => {
    const database = await freshDatabase();
    const text = "\\u0000 \\ud800 \\\\u0000";
    const [found] = await echo(database.read, [aRow({ key: text, thing: { text } })], "");
    expect(found?.key).toBe(text);
    expect(JSON.parse(found?.thing ?? "")).toEqual({ text });
  });

  test("writes all rows or none, be it in a transaction or not", async () => {
    const database = await freshDatabase();
    const insert = defineBulkStatement<{ key: string }>(
      { key: "text" },
      "insert into setting (key, value) select n.key, 'x' from {rows}",
    );
    const rows = ["a", "b", "a"].map((key) => ({ key }));
    await expect(insert(database.read, rows)).rejects.toThrow(/unique/i);
    expect(await database.read.selectFrom("setting").selectAll().execute()).toEqual([]);
    await insert(database.read, rows.slice(1));
    expect(await database.read.selectFrom("setting").selectAll().execute()).toHaveLength(2);
  });

  test.each([
    ["an integer beyond 2^53", 2 ** 53],
    ["a fraction", 0.5],
    ["undefined", undefined],
    ["a Date", new Date(0)],
  ])("refuses %s", async (_, count) => {
    const database = await freshDatabase();
    const asking = echo(database.read, [aRow({ count: count as number })], "");
    await expect(asking).rejects.toThrow(/2\^53|parameter/);
  });
});

test("a statement takes its parameters by number, more than once and in any order", async () => {
  const database = await freshDatabase();
  const statement = defineStatement<{ a: string; b: string }>({
    sqlite: "select $2 as a, $1 || $2 as b",
    postgres: "select $2::text as a, $1::text || $2::text as b",
  });
  expect(await statement(database.read, "x", "y")).toMatchObject([{ a: "y", b: "xy" }]);
});
