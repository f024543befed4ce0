/** From text to the tree of its Markdown: CommonMark with GFM and front matter. */

import type { Node, Nodes, Root, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { fencedLines } from "./fenced-lines.ts";
import { limitNesting } from "./limit-nesting.ts";
import { MARKDOWN } from "./markdown-syntax.ts";
import { tameMarkdown } from "./tame-markdown.ts";

/**
 * A longer text is parsed in parts of about this length, because the parser's time grows with the square of
 * a text's.
 */
const PART_CHARACTERS = 20_000;
/** Every part is given all definitions of links, unless they are too many for that. */
const DEFINITIONS_MAX = 500;

/** The tree of a text, not nested deeper than `NESTING_MAX`; places are those of the text. */
export function parseMarkdown(text: string): Root {
  const tamed = tameMarkdown(text);
  if (tamed.length <= PART_CHARACTERS) return parse(tamed);
  const { parts, definitions } = divide(tamed);
  const shared = definitions.length > DEFINITIONS_MAX ? "" : `\n\n${definitions.join("\n")}`;
  const children: RootContent[] = [];
  for (const part of parts) {
    for (const child of parse(part.text + shared).children) {
      if ((child.position?.start.offset ?? 0) >= part.text.length) break;
      move(child, part);
      children.push(child);
    }
  }
  return { type: "root", children };
}

function parse(text: string): Root {
  const tree = fromMarkdown(text, MARKDOWN);
  limitNesting(tree);
  return tree;
}

interface Part {
  readonly text: string;
  /** Lines and characters before it. */
  readonly lines: number;
  readonly offset: number;
}

const DEFINITION = /^ {0,3}\[[^\]^][^\]]{0,999}\]:[ \t]*\S/u;
/** What belongs to no block before it, when it stands after a blank line. */
const BLOCK_START = /^[^\s>*+\-\d<|]/u;

/** Cuts where a block begins, and collects the definitions of links. */
function divide(text: string): { parts: Part[]; definitions: string[] } {
  const lines = text.split("\n");
  const isFenced = fencedLines(lines);
  const parts: Part[] = [];
  const definitions: string[] = [];
  let first = 0;
  let start = 0;
  let offset = 0;
  let isHtml = false;
  for (const [index, line] of lines.entries()) {
    const isText = isFenced[index] !== true && !isHtml;
    const isCut = isText && lines[index - 1]?.trim() === "" && BLOCK_START.test(line);
    if (isCut && offset - start > PART_CHARACTERS) {
      parts.push({ text: text.slice(start, offset), lines: first, offset: start });
      first = index;
      start = offset;
    }
    if (isText && DEFINITION.test(line)) definitions.push(line);
    isHtml = staysHtml(line, isHtml);
    offset += line.length + 1;
  }
  parts.push({ text: text.slice(start), lines: first, offset: start });
  return { parts, definitions };
}

/** Comments and the like go on over blank lines until they are closed. */
function staysHtml(line: string, isHtml: boolean): boolean {
  const opened = line.search(/<(?:!--|pre\b|script\b|style\b|textarea\b)/iu);
  const closed = line.search(/-->|<\/(?:pre|script|style|textarea)>/iu);
  if (opened === -1 && closed === -1) return isHtml;
  return opened > closed || (isHtml && closed === -1);
}

function move(node: Nodes, by: Pick<Part, "lines" | "offset">): void {
  const { position } = node;
  if (position !== undefined) for (const place of [position.start, position.end]) shift(place, by);
  if ("children" in node) for (const child of node.children) move(child, by);
}

function shift(
  place: NonNullable<Node["position"]>["start"],
  { lines, offset }: Pick<Part, "lines" | "offset">,
): void {
  place.line += lines;
  if (place.offset !== undefined) place.offset += offset;
}
