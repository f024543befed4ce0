/** Every link in a piece of a document, however it is written, with its place. */

import type { Definition, Nodes, Root } from "mdast";
import type { PlaybookDocument } from "./document.ts";
import { plainText } from "./plain-text.ts";

export interface PlacedLink {
  readonly url: string;
  /** What the reader sees of it: its words, or the address itself. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /** True where the text only names a file ("see `recovery.md`") and nothing can be followed. */
  readonly isMention: boolean;
}

const ADDRESS = /https?:\/\/[^\s<>[\]"'`|]{1,2000}/giu;
/** Marks that end a sentence around an address, and are no part of it. */
const ADDRESS_END = /[.,;:!?*_]+$/u;
const ANCHOR = /<a\s[^<>]{0,500}?href\s*=\s*["']?([^"'\s<>]{1,2000})/giu;
/** A file of Markdown named in running text; a pattern of names or a blank to fill in is none. */
const FILE_NAME =
  /(?<![\w.@/:*{}<>[\]$-])(?:[\w.-]{1,80}\/){0,12}\w[\w.-]{0,120}\.(?:md|mdx|markdown)(?![\w*/-])/giu;
const NAME_BLANK = /YYYY|XXX|NNN/u;

/** The links of the nodes and of all that is in them, in the text's order; not those of code blocks. */
export function linksIn(document: PlaybookDocument, nodes: readonly Nodes[]): PlacedLink[] {
  const found: PlacedLink[] = [];
  for (const node of nodes) collect(document, node, found);
  return found;
}

function collect(document: PlaybookDocument, node: Nodes, found: PlacedLink[]): void {
  const { line = 1, column = 1 } = node.position?.start ?? {};
  switch (node.type) {
    case "link":
      found.push({ url: node.url, text: plainText(node), line, column, isMention: false });
      return;
    case "linkReference": {
      const url = definitionsOf(document.tree).get(node.identifier);
      if (url !== undefined)
        found.push({ url, text: plainText(node), line, column, isMention: false });
      return;
    }
    case "html":
    case "text":
    case "inlineCode":
      found.push(...linksInText(node.value, node.type, { line, column }));
      return;
    default:
      if ("children" in node) for (const child of node.children) collect(document, child, found);
  }
}

function linksInText(
  text: string,
  type: "html" | "text" | "inlineCode",
  at: { readonly line: number; readonly column: number },
): PlacedLink[] {
  const found: { index: number; url: string; isMention: boolean }[] = [];
  if (type === "html")
    for (const match of text.matchAll(ANCHOR))
      found.push({ index: match.index, url: match[1] ?? "", isMention: false });
  else {
    for (const match of text.matchAll(ADDRESS))
      found.push({ index: match.index, url: address(match[0]), isMention: false });
    // A command that names a file ("vim plan.md") is no word about it.
    if (type === "text" || !/\s/u.test(text))
      for (const [name, index] of fileNames(text))
        found.push({ index, url: name, isMention: true });
  }
  return placed(
    text,
    found.sort((one, other) => one.index - other.index),
    at,
  );
}

function fileNames(text: string): [name: string, index: number][] {
  return [...text.matchAll(FILE_NAME)]
    .filter(([name]) => !NAME_BLANK.test(name))
    .map((match) => [match[0], match.index]);
}

/** Counts lines once for all of them: a block of HTML can be long. */
function placed(
  text: string,
  found: readonly { index: number; url: string; isMention: boolean }[],
  at: { readonly line: number; readonly column: number },
): PlacedLink[] {
  let { line } = at;
  let lineStart = 1 - at.column;
  let next = text.indexOf("\n");
  return found.map(({ index, url, isMention }) => {
    for (; next >= 0 && next < index; next = text.indexOf("\n", next + 1)) {
      line += 1;
      lineStart = next + 1;
    }
    return { url, text: url, line, column: index - lineStart + 1, isMention };
  });
}

/** Without what ends the sentence; a closing bracket belongs to it only where one was opened. */
function address(written: string): string {
  const bare = written.replace(ADDRESS_END, "");
  const isOpened = bare.includes("(");
  return isOpened ? bare : bare.replace(/\).*$/su, "").replace(ADDRESS_END, "");
}

const DEFINITIONS = new WeakMap<Root, ReadonlyMap<string, string>>();

/** Addresses of "[name]: https://…" lines by name; of two with one name the first counts. */
function definitionsOf(tree: Root): ReadonlyMap<string, string> {
  const known = DEFINITIONS.get(tree);
  if (known !== undefined) return known;
  const definitions = new Map<string, string>();
  const visit = (node: Nodes): void => {
    if (node.type === "definition") addDefinition(definitions, node);
    else if ("children" in node) for (const child of node.children) visit(child);
  };
  visit(tree);
  DEFINITIONS.set(tree, definitions);
  return definitions;
}

function addDefinition(definitions: Map<string, string>, { identifier, url }: Definition): void {
  if (!definitions.has(identifier)) definitions.set(identifier, url);
}
