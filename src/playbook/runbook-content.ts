/** Feeds a section's text to the runbook that is being read: paragraphs, lists, tables and code in order. */

import type { Code, InlineCode, List, ListItem, Nodes, Paragraph, RootContent, Table } from "mdast";
import type { Section } from "./document.ts";
import { LABEL_DEPTH, LIST_DEPTH } from "./draft-block.ts";
import { labelOf, plainText, splitLabel } from "./plain-text.ts";
import {
  codeLines,
  type RunbookReading,
  readInlineCommand,
  readShellFence,
} from "./runbook-fence.ts";
import { isInstruction, offersChoices, topicOf } from "./runbook-words.ts";
import { isShellFence } from "./shell/fence.ts";
import { readStepMarker, withoutColon } from "./step-marker.ts";

/** The section with everything under it. */
export function readWholeSection(section: Section, reading: RunbookReading): void {
  readContent(section, reading);
  for (const child of section.children) {
    reading.draft.heading(child.title, { line: child.line, depth: child.level });
    readWholeSection(child, reading);
  }
}

/** What stands directly under the section's heading. */
export function readContent(section: Section, reading: RunbookReading): void {
  // A label with nothing after it speaks of the sub-sections: "**Solutions**:" before "#### 1. …".
  const labelDepth = section.children.length > 0 ? section.level + 0.5 : LABEL_DEPTH;
  readNodes(section.content, reading, { labelDepth });
}

interface Position {
  /** Of a label in bold that ends the nodes. */
  readonly labelDepth?: number;
  readonly isNested?: boolean;
}

function readNodes(nodes: readonly RootContent[], reading: RunbookReading, at: Position): void {
  for (const [index, node] of nodes.entries()) {
    const before = nodes[index - 1];
    const lead = before?.type === "paragraph" ? plainText(before) : "";
    if (node.type === "paragraph") {
      const isLast = index === nodes.length - 1;
      const depth = isLast ? (at.labelDepth ?? LABEL_DEPTH) : LABEL_DEPTH;
      // Outside a runbook a label titles commands only when they follow it.
      const mayTitle = reading.readsProse || nodes[index + 1]?.type === "code";
      readParagraph(node, reading, mayTitle ? depth : undefined);
    } else if (node.type === "code") readCode(node, lead, reading);
    else if (node.type === "list")
      readList(node, lead, { reading, isNested: at.isNested ?? false });
    else if (node.type === "table") readTable(node, reading);
    else if (node.type === "blockquote") readNodes(node.children, reading, at);
  }
}

const NAMED_OUTPUT =
  /\b(?:example|sample|expected|typical|similar)\s+(?:output|result|response)s?\b|^output\b/iu;
const PERHAPS_OUTPUT =
  /\b(?:output|prints?|returns?|shows?|displays?|looks? like|similar to|example)\b[^.]{0,80}[:：]$/iu;

function readCode(node: Code, lead: string, reading: RunbookReading): void {
  const { document, context, draft } = reading;
  const code = codeLines(document, node);
  const isShell = isShellFence(code.value, code.lang);
  // What begins with a prompt or a known command is no output, whatever announces it.
  const isOutput = NAMED_OUTPUT.test(lead) || (!isShell && PERHAPS_OUTPUT.test(lead));
  if (isOutput && !isShellFence(code.value, "")) {
    draft.output(code.value);
    context.understood(document.file, code.firstLine, code.lastLine);
  } else if (isShell) readShellFence(code, reading);
}

function readParagraph(
  node: Paragraph,
  reading: RunbookReading,
  labelDepth: number | undefined,
): void {
  const { draft } = reading;
  const text = plainText(node);
  const line = node.position?.start.line ?? 1;
  const lastLine = node.position?.end.line ?? line;
  const label = line === lastLine && labelDepth !== undefined ? labelOf(node) : undefined;
  if (label !== undefined && labelDepth !== undefined && isHeadingLike(node, label)) {
    draft.heading(label, { line, depth: labelDepth });
    return;
  }
  const marker = readStepMarker(text);
  if (marker.kind === "or" && text.length < 100) draft.or(text, marker.title, line);
  else if (/[:：]$/u.test(text) || !reading.readsProse) draft.lead(text, line, lastLine);
  else draft.sentence(text, line, lastLine);
  if (reading.readsProse && draft.topic !== "background" && isInstruction(text))
    for (const command of inlineCommands(node)) readInlineCommand(command, reading);
}

/** A label stands for a heading when it is in bold, or short, and says what kind of steps follow. */
function isHeadingLike(node: Paragraph, label: string): boolean {
  const isBold = node.children[0]?.type === "strong";
  if (/[.!?]$/u.test(label) || label.split(/\s+/u).length > 10) return false;
  if (!isBold && label.split(/\s+/u).length > 3) return false;
  if (topicOf(label) !== undefined || offersChoices(label)) return true;
  const { kind } = readStepMarker(label);
  return isBold && (kind === "alternative" || kind === "numbered" || kind === "branch");
}

interface ListPosition {
  readonly reading: RunbookReading;
  readonly isNested: boolean;
}

type ListKind = "choice" | "branch" | "steps" | "hints" | "commands" | "text";

function readList(list: List, lead: string, at: ListPosition): void {
  const items = list.children.map((node) => ({ node, text: itemText(node) }));
  const kind = kindOfList(list, items, lead, at);
  for (const [index, { node, text }] of items.entries()) {
    const hasCommands = containsCommand(node, at.reading);
    if (kind === "text" || (kind === "commands" && !hasCommands)) continue;
    readItem(node, text, { ...at, kind, hasCommands, isFirst: index === 0 });
  }
  if (at.isNested) return;
  // What introduced the list does not introduce what comes after it.
  at.reading.draft.flush();
  at.reading.draft.endParts(LIST_DEPTH);
}

function kindOfList(
  list: List,
  items: readonly { node: ListItem; text: string }[],
  lead: string,
  at: ListPosition,
): ListKind {
  const { draft, readsProse } = at.reading;
  const { topic } = draft;
  const texts = items.map(({ text }) => text);
  if (!readsProse || topic === "background") return "commands";
  if (items.length > 1 && !at.isNested) {
    if (offersChoices(lead) || (draft.offersChoices && topic === "mitigation")) return "choice";
    if (texts.every((text) => readStepMarker(text).kind === "alternative")) return "choice";
    if (texts.every((text) => conditionOf(text) !== undefined)) return "branch";
  }
  const acts = isToDo(list);
  if (topicOf(lead) === "causes" || (topic === "causes" && !acts)) return "hints";
  if (at.isNested) return acts ? "steps" : "commands";
  if (list.ordered === true || acts) return "steps";
  return topic === undefined ? "commands" : "hints";
}

interface ItemPosition extends ListPosition {
  readonly kind: ListKind;
  readonly hasCommands: boolean;
  readonly isFirst: boolean;
}

function readItem(item: ListItem, text: string, at: ItemPosition): void {
  const { reading, kind, hasCommands } = at;
  const { draft } = reading;
  const line = item.position?.start.line ?? 1;
  if (text === "") {
    readNodes(item.children, reading, { isNested: true });
    return;
  }
  reading.context.understood(reading.document.file, line, ownLastLine(item));
  if (kind === "hints" && !hasCommands) {
    draft.hint(text, line);
    return;
  }
  const isTop = !at.isNested;
  const option = optionOf(text, line, kind);
  const nested = item.children[1]?.type === "list" ? item.children[1] : undefined;
  const opens = /[:：]$/u.test(text) && nested !== undefined;
  if (option !== undefined) draft.option(option, { line, depth: LIST_DEPTH, isFirst: at.isFirst });
  else if (opens && (hasCommands || isToDo(nested)))
    draft.itemLabel(withoutColon(text), line, isTop);
  else draft.item(withoutColon(text), line, isTop);
  const isDone = hasCommands || (opens && isToDo(nested));
  if (!isDone) draft.manual(opens ? withNested(text, nested) : text, line);
  if (opens && !isDone)
    reading.context.understood(reading.document.file, line, item.position?.end.line ?? line);
  readItemContent(item, at);
}

/** The item as a way to choose, or as what is done on its condition. */
function optionOf(
  text: string,
  line: number,
  kind: ListKind,
): { title: string; when?: string; line: number; steps: [] } | undefined {
  const place = { line, steps: [] as [] };
  if (kind === "choice") return { title: titleOf(text), ...place };
  // "If the node is gone:" opens what is inside; "If it is, do so" says it all, and stays a step.
  const when = kind === "branch" || /[:：]$/u.test(text) ? conditionOf(text) : undefined;
  return when === undefined ? undefined : { title: `If ${when}`, when, ...place };
}

function isToDo(list: List): boolean {
  const texts = list.children.map(itemText);
  return texts.filter(isInstruction).length * 2 >= texts.length;
}

const TEXT_LENGTH_MAX = 500;

/** "Look for:" with what to look for. */
function withNested(text: string, list: List): string {
  const parts = list.children.map(itemText).filter((part) => part !== "");
  const whole = `${text} ${parts.join("; ")}`;
  return whole.length > TEXT_LENGTH_MAX ? `${whole.slice(0, TEXT_LENGTH_MAX - 1)}…` : whole;
}

/** The words are read already; their commands, and what follows them, are not. */
function readItemContent(item: ListItem, at: ItemPosition): void {
  const [first, ...rest] = item.children;
  const nested = { isNested: true };
  if (first?.type === "paragraph") {
    for (const command of inlineCommands(first)) readInlineCommand(command, at.reading);
    const code = rest[0];
    if (code?.type === "code") readCode(code, plainText(first), at.reading);
    readNodes(code?.type === "code" ? rest.slice(1) : rest, at.reading, nested);
  } else readNodes(item.children, at.reading, nested);
}

function itemText(item: ListItem): string {
  const [first] = item.children;
  return first?.type === "paragraph" ? plainText(first) : "";
}

function ownLastLine(item: ListItem): number {
  const [first] = item.children;
  return first?.position?.end.line ?? item.position?.start.line ?? 1;
}

/** "If the disk is full, …" is done when the disk is full. */
function conditionOf(text: string): string | undefined {
  return /^(?:if|when)\s+([^,:：]{2,160})[,:：]/iu.exec(text)?.[1];
}

/** "**Scale out:** add workers" is called "Scale out"; a short item is called by all its words. */
function titleOf(text: string): string {
  const marker = readStepMarker(text);
  const words = marker.kind === "alternative" || marker.kind === "numbered" ? marker.title : text;
  return splitLabel(words)?.label ?? withoutColon(words);
}

/** Rows with commands: done in order, or, when the first column says what is wrong, each on its condition. */
function readTable(table: Table, reading: RunbookReading): void {
  const [head, ...rows] = table.children;
  const firstTitle = head?.children[0] === undefined ? "" : plainText(head.children[0]);
  const isConditional =
    /\b(?:symptoms?|causes?|errors?|if|conditions?|when|problems?|issues?)\b/iu.test(firstTitle);
  for (const [index, row] of rows.entries()) {
    const commands = row.children.flatMap((cell) => inlineCommands(cell));
    const words = row.children
      .filter((cell) => inlineCommands(cell).length === 0)
      .map((cell) => plainText(cell))
      .filter((text) => text !== "");
    const line = row.position?.start.line ?? 1;
    const [title] = words;
    if (commands.length === 0 || title === undefined) continue;
    const place = { line, depth: LIST_DEPTH, isFirst: index === 0 };
    if (isConditional) reading.draft.option({ title, when: title, line, steps: [] }, place);
    else reading.draft.item(words.join(": "), line, true);
    for (const command of commands) readInlineCommand(command, reading);
    reading.context.understood(reading.document.file, line, line);
  }
  reading.draft.endParts(LIST_DEPTH);
}

const REFUSALS = /\b(?:do not|don['’]t|never|avoid|instead of|must not|should not)\b/iu;

/** Commands in a sentence that says to run them: known programs with arguments, in code. */
function inlineCommands(node: Nodes): readonly InlineCode[] {
  if (REFUSALS.test(plainText(node))) return [];
  const found: InlineCode[] = [];
  const visit = (child: Nodes): void => {
    if (child.type === "inlineCode" && isInlineCommand(child.value)) found.push(child);
    else if ("children" in child) for (const inner of child.children) visit(inner);
  };
  visit(node);
  return found;
}

/** A verb and something to do it to: "kubectl get" alone only names a command. */
function isInlineCommand(text: string): boolean {
  return text.trim().split(/\s+/u).length >= 3 && isShellFence(text, "");
}

function containsCommand(item: ListItem, reading: RunbookReading): boolean {
  const known = reading.itemsWithCommands.get(item);
  if (known !== undefined) return known;
  const visit = (node: Nodes): boolean => {
    if (node.type === "listItem") return containsCommand(node, reading);
    if (node.type === "code") {
      const code = codeLines(reading.document, node);
      return isShellFence(code.value, code.lang);
    }
    if (node.type === "paragraph") return inlineCommands(node).length > 0;
    return "children" in node && node.children.some(visit);
  };
  const contains = item.children.some(visit);
  reading.itemsWithCommands.set(item, contains);
  return contains;
}
