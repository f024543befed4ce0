/**
 * A PostgreSQL statement through PostgreSQL's own parser: one SELECT, SHOW or EXPLAIN made only of
 * parts that are known to read. Read-only transactions do not do: functions change the server under
 * them too.
 */

import type { SyntaxParsers } from "../../syntax-parsers.ts";
import { change, observe, reveal, strongest, unknown, type Verdict } from "../verdict.ts";
import { classFunction } from "./sql-functions.ts";
import { classColumn, classSetting, classTable, isCatalogue } from "./sql-names.ts";

type Tree = Readonly<Record<string, unknown>>;

/** Node kinds that read and nothing more. What is missing here makes the statement unknown. */
const READING_NODES = new Set(
  "A_ArrayExpr A_Const A_Expr A_Indices A_Indirection A_Star Alias BitString Boolean BoolExpr BooleanTest CaseExpr CaseWhen CoalesceExpr CollateClause ColumnDef ColumnRef CommonTableExpr Float FuncCall GroupingFunc GroupingSet Integer JoinExpr List MinMaxExpr NamedArgExpr NullTest RangeFunction RangeSubselect RangeVar ResTarget RowExpr SQLValueFunction SelectStmt SetToDefault SortBy String SubLink TypeCast TypeName WindowDef".split(
    " ",
  ),
);

/** Clauses that make any query more than a reading; what is in them does not matter then. */
const REFUSED_CLAUSES = new Set(["intoClause", "lockingClause"]);

const EXPLAIN_OPTIONS = new Set(
  "verbose costs format summary settings generic_plan buffers".split(" "),
);

/**
 * Classes SQL text. Not parsing is unknown, and so are several statements where one is expected, unless
 * one of them changes something.
 */
export function classSql(sql: string, parsers: SyntaxParsers, mayBeSeveral = false): Verdict {
  const parsed = asTree(parsers.parseSql(sql));
  const statements = Array.isArray(parsed?.["stmts"]) ? parsed["stmts"] : [];
  if (statements.length === 0) return unknown("the SQL does not parse");
  const verdicts = statements.map((statement) =>
    classStatement(asTree(asTree(statement)?.["stmt"])),
  );
  const changing = verdicts.find(({ effect }) => effect === "change");
  if (changing !== undefined) return changing;
  return verdicts.length > 1 && !mayBeSeveral
    ? unknown("several SQL statements in one")
    : strongest(verdicts);
}

function classStatement(statement: Tree | undefined): Verdict {
  const [kind, body] = Object.entries(statement ?? {})[0] ?? ["", undefined];
  const tree = asTree(body) ?? {};
  if (kind === "SelectStmt")
    return strongest([observe("the query only reads"), ...classTree(statement)]);
  if (kind === "VariableShowStmt") return classSetting(textOf(tree["name"]));
  if (kind === "ExplainStmt") return classExplain(tree);
  return change(`${sqlName(kind)} changes the database`);
}

function classExplain(tree: Tree): Verdict {
  const options = Array.isArray(tree["options"]) ? tree["options"] : [];
  for (const option of options) {
    const name = textOf(asTree(asTree(option)?.["DefElem"])?.["defname"]).toLowerCase();
    if (name === "analyze") return change("EXPLAIN ANALYZE runs the statement");
    if (!EXPLAIN_OPTIONS.has(name)) return unknown(`the EXPLAIN option ${name} is not known`);
  }
  const query = classStatement(asTree(tree["query"]));
  return query.effect === "observe" ? observe("EXPLAIN only plans the query") : query;
}

/** Everything in the tree that is more than reading. */
function classTree(node: unknown): Verdict[] {
  const verdicts: Verdict[] = [];
  const seen: Relations = { tables: [], rows: new Set(), queries: new Set() };
  const pending: unknown[] = [node];
  while (pending.length > 0) {
    const next = pending.pop();
    if (Array.isArray(next)) {
      pending.push(...next);
      continue;
    }
    for (const [key, value] of Object.entries(asTree(next) ?? {})) {
      const verdict = classEntry(key, asTree(value));
      if (verdict !== undefined) verdicts.push(verdict);
      noteRelations(key, asTree(value), seen);
      if (typeof value === "object" && !REFUSED_CLAUSES.has(key)) pending.push(value);
    }
  }
  return [...verdicts, ...classWholeRows(seen)];
}

interface Relations {
  readonly tables: { name: string; schema: string; alias: string; renamed: boolean }[];
  /** What is selected as a whole: "*" or a single name, which may be a table's. */
  readonly rows: Set<string>;
  /** Names of WITH queries. */
  readonly queries: Set<string>;
}

function noteRelations(key: string, body: Tree | undefined, seen: Relations): void {
  if (key === "CommonTableExpr") seen.queries.add(textOf(body?.["ctename"]));
  if (key === "ColumnRef") {
    const names = namesOf(body?.["fields"]);
    if (hasStar(body)) seen.rows.add("*");
    if (names.length === 1) seen.rows.add(names[0] ?? "");
  }
  const alias = asTree(body?.["alias"]);
  const aliasName = textOf(alias?.["aliasname"]);
  // `members AS m(a, b)` gives columns other names, behind which anything can be.
  const renamed = alias?.["colnames"] !== undefined;
  if (key === "RangeVar") {
    const name = textOf(body?.["relname"]);
    const schema = textOf(body?.["schemaname"]);
    seen.tables.push({ name, schema, alias: aliasName || name, renamed });
  }
  if (key === "JoinExpr" && alias !== undefined)
    seen.tables.push({ name: "the join", schema: "-", alias: aliasName, renamed });
}

/** `*` and whole rows of a team's own tables print columns nobody named. */
function classWholeRows({ tables, rows, queries }: Relations): Verdict[] {
  const own = tables.filter(
    ({ name, schema }) => !isCatalogue(name, schema) && !(schema === "" && queries.has(name)),
  );
  const shown = own.find(({ alias, renamed }) => renamed || rows.has("*") || rows.has(alias));
  return shown === undefined ? [] : [reveal(`the query may print every column of ${shown.name}`)];
}

/** libpg-query writes node kinds with a capital and the fields of a node without. */
function classEntry(key: string, body: Tree | undefined): Verdict | undefined {
  if (key === "intoClause") return change("SELECT INTO makes a table");
  if (key === "lockingClause") return change("FOR UPDATE and FOR SHARE lock rows");
  if (key === "FuncCall") return classFunction(namesOf(body?.["funcname"]));
  if (key === "ColumnRef") return classColumn(namesOf(body?.["fields"]), hasStar(body));
  if (key === "A_Indirection") return classColumn(namesOf(body?.["indirection"]), false);
  if (key === "RangeVar") return classTable(textOf(body?.["relname"]));
  if (key === "typeName" || key === "TypeName") return classType(namesOf(body?.["names"]));
  if (key === "A_Expr" && namesOf(body?.["name"]).length > 1)
    return unknown("an operator is chosen by its schema");
  if (!/^[A-Z]/u.test(key) || READING_NODES.has(key)) return undefined;
  if (/Stmt$/u.test(key)) return change(`${sqlName(key)} inside the query changes the database`);
  return unknown(`${key} is not known to only read`);
}

const TYPES =
  /^(?:bool|bytea|bpchar|char|cidr|date|float[48]|inet|int[248]|interval|jsonb?|macaddr8?|name|numeric|oid|pg_lsn|reg(?:class|namespace|proc|procedure|role|type)|text|time|timestamp|timestamptz|timetz|uuid|varchar|xid8?)$/u;

function classType(names: readonly string[]): Verdict | undefined {
  const name = names.at(-1) ?? "";
  if (names.length > 2 || (names.length === 2 && names[0] !== "pg_catalog") || !TYPES.test(name))
    return unknown(`the type ${name} is not known`);
  return undefined;
}

function hasStar(body: Tree | undefined): boolean {
  const fields = body?.["fields"];
  return Array.isArray(fields) && fields.some((field) => asTree(field)?.["A_Star"] !== undefined);
}

/** The texts of a list of `String` nodes, in order. */
function namesOf(list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item) => {
    const text = asTree(asTree(item)?.["String"])?.["sval"];
    return typeof text === "string" ? [text] : [];
  });
}

/** "InsertStmt" as "INSERT". */
function sqlName(kind: string): string {
  const words = kind.replace(/Stmt$/u, "").replaceAll(/(?<=[a-z])(?=[A-Z])/gu, " ");
  return words === "" ? "the statement" : words.toUpperCase();
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function asTree(value: unknown): Tree | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Tree)
    : undefined;
}
