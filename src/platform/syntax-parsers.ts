/** Loads the parsers that need WebAssembly, for the playbook code, which is pure and is given them. */

import { loadModule, parseSync } from "libpg-query";
import type { SyntaxParsers } from "../playbook/syntax-parsers.ts";

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
export async function loadSyntaxParsers(): Promise<SyntaxParsers> {
  await loadModule();
  return { parseSql };
}
