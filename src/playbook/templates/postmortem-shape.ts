/** What a postmortem template asks for under a heading: the shape and its labels, never the sample values. */

import type { List, Paragraph, RootContent } from "mdast";
import type { PostmortemSection } from "../../domain/playbook.ts";
import type { PlaybookDocument, Section } from "../markdown/document.ts";
import { plainLines, plainText } from "../markdown/plain-text.ts";
import { type TextTable, tableRows } from "../markdown/table-rows.ts";
import { FIELD_COLUMNS, VALUE_COLUMNS } from "../vocabulary/postmortems.ts";
import { dateReadings } from "../words/read-date.ts";
import { mentions } from "../words/wording.ts";

export type SectionShape = Pick<PostmortemSection, "shape" | "labels">;

/** Sections whose entries are people or moments: what stands in bold there is a sample. */
const SAMPLE_LISTS = [
  "timeline",
  "chain of events",
  "responder*",
  "attendee*",
  "contributor*",
  "participant*",
];

export function shapeOf(document: PlaybookDocument, section: Section): SectionShape {
  const [table] = tableRows(document, section);
  if (table !== undefined) return shapeOfTable(table);
  const groups = groupLabels(section.content);
  if (groups.length > 0) return { shape: "groups", labels: groups };
  const fields = mentions(section.title, SAMPLE_LISTS) ? [] : fieldLabels(section.content);
  if (fields.length > 0) return { shape: "fields", labels: fields };
  return { shape: isList(section.content) ? "list" : "text", labels: [] };
}

/** Labels with a value to be filled in: "**Date**: …", "- **Downtime**: …", "Authors:", or rows of a table of values. */
export function headerLabels(document: PlaybookDocument, section: Section): readonly string[] {
  const tables = tableRows(document, section).filter(isTableOfValues);
  const plain = section.content.flatMap((node) =>
    node.type === "paragraph" ? emptyFields(node) : [],
  );
  return unique([...fieldLabels(section.content), ...plain, ...tables.flatMap(valueTableLabels)]);
}

function shapeOfTable(table: TextTable): SectionShape {
  if (isTableOfValues(table)) return { shape: "fields", labels: valueTableLabels(table) };
  return { shape: "table", labels: table.header.filter((title) => title !== "") };
}

/** A table whose columns are labels and the values to fill in: blank titles, or "Field | Value". */
function isTableOfValues(table: TextTable): boolean {
  const [first = "", second = ""] = table.header;
  if (table.header.some((title) => title === "")) return table.header.length > 1;
  const isNamed = FIELD_COLUMNS.includes(first.toLowerCase());
  return isNamed && VALUE_COLUMNS.includes(second.toLowerCase());
}

function valueTableLabels(table: TextTable): readonly string[] {
  const hasTitles = table.header.some((title) => title !== "");
  const isNamed = hasTitles && !table.header.includes("");
  // With blank titles the labels stand in the columns that have one; without any, in the first.
  const hasLabels = (index: number): boolean => {
    if (!hasTitles || isNamed) return index === 0;
    return (
      table.header[index] !== "" ||
      table.rows.every(({ cells }) => isLabelText(cells[index]?.text ?? ""))
    );
  };
  const columns = table.header.map((_, index) => index).filter(hasLabels);
  const rows = [
    ...(isNamed ? [] : [table.header]),
    ...table.rows.map(({ cells }) => cells.map(({ text }) => text)),
  ];
  return unique(
    rows.flatMap((row) => columns.map((column) => row[column] ?? "")).filter(isLabelText),
  );
}

/** "**What went well**:" with nothing after it but a list, or the next label. */
function groupLabels(nodes: readonly RootContent[]): readonly string[] {
  const labels = nodes.flatMap((node, index) => {
    if (node.type !== "paragraph") return [];
    const label = wholeLabel(node);
    return label === undefined ? [] : [{ label, next: nodes[index + 1]?.type }];
  });
  return labels.some(({ next }) => next === "list") ? unique(labels.map(({ label }) => label)) : [];
}

/** The label of a paragraph that holds nothing else. */
function wholeLabel(paragraph: Paragraph): string | undefined {
  const text = plainText(paragraph);
  const [first] = paragraph.children;
  if (first?.type !== "strong") return undefined;
  const label = withoutColon(plainText(first));
  return withoutColon(text) === label && isLabelText(label) ? label : undefined;
}

/** Labels in bold at the beginnings of lines and list items, and list items that are nothing but a label. */
function fieldLabels(nodes: readonly RootContent[]): readonly string[] {
  return unique(
    nodes.flatMap((node) => {
      if (node.type === "paragraph") return boldLabels(node);
      if (node.type !== "list") return [];
      return node.children.flatMap((item) => {
        const [first, ...rest] = item.children;
        if (first?.type !== "paragraph") return [];
        const bold = boldLabels(first).slice(0, 1);
        return bold.length > 0 || rest.length > 0 ? bold : emptyFields(first);
      });
    }),
  );
}

function boldLabels(paragraph: Paragraph): readonly string[] {
  const labels: string[] = [];
  let atLineStart = true;
  for (const [index, node] of paragraph.children.entries()) {
    if (node.type === "strong" && atLineStart) {
      const text = plainText(node);
      const next = paragraph.children[index + 1];
      const colonFollows = next?.type === "text" && /^\s*[:：]/u.test(next.value);
      if (/[:：]$/u.test(text) || colonFollows) labels.push(withoutColon(text));
    }
    atLineStart = node.type === "break" || (node.type === "text" && /\n\s*$/u.test(node.value));
  }
  return labels.filter(isLabelText);
}

/** "Authors:" with nothing after it, or only a blank: a sentence that ends with a colon has more words. */
function emptyFields(paragraph: Paragraph): readonly string[] {
  return plainLines(paragraph).flatMap((line) => {
    const match = EMPTY_FIELD.exec(line);
    const label = match?.[1]?.trim() ?? "";
    return isLabelText(label) && label.split(/\s+/u).length <= 4 ? [label] : [];
  });
}

const EMPTY_FIELD =
  /^([^:：]{1,60})[:：]\s*(?:\([^()]{0,80}\)|\[[^[\]]{0,80}\]|<[^<>]{0,80}>|_*)$/u;

/** A list with nothing beside it but instructions in italics, brackets, or a quotation. */
function isList(nodes: readonly RootContent[]): boolean {
  const lists = nodes.filter((node): node is List => node.type === "list");
  return (
    lists.length > 0 && nodes.every((node) => node.type !== "paragraph" || isInstruction(node))
  );
}

function isInstruction(paragraph: Paragraph): boolean {
  const isItalic = paragraph.children.every(
    (child) => child.type === "emphasis" || (child.type === "text" && child.value.trim() === ""),
  );
  return isItalic || /^[[<(].*[\]>)]$/u.test(plainText(paragraph));
}

/** A few words that name something, and no blank. */
function isLabelText(text: string): boolean {
  if (!/\p{L}{2}/u.test(text) || text.length > 80 || text.split(/\s+/u).length > 10) return false;
  return !/^[[<{]/u.test(text) && !holdsSample(text);
}

/** A time of day, a date, a sum of money, or somebody's handle. */
export function holdsSample(text: string): boolean {
  if (/\d{1,2}:\d{2}|\d{4}-\d{2}-\d{2}|[$€£]\s*[\dX]|@\w/u.test(text)) return true;
  return dateReadings(text).length > 0;
}

function withoutColon(text: string): string {
  return text.replace(/\s*[:：]+\s*$/u, "").trim();
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
