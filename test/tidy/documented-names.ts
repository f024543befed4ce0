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
const SCRIPT = /\bnpm (?:run (?:-s |--silent )?(?<name>[\w:-]+)|(?<short>start|test)\b)/gu;
/** A command of ours with its first word: `tocsin check`, `npm run -s tocsin -- check`. */
const COMMAND = /(?<=`|^\s*(?:\$ )?)(?:tocsin|npm run -s tocsin --) (?<word>[a-z]+)/gu;

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
  const paths = [...content.matchAll(PATH)]
    .map(([found]) => found.replace(/[.,:;-]+$/u, ""))
    .filter((found) => !exists(found, known.files))
    .map((found) => `there is no ${found}. Correct the path, or remove what speaks of it.`);
  const names = [...content.matchAll(FILE_NAME)]
    .map(([found]) => found)
    .filter((found) => ![...known.files].some((file) => posix.basename(file) === found))
    .map((found) => `there is no file ${found}. Correct the name, or remove what speaks of it.`);
  const scripts = [...content.matchAll(SCRIPT)]
    .map(({ groups }) => groups?.["name"] ?? groups?.["short"] ?? "")
    .filter((script) => !known.scripts.has(script))
    .map((script) => `package.json has no script "${script}".`);
  const commands = [...content.matchAll(COMMAND)]
    .map(({ groups }) => groups?.["word"] ?? "")
    .filter((command) => !known.commands.has(command))
    .map((command) => `there is no command "tocsin ${command}".`);
  return [...paths, ...names, ...scripts, ...commands];
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

function parseMarkdown(text: string): MarkdownNode {
  return fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

function nodesOf(node: MarkdownNode): readonly MarkdownNode[] {
  return [node, ...(node.children ?? []).flatMap(nodesOf)];
}
