/** Lines of the form "**Version**: 1.0", in paragraphs and in list items. */

import type { Nodes, Paragraph, RootContent } from "mdast";
import type { Section } from "./document.ts";
import { type ListedItem, labelledLists } from "./labelled-lists.ts";
import { oneLine, plainText, splitLabel } from "./plain-text.ts";

export interface TextLine {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

export interface LabelledLine extends TextLine {
  readonly label: string;
  /** What stands after the label, possibly "". */
  readonly value: string;
}

/** The lines of a paragraph as a reader sees them, each with the place of its first word. */
export function paragraphLines(paragraph: Paragraph): readonly TextLine[] {
  const lines: { text: string; line: number; column: number }[] = [];
  const add = (text: string, line: number, column: number): void => {
    const last = lines.at(-1);
    if (last?.line === line) {
      // A line break ends a node, so what begins the next line is often another one.
      if (last.text.trim() === "") last.column = column;
      last.text += text;
    } else lines.push({ text, line, column });
  };
  const visit = (node: Nodes): void => {
    const start = node.position?.start ?? { line: 1, column: 1 };
    if (node.type === "text") {
      for (const [index, text] of node.value.split("\n").entries())
        add(text, start.line + index, index === 0 ? start.column : 1);
    } else if ("children" in node) for (const child of node.children) visit(child);
    else add(plainText(node), start.line, start.column);
  };
  for (const child of paragraph.children) visit(child);
  return lines
    .map((line) => ({ ...line, text: oneLine(line.text) }))
    .filter((line) => line.text !== "");
}

/** The section's own paragraphs by lines, those in quotations included. */
export function textLines(section: Pick<Section, "content">): readonly TextLine[] {
  return section.content.flatMap((node: RootContent) => {
    if (node.type === "paragraph") return paragraphLines(node);
    return node.type === "blockquote" ? textLines({ content: node.children }) : [];
  });
}

/** Every line "label: value" of the section's own paragraphs and list items, in the text's order. */
export function labelledLines(section: Pick<Section, "content">): readonly LabelledLine[] {
  const lists = labelledLists(section).flatMap((list) => list.items.map(itemLine));
  return [...textLines(section), ...lists]
    .flatMap((line) => labelled(line) ?? [])
    .sort((first, second) => first.line - second.line);
}

/** A list item as a line. */
function itemLine(item: ListedItem): TextLine {
  return { text: item.text, line: item.line, column: item.column };
}

/** The line's label and value; undefined when it has no label. */
export function labelled(line: TextLine): LabelledLine | undefined {
  const split = splitLabel(line.text);
  return split === undefined ? undefined : { ...line, label: split.label, value: split.rest };
}
