/** Loads the parsers that need WebAssembly, for the playbook code, which is pure and is given them. */

import { setFlagsFromString } from "node:v8";

/** What the playbook code asks for as `SyntaxParsers`. */
export interface LoadedParsers {
  /** libpg-query's JSON form, or undefined when the text does not parse. Never throws. */
  readonly parseSql: (sql: string) => unknown;
}

/**
 * After as much work as a few statements are, V8 would optimise PostgreSQL's grammar for a hundred
 * times what it costs to read a playbook's statements without. An unknown flag only prints a warning.
 */
const NEVER_OPTIMISE = "--wasm-tiering-budget=1000000000";

/** Takes some 30 ms the first time. @throws when the WebAssembly module cannot be loaded. */
export async function loadSyntaxParsers(): Promise<LoadedParsers> {
  // The package compiles its module as soon as it is imported, with the flags of that moment.
  setFlagsFromString(NEVER_OPTIMISE);
  const { loadModule, parseSync } = await import("libpg-query");
  await loadModule();
  return { parseSql: (sql) => parseSql(sql, parseSync) };
}

/** PostgreSQL's parser takes C strings: text after a NUL would go unread, so such text does not parse. */
function parseSql(sql: string, parse: (sql: string) => unknown): unknown {
  if (sql.trim() === "" || sql.includes("\0")) return undefined;
  try {
    return parse(sql);
  } catch {
    return undefined;
  }
}
