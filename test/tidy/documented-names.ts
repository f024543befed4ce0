/** Files, headings and npm scripts that documents, comments and messages name. They have to exist. */

import { posix } from "node:path";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import type { Finding } from "./finding.ts";

export interface Prose {
  readonly text: string;
  readonly line: number;
}

export interface KnownNames {
  readonly files: ReadonlySet<string>;
  readonly scripts: ReadonlySet<string>;
  /** First words of Tocsin's commands. */
  readonly commands: ReadonlySet<string>;
}

/** Node of a Markdown tree, as far as these rules look. */
interface MarkdownNode {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly children?: readonly MarkdownNode[];
  readonly position?: { readonly start: { readonly line: number } } | undefined;
}

/**
 * A path from the root of this repository; `<name>`, `*` and `{a,b}` stand for parts of it. A path after
 * `owner/name: ` is in somebody else's.
 */
const PATH =
  /(?<![\w./@-]|\w\/[\w.-]+: )(?:src|test|docs|bin|bench|scripts|examples)\/(?:[\w.*-]|[<{][\w, -]+[>}]|\/(?=[\w.*<{-]))*/gu;
/** The name of a file alone, where no folder stands before it. */
const FILE_NAME = /(?<![\w./<>*-])[a-z0-9]+(?:-[a-z0-9]+)*(?:\.test)?\.(?:ts|sh)(?![\w/-])/gu;
const SCRIPT = /\bnpm run (?:-s |--silent )?(?<name>[\w:-]+)/gu;
/** Scripts that npm runs without `run`. */
const SHORT_SCRIPT = /\bnpm (?<name>start|test)\b/gu;
/** A command of ours with its first word: `tocsin check`, `npm run -s tocsin -- check`. */
const COMMAND = /(?<=`|^\s*(?:\$ )?)(?:tocsin|npm run -s tocsin --) (?<name>[a-z]+)/gu;

const ADVICE = "Correct it, or remove what speaks of it.";

/** Names in running text that stand for nothing. */
export function findUnknownNames(
  path: string,
  prose: readonly Prose[],
  known: KnownNames,
): Finding[] {
  return prose.flatMap(({ text, line }) =>
    text
      .split("\n")
      .flatMap((content, index) =>
        unknownIn(content, known).map((message) => ({ path, line: line + index, message })),
      ),
  );
}

function unknownIn(content: string, known: KnownNames): string[] {
  const problems: string[] = [];
  // Most lines have none of the marks, and the patterns look behind each character.
  const look = (
    marks: readonly string[],
    pattern: RegExp,
    problemOf: (found: string) => string | false,
  ) => {
    if (!marks.some((mark) => content.includes(mark))) return;
    for (const { 0: whole, groups } of content.matchAll(pattern)) {
      const problem = problemOf(groups?.["name"] ?? whole);
      if (problem !== false) problems.push(problem);
    }
  };
  const asScript = (script: string) =>
    !known.scripts.has(script) && `package.json has no script "${script}".`;
  look(["/"], PATH, (found) => {
    const path = found.replace(/[.,:;-]+$/u, "");
    return !exists(path, known.files) && `there is no ${path}. ${ADVICE}`;
  });
  look([".ts", ".sh"], FILE_NAME, (name) => {
    const isThere = [...known.files].some((file) => posix.basename(file) === name);
    return !isThere && `there is no file ${name}. ${ADVICE}`;
  });
  look(["npm "], SCRIPT, asScript);
  look(["npm "], SHORT_SCRIPT, asScript);
  look(["tocsin "], COMMAND, (command) => {
    return !known.commands.has(command) && `there is no command "tocsin ${command}".`;
  });
  return problems;
}

function exists(path: string, files: ReadonlySet<string>): boolean {
  const wanted = path.replace(/\/$/u, "");
  if (files.has(wanted)) return true;
  const pattern = wanted
    .replace(/[.+?^$()|[\]\\]/gu, "\\$&")
    .replace(/\{(?<names>[^}]*)\}/gu, (_, names: string) => `(?:${names.replace(/, ?/gu, "|")})`)
    .replace(/\*\*\//gu, "(?:.+/)?")
    .replace(/<[^>]*>|(?<!\.)\*+/gu, "[^/]*");
  const found = new RegExp(`^${pattern}(?:/|$)`, "u");
  return [...files].some((file) => found.test(file));
}

/** The running text of a Markdown document, code included. */
export function proseOfMarkdown(text: string): readonly Prose[] {
  return nodesOf(parseMarkdown(text)).flatMap(({ type, value, position }) => {
    if (value === undefined || type === "html") return [];
    const line = position?.start.line ?? 1;
    // The first line of a fence is its info string.
    return [{ text: value, line: type === "code" ? line + 1 : line }];
  });
}

/** Links of a Markdown document that lead nowhere in this repository. */
export function findDeadLinks(
  path: string,
  text: string,
  known: KnownNames & { readonly headings: (path: string) => ReadonlySet<string> },
): Finding[] {
  return nodesOf(parseMarkdown(text)).flatMap(({ url, position }) => {
    if (url === undefined || /^[a-z][a-z\d+.-]*:/iu.test(url)) return [];
    const [file = "", anchor] = url.split("#");
    const target = file === "" ? path : posix.join(posix.dirname(path), file).replace(/\/$/u, "");
    const line = position?.start.line ?? 1;
    if (!exists(target, known.files)) {
      return [{ path, line, message: `the link leads to ${target}, which does not exist.` }];
    }
    if (anchor === undefined || known.headings(target).has(anchor)) return [];
    return [{ path, line, message: `${target} has no heading #${anchor}.` }];
  });
}

/** The anchors of a Markdown document's headings, as GitHub makes them. */
export function headingsOf(text: string): ReadonlySet<string> {
  const headings = nodesOf(parseMarkdown(text)).filter(({ type }) => type === "heading");
  return new Set(
    headings.map((heading) =>
      nodesOf(heading)
        .map(({ value }) => value ?? "")
        .join("")
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, "")
        .replace(/\s/gu, "-"),
    ),
  );
}

const parsed = new Map<string, MarkdownNode>();

function parseMarkdown(text: string): MarkdownNode {
  const options = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] };
  const tree = parsed.get(text) ?? fromMarkdown(text, options);
  parsed.set(text, tree);
  return tree;
}

function nodesOf(node: MarkdownNode): readonly MarkdownNode[] {
  return [node, ...(node.children ?? []).flatMap(nodesOf)];
}
