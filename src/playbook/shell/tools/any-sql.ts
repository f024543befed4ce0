/** SQL whose dialect is not known: what PostgreSQL's parser or the forms of MySQL and SQLite make of it. */

import type { SyntaxParsers } from "../../syntax-parsers.ts";
import { change, observe, strongest, unknown, type Verdict } from "../verdict.ts";
import { classMysqlStatement } from "./mysql.ts";
import { classSql } from "./sql.ts";

/** Of MySQL, SQLite and Cassandra, where PostgreSQL has no such statement. */
const DESCRIBING =
  /^(?:use [\w"`]+|desc(?:ribe)? [\w."`]+|describe (?:cluster|keyspaces|tables)|pragma (?:(?:integrity|quick|foreign_key)_check|(?:table_info|index_list|index_info)\(["\w]+\)|database_list|compile_options|page_count|freelist_count))$/iu;

/** Statements in one text, with or without the sign at the end. */
export function classAnySql(text: string, parsers: SyntaxParsers): Verdict {
  const plain = text.replace(/(?:\\[gG]x?|;)\s*(?:--.*)?$/u, "").trim();
  // A comment that MySQL runs.
  if (plain.includes("/*!")) return unknown("the statement is not understood");
  if (/^pragma\s+(?:\w+\s*=|wal_checkpoint|optimize|incremental_vacuum)/iu.test(plain))
    return change("PRAGMA changes the database");
  if (DESCRIBING.test(plain)) return observe("it only describes or chooses");
  // MySQL's and ClickHouse's `INTERVAL 5 MINUTE`.
  const standard = plain.replaceAll(/\binterval\s+(\d+)\s+([a-z]+)\b/giu, "interval '$1 $2'");
  const verdicts = [classSql(standard, parsers, true), classMysqlStatement(standard, parsers)];
  const known = verdicts.filter(({ effect }) => effect !== "unknown");
  return known.length > 0 ? strongest(known) : (verdicts[0] ?? unknown("it is not known"));
}
