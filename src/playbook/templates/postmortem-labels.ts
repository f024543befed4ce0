/** A postmortem template without headings: the labels it asks by. */

import type { Paragraph, RootContent } from "mdast";
import type { PlaybookDocument, Section } from "../markdown/document.ts";
import type { TextLine } from "../markdown/labelled-lines.ts";
import { plainText } from "../markdown/plain-text.ts";
import { tableRows } from "../markdown/table-rows.ts";

const WORDS_MAX = 6;

/**
 * Words in bold at the beginning of paragraphs, and of the items of numbered lists that begin so throughout, or the
 * items of a list of nothing but names; where there are none, the first column of a table with a row for each thing that is asked.
 */
export function sectionLabels(document: PlaybookDocument, section: Section): readonly TextLine[] {
  const labels = section.content.flatMap((node) => labelsOf(node));
  if (labels.length > 0) return labels;
  return tableRows(document, section).flatMap(({ rows }) =>
    rows.flatMap(({ cells: [first] }) => {
      if (first === undefined) return [];
      const { text, line, column } = first;
      return isLabel(text) ? [{ text, line, column }] : [];
    }),
  );
}

function labelsOf(node: RootContent): readonly TextLine[] {
  if (node.type === "blockquote") return node.children.flatMap(labelsOf);
  if (node.type === "paragraph") return [boldStart(node) ?? []].flat();
  if (node.type !== "list") return [];
  const starts = node.children.map(({ children: [first, ...below] }) => {
    if (first?.type !== "paragraph") return undefined;
    const bold = node.ordered === true ? boldStart(first) : undefined;
    return bold ?? (below.length === 0 ? plainLabel(first) : undefined);
  });
  const known = starts.filter((start) => start !== undefined);
  return known.length === starts.length ? known : [];
}

/** An item of a few words without a value: "Root cause". */
function plainLabel(paragraph: Paragraph): TextLine | undefined {
  const text = plainText(paragraph);
  const { line = 1, column = 1 } = paragraph.position?.start ?? {};
  return isLabel(text) && !/[.:：]/u.test(text) ? { text, line, column } : undefined;
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
