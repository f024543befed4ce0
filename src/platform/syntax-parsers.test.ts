import { expect, test } from "vitest";
import { loadSyntaxParsers } from "./syntax-parsers.ts";

const { parseSql } = await loadSyntaxParsers();

test("SQL becomes PostgreSQL's own tree", () => {
  expect(parseSql("SELECT 1; SELECT 2")).toMatchObject({
    stmts: [{ stmt: { SelectStmt: {} } }, { stmt: { SelectStmt: {} } }],
  });
});

test.each(["", "  ", "SELEC 1", "SELECT 1\0; DROP TABLE a", "\\dt", "SELECT '"])(
  "%j does not parse",
  (sql) => {
    expect(parseSql(sql)).toBeUndefined();
  },
);

test("a failure leaves the parser usable", () => {
  for (let round = 0; round < 200; round += 1) {
    expect(parseSql(`SELECT (((${round}`)).toBeUndefined();
    expect(parseSql(`SELECT ${round}`)).toMatchObject({ stmts: [{}] });
  }
});
