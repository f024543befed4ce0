import { describe, expect, test } from "vitest";
import { loadSyntaxParsers } from "../../platform/syntax-parsers.ts";
import { isShellFence, readFence } from "./fence.ts";
import { classifyStatement } from "./statement-class.ts";

const parsers = await loadSyntaxParsers();

/** Kind and first line of each part, statements with their client. */
function partsOf(lines: readonly string[], language = ""): string[] {
  return readFence(lines.join("\n"), language).map(
    ({ kind, text, client }) => `${client ?? kind}: ${text.replaceAll("\n", " / ")}`,
  );
}

describe("prompts", () => {
  test("of psql, with statements over several lines and what they print", () => {
    expect(
      partsOf([
        "$ psql -U app shop",
        "shop=# SELECT count(*)",
        "shop-# FROM orders;",
        " count",
        "-------",
        "    12",
        "shop=> \\dt",
        "shop=# SELECT pid",
        "FROM pg_stat_activity",
        "WHERE state = 'idle';",
        "  pid",
      ]),
    ).toEqual([
      "command: psql -U app shop",
      "sql: SELECT count(*) / FROM orders;",
      "output:  count".replace("  ", " "),
      "output: -------",
      "output: 12",
      "sql: \\dt",
      "sql: SELECT pid / FROM pg_stat_activity / WHERE state = 'idle';",
      "output: pid",
    ]);
  });

  test.each([
    ["mysql> SHOW PROCESSLIST;", "sql: SHOW PROCESSLIST;"],
    ["MariaDB [shop]> select 1;", "sql: select 1;"],
    ["cqlsh:shop> SELECT now() FROM system.local;", "sql: SELECT now() FROM system.local;"],
    ["127.0.0.1:6379> INFO memory", "redis: INFO memory"],
    ["cache.example:6380[2]> DEL cart", "redis: DEL cart"],
    ["rs0:PRIMARY> rs.status()", "mongosh: rs.status()"],
    ["rs0 [direct: primary] shop> db.stats()", "mongosh: db.stats()"],
    ["> db.orders.count()", "mongosh: db.orders.count()"],
    [">>> Order.objects.count()", "script: Order.objects.count()"],
    ["irb(main):001:0> Order.count", "script: Order.count"],
  ])("%s", (line, part) => {
    expect(isShellFence(line, "")).toBe(true);
    expect(partsOf([line])).toEqual([part]);
  });

  test.each([
    "total => 12",
    "const f = a => b",
    "> a quoted answer",
    "test> 12 passed",
    "a:80> <html>",
  ])("%s is none", (line) => {
    expect(isShellFence(line, "")).toBe(false);
  });
});

describe("fences of SQL", () => {
  test("hold statements and comments", () => {
    const lines = [
      "-- Who waits?",
      "SELECT pid, query",
      "FROM pg_stat_activity",
      "WHERE query <> 'a;b';",
      "",
      "SELECT pg_terminate_backend(42); -- the worst one",
      "work_mem = 64MB",
    ];
    expect(isShellFence(lines.join("\n"), "sql")).toBe(true);
    expect(partsOf(lines, "sql")).toEqual([
      "comment: Who waits?",
      "sql: SELECT pid, query / FROM pg_stat_activity / WHERE query <> 'a;b';",
      "sql: SELECT pg_terminate_backend(42); -- the worst one",
      "output: work_mem = 64MB",
    ]);
  });

  test("end a statement without a sign at a blank line", () => {
    expect(partsOf(["SELECT 1", "", "SELECT 2"], "sql")).toEqual([
      "sql: SELECT 1",
      "sql: SELECT 2",
    ]);
  });

  test("keep a function's body whole", () => {
    const lines = ["CREATE FUNCTION f() RETURNS int AS $$", "  SELECT 1;", "", "$$ LANGUAGE sql;"];
    expect(partsOf(lines, "sql")).toHaveLength(1);
  });

  test("may hold the shell command around the query", () => {
    const lines = ["-- By hand:", "docker exec db psql -c \\", '  "SELECT 1"'];
    expect(partsOf(lines, "sql")).toEqual([
      "comment: By hand:",
      'command: docker exec db psql -c \\ /   "SELECT 1"',
    ]);
  });

  test("are none without a statement", () => {
    expect(isShellFence("orders (id, total)", "sql")).toBe(false);
  });
});

test("a statement below the client that it is typed into, in a shell's fence", () => {
  const lines = ["psql -h db shop", "SELECT now()", "  AS t;", "\\q", "uptime"];
  expect(partsOf(lines, "bash")).toEqual([
    "command: psql -h db shop",
    "sql: SELECT now() /   AS t;",
    "sql: \\q",
    "command: uptime",
  ]);
  expect(partsOf(["SELECT the slowest service in the list"], "bash")).toEqual([
    "output: SELECT the slowest service in the list",
  ]);
});

describe("the effect of", () => {
  test.each([
    ["SELECT count(*) FROM orders WHERE id = <order-id>;", "sql", "observe"],
    ["SELECT pid, state FROM pg_stat_activity;", "sql", "observe"],
    ["SHOW FULL PROCESSLIST;", "sql", "observe"],
    ["SELECT a FROM `shop`.`orders` WHERE d > DATE_SUB(now(), 1)\\G", "sql", "observe"],
    ["EXPLAIN SELECT 1;", "sql", "observe"],
    ["PRAGMA integrity_check;", "sql", "observe"],
    ["\\dt+", "sql", "observe"],
    ["SELECT * FROM users;", "sql", "reveal"],
    ["SELECT rolpassword FROM pg_authid;", "sql", "reveal"],
    ["SELECT pg_cancel_backend(7);", "sql", "change"],
    [
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle';",
      "sql",
      "change",
    ],
    ["UPDATE orders SET state = 'open';", "sql", "change"],
    ["SELECT 1; DROP TABLE orders;", "sql", "change"],
    ["KILL 42;", "sql", "change"],
    ["VACUUM ANALYZE orders;", "sql", "change"],
    ["EXPLAIN ANALYZE DELETE FROM orders;", "sql", "change"],
    ["SELECT /*! 1 INTO OUTFILE '/tmp/a' */;", "sql", "unknown"],
    ["SELECT refund_all();", "sql", "unknown"],
    ["\\! rm -rf /", "sql", "change"],
    ["INFO memory", "redis", "observe"],
    ["GET session:1", "redis", "reveal"],
    ["FLUSHALL", "redis", "change"],
    ["EVAL 'return 1' 0", "redis", "change"],
    ["DEL `date`", "redis", "unknown"],
    ["rs.status()", "mongosh", "observe"],
    ["show dbs", "mongosh", "observe"],
    ["db.orders.drop()", "mongosh", "change"],
    ["rs.stepDown(60)", "mongosh", "change"],
    ["db.orders.find()", "mongosh", "unknown"],
    ["print(1)", "script", "unknown"],
  ] as const)("%s (%s) is %s", (statement, client, effect) => {
    expect(classifyStatement(statement, client, parsers)).toMatchObject({ effect });
  });
});
