/** Loads the parsers that need WebAssembly, for the playbook code, which is pure and is given them. */

import { loadModule, parseSync } from "libpg-query";

/** What the playbook code asks for as `SyntaxParsers`. */
export interface LoadedParsers {
  /** libpg-query's JSON form, or undefined when the text does not parse. Never throws. */
  readonly parseSql: (sql: string) => unknown;
}

/** PostgreSQL's parser takes C strings: text after a NUL would go unread, so such text does not parse. */
function parseSql(sql: string): unknown {
  if (sql.trim() === "" || sql.includes("\0")) return undefined;
  try {
    return parseSync(sql);
  } catch {
    return undefined;
  }
}

/** Takes some 30 ms the first time. @throws when the WebAssembly module cannot be loaded. */
export async function loadSyntaxParsers(): Promise<LoadedParsers> {
  await loadModule();
  return { parseSql };
}
