/**
 * What is typed into a client that is open: by the language of a fence, by the client's prompt, or by how
 * a statement begins.
 *
 * Prompts are those of the clients' own manuals: psql, mysql, mariadb, sqlite3, cqlsh, redis-cli, mongosh
 * and mongo, and the consoles of Python, Ruby and Elixir.
 */

/** Whose statements they are. `script` is a programming language's console. */
export type Client = "sql" | "redis" | "mongosh" | "script";

const LANGUAGES: ReadonlyMap<string, Client> = new Map([
  ...["sql", "psql", "pgsql", "postgresql", "postgres", "mysql", "mariadb", "sqlite", "tsql"].map(
    (name): [string, Client] => [name, "sql"],
  ),
  ["redis", "redis"],
  ["redis-cli", "redis"],
  ["mongosh", "mongosh"],
  ["mongodb", "mongosh"],
]);

/** The client whose statements a fence with this tag holds. */
export function clientOfLanguage(tag: string): Client | undefined {
  return LANGUAGES.get(tag);
}

/** A client's prompt, and how what follows it begins. */
interface PromptForm {
  readonly client: Client;
  readonly prompt: RegExp;
  readonly begins: (statement: string) => boolean;
}

const isMongo = (text: string): boolean =>
  /^(?:db|rs|sh)\.|^(?:show|use|print\w*|var|let|const|it)\b/u.test(text);
const isWord = (text: string): boolean => /^[A-Za-z]/u.test(text);
const isAnything = (): boolean => true;

const PROMPTS: readonly PromptForm[] = [
  {
    client: "sql",
    prompt:
      /^(?:(?:mysql|sqlite|SQL|cqlsh(?::\w{1,48})?|\w{1,48}@cqlsh(?::\w{1,48})?)>|MariaDB \[[^\]]{0,64}\]>|[A-Za-z_]\w{0,62}[=^!][*!?]?[#>])\s+(?=\S)/u,
    begins: beginsStatement,
  },
  {
    client: "redis",
    prompt: /^(?:redis|valkey|(?:redis )?[\w.-]{1,253}:\d{2,5})(?:\[\d+\])?(?:\(TX\))?>\s+(?=\S)/u,
    begins: isWord,
  },
  {
    client: "mongosh",
    prompt:
      /^(?:mongos?|[\w-]{1,64}:(?:PRIMARY|SECONDARY|ARBITER|OTHER)|[\w-]{1,64} \[[\w: -]{1,64}\] \w{1,64}|[a-z]\w{0,63})?>\s+(?=\S)/u,
    begins: isMongo,
  },
  { client: "script", prompt: /^(?:>>>|In \[\d{0,4}\]:)\s+(?=\S)/u, begins: isAnything },
  {
    client: "script",
    prompt: /^(?:(?:irb|pry)\([^)]{0,64}\)[\d:]{0,12}[>*]|iex(?:\([^)]{0,64}\))?>)\s+(?=\S)/u,
    begins: isAnything,
  },
];

/** The prompt of a client at the beginning of a line, with where the statement begins. */
export function clientPrompt(line: string): { client: Client; end: number } | undefined {
  const indentation = line.length - line.trimStart().length;
  const text = line.slice(indentation);
  for (const { client, prompt, begins } of PROMPTS) {
    const found = prompt.exec(text)?.[0];
    if (found !== undefined && begins(text.slice(found.length)))
      return { client, end: indentation + found.length };
  }
  return undefined;
}

/** The prompts for more: psql's `shop-#`, mysql's `->`, Python's `...`. */
const MORE = /^\s*(?:[A-Za-z_]\w{0,62}[-('"*][#>]|-{1,2}>|['"`]>|\.{3})(?:\s|$)/u;

const STATEMENT =
  /^(?:alter|analyze|begin|call|comment on|commit|copy|create|delete from|deny|drop|exec|explain|flush|grant|insert into|kill|lock table|optimize table|pragma|reindex|rename table|replace into|revoke|rollback|select|set|show|start transaction|truncate|update|use|vacuum|with|describe|desc|repair table|checkpoint)\b/iu;

/** `\dt`, `\l+`, `\q`: psql's own. */
const META = /^\\[a-z?!]\w*\+?(?:\s|$)/u;

export function beginsStatement(text: string): boolean {
  return STATEMENT.test(text) || META.test(text);
}

/** Whether a line of a shell fence begins an SQL statement: in capitals, as no program is called. */
export function beginsTypedStatement(text: string): boolean {
  return META.test(text) || (/^[A-Z]{3,}\s/u.test(text) && STATEMENT.test(text));
}

/** How a line goes on with a query that was begun above it. */
const CLAUSE =
  /^\s*(?:[,)(]|(?:and|as|case|cross|else|end|for|from|full|group|having|in|inner|join|left|limit|not|offset|on|or|order|outer|returning|right|select|set|then|union|using|values|when|where|with)\b)/iu;

/** Whether a line below a prompt belongs to the statement there and is no answer to it. */
export function goesOn(line: string): boolean {
  return MORE.test(line) || CLAUSE.test(line);
}

export interface Statement {
  readonly text: string;
  readonly lineCount: number;
  /** It ends as statements do, and not only where the text does. */
  readonly isEnded: boolean;
}

/** No statement that a person is to type is longer. */
const MAX_LINES = 120;

/**
 * The statement that begins at `start` of this line: SQL goes on to its `;` or a blank line, what is
 * typed into other clients to the end of the line. `belongs` says which lines can be part of it.
 */
export function statementAt(
  lines: readonly string[],
  { first, start, client }: { first: number; start: number; client: Client },
  belongs: (index: number) => boolean,
): Statement {
  const alone = (lines[first] ?? "").slice(start).trimEnd();
  if (client !== "sql" || META.test(alone)) return { text: alone, lineCount: 1, isEnded: true };
  const scan = new StatementScan();
  const parts: string[] = [];
  const limit = Math.min(lines.length, first + MAX_LINES);
  for (let index = first; index < limit; index += 1) {
    const line = index === first ? alone : (lines[index] ?? "").trimEnd();
    const isBreak = line.trim() === "" || !belongs(index);
    if (index > first && isBreak && !scan.isQuoted) break;
    const text = index === first ? line : line.replace(MORE, "");
    parts.push(text);
    if (scan.endsWith(text))
      return { text: parts.join("\n"), lineCount: parts.length, isEnded: true };
  }
  // A quote that is never closed is none.
  const kept = scan.isQuoted ? parts.slice(0, 1) : parts;
  return { text: kept.join("\n"), lineCount: kept.length, isEnded: false };
}

/** Follows SQL's quotes and comments from line to line. */
class StatementScan {
  /** The sign or `$tag$` that ends what is open. */
  #open = "";

  get isQuoted(): boolean {
    return this.#open !== "";
  }

  /** Reads one more line; true when a `;` is the last of it. */
  endsWith(line: string): boolean {
    let last = "";
    for (let at = 0; at < line.length; ) {
      if (this.#open !== "") {
        const end = line.indexOf(this.#open, at);
        if (end < 0) return false;
        at = end + this.#open.length;
        this.#open = "";
        last = "'";
        continue;
      }
      if (line.startsWith("--", at)) break;
      const opening = /^(?:\$\w*\$|\/\*|['"`])/u.exec(line.slice(at, at + 66))?.[0];
      if (opening !== undefined) this.#open = opening === "/*" ? "*/" : opening;
      else if (/\S/u.test(line[at] ?? "")) last = line[at] ?? "";
      at += opening?.length ?? 1;
    }
    return this.#open === "" && (last === ";" || /\\[gG]$/u.test(line));
  }
}
