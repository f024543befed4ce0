/** A postmortem template without headings: the labels it asks by. */

import type { List, ListItem, Paragraph, RootContent } from "mdast";
import type { PlaybookDocument, Section } from "../markdown/document.ts";
import type { TextLine } from "../markdown/labelled-lines.ts";
import { plainText } from "../markdown/plain-text.ts";
import { tableRows } from "../markdown/table-rows.ts";
import { isInstruction } from "../words/instructions.ts";

const WORDS_MAX = 8;

/**
 * Words in bold at the beginning of paragraphs, and of the items of numbered lists that begin so throughout;
 * where there are none, the items of a list of nothing but names, or the first column of a table with a row for
 * each thing that is asked.
 */
export function sectionLabels(document: PlaybookDocument, section: Section): readonly TextLine[] {
  const bold = section.content.flatMap(boldLabels);
  if (bold.length > 0) return bold;
  const names = section.content.flatMap(nameList);
  if (names.length > 0) return names;
  return tableRows(document, section).flatMap(({ rows }) =>
    rows.flatMap(({ cells: [first] }) => {
      if (first === undefined) return [];
      const { text, line, column } = first;
      return isLabel(text) ? [{ text, line, column }] : [];
    }),
  );
}

function boldLabels(node: RootContent): readonly TextLine[] {
  if (node.type === "blockquote") return node.children.flatMap(boldLabels);
  if (node.type === "paragraph") return [boldStart(node) ?? []].flat();
  if (node.type !== "list" || node.ordered !== true) return [];
  return allOrNone(node, ({ children: [first] }) =>
    first?.type === "paragraph" ? boldStart(first) : undefined,
  );
}

function nameList(node: RootContent): readonly TextLine[] {
  if (node.type === "blockquote") return node.children.flatMap(nameList);
  if (node.type !== "list") return [];
  return allOrNone(node, ({ children: [first, ...below] }) =>
    first?.type === "paragraph" && below.length === 0 ? plainLabel(first) : undefined,
  );
}

function allOrNone(
  list: List,
  labelOf: (item: ListItem) => TextLine | undefined,
): readonly TextLine[] {
  const known = list.children.map(labelOf).filter((label) => label !== undefined);
  return known.length === list.children.length ? known : [];
}

/** An item of a few words without a value: "Root cause". */
function plainLabel(paragraph: Paragraph): TextLine | undefined {
  const text = plainText(paragraph).replace(/\.$/u, "");
  const { line = 1, column = 1 } = paragraph.position?.start ?? {};
  const isName = isLabel(text) && !/[.:：]/u.test(text) && !isInstruction(text);
  return isName ? { text, line, column } : undefined;
}

function boldStart(paragraph: Paragraph): TextLine | undefined {
  const [first] = paragraph.children;
  if (first?.type !== "strong") return undefined;
  const text = plainText(first)
    .replace(/[:：]\s*$/u, "")
    .trim();
  const { line = 1, column = 1 } = first.position?.start ?? {};
  return isLabel(text) ? { text, line, column } : undefined;
}

function isLabel(text: string): boolean {
  return /\p{L}{2}/u.test(text) && text.split(/\s+/u).length <= WORDS_MAX;
}
