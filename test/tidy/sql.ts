/** SQL is in src/store alone, and the time in it is always a parameter. */

import type { Finding } from "./finding.ts";
import type { SourceFile } from "./source-file.ts";

const STATEMENT =
  /^\s*(?:select\s[\s\S]*\sfrom\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|create\s+(?:unique\s+)?(?:table|index|trigger)\s|alter\s+table\s|with\s+\w+\s+as\s*\()/iu;

/** Kysely's own verbs: writing a query without writing SQL. */
const BUILDERS: ReadonlySet<string> = new Set([
  "selectFrom",
  "insertInto",
  "updateTable",
  "deleteFrom",
  "executeQuery",
]);

/** How either database says what time it is. */
const CLOCK =
  /\bnow\s*\(\s*\)|\b(?:current|local)_?(?:timestamp|time|date)\b|\b(?:clock|statement|transaction)_timestamp\s*\(|\bunixepoch\s*\(|\b(?:datetime|date|time|julianday|strftime)\s*\([^)]*'now'/iu;

/** The one reading of the database's clock, which every replica follows. */
const READS_THE_CLOCK = "src/store/postgres-database.ts";

/** SQL outside src/store. The playbook's own code is left out: it reads SQL that stands in runbooks. */
export function findForeignSql(file: SourceFile): Finding[] {
  const isElsewhere =
    file.path.startsWith("src/") && !/^src\/(?:store|playbook)\//u.test(file.path);
  if (!isElsewhere || file.isTest) return [];
  const message =
    "SQL is in src/store only. Add a function there that is named after what it finds or changes, and call it.";
  const written = file.literals.filter(({ text }) => STATEMENT.test(text));
  const built = file.places
    .filter(({ node, key }) => key === "property" && BUILDERS.has(String(node["name"])))
    .map(({ node }) => ({ line: file.lineAt(node.start) }));
  return [...written, ...built].map(({ line }) => ({ path: file.path, line, message }));
}

/** SQL that asks the database for the time. */
export function findSqlClock(file: SourceFile): Finding[] {
  if (!file.path.startsWith("src/store/") || file.isTest) return [];
  if (file.path === READS_THE_CLOCK) return [];
  return file.literals
    .filter(({ text }) => CLOCK.test(text))
    .map(({ line }) => ({
      path: file.path,
      line,
      message:
        "SQL never asks the database for the time: replicas and tests would each have another. Pass it as a parameter.",
    }));
}
