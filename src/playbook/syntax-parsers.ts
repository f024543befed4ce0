/** Parsers that need WebAssembly: loaded in platform and passed in, because the playbook code is pure. */
export interface SyntaxParsers {
  /**
   * PostgreSQL's own parse tree (libpg-query's JSON form: `{ stmts: [{ stmt: {...} }] }`), or undefined
   * when the text does not parse. Never throws.
   */
  readonly parseSql: (sql: string) => unknown;
}
