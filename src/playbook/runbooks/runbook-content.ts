/** Feeds a section's text to the runbook that is being read: paragraphs, lists, tables and code in order. */

import type { Code, List, ListItem, Paragraph, RootContent } from "mdast";
import type { Section } from "../markdown/document.ts";
import { labelOf, plainText } from "../markdown/plain-text.ts";
import { sentencesOf } from "../markdown/sentences.ts";
import { isShellFence, readFence } from "../shell/fence.ts";
import { OUTPUT_NAMES, OUTPUT_WORDS, PERHAPS_OUTPUT_WORDS } from "../vocabulary/runbooks.ts";
import { instructionOf, isInstruction, isStatement } from "../words/instructions.ts";
import { readStepMarker, withoutColon } from "../words/step-marker.ts";
import { anyOf } from "../words/wording.ts";
import { LABEL_DEPTH, LIST_DEPTH, NESTED_DEPTH, SENTENCE_DEPTH } from "./draft-block.ts";
import { inlineCommands } from "./inline-commands.ts";
import {
  codeLines,
  type RunbookReading,
  readInlineCommand,
  readShellFence,
} from "./runbook-fence.ts";
import {
  holdsToDo,
  isNote,
  isQuestion,
  isToDo,
  itemText,
  kindOfList,
  type ListKind,
  optionOf,
  withNested,
} from "./runbook-list.ts";
import { readTable } from "./runbook-table.ts";
import {
  areInterfaces,
  dependsOnSomething,
  namesFault,
  offersChoices,
  topicOf,
} from "./runbook-words.ts";

/** The section with everything under it. */
export function readWholeSection(section: Section, reading: RunbookReading): void {
  readContent(section, reading);
  announceHeadings(section, reading);
  for (const child of section.children) {
    reading.draft.heading(child.title, { line: child.line, depth: child.level });
    readWholeSection(child, reading);
  }
}

/** The last words above several headings may say that one of them is taken, or that it depends. */
function announceHeadings({ content, children, level }: Section, reading: RunbookReading): void {
  if (children.length < 2) return;
  const depth = level + 0.5;
  const last = content.at(-1);
  const words = last?.type === "paragraph" ? plainText(last) : "";
  const titles = children.map(({ title }) => title);
  const areFaults = reading.draft.topic === "mitigation" && titles.every(namesFault);
  if (dependsOnSomething(words) || areFaults) reading.draft.announce("conditions", depth);
  else if (offersChoices(words) || areInterfaces(titles)) reading.draft.announce("choices", depth);
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
  /** The words before the first node. */
  readonly lead?: string;
}

function readNodes(nodes: readonly RootContent[], reading: RunbookReading, at: Position): void {
  for (const [index, node] of nodes.entries()) {
    const before = nodes[index - 1];
    const next = nodes[index + 1];
    const lead =
      before === undefined ? (at.lead ?? "") : before.type === "paragraph" ? plainText(before) : "";
    if (node.type === "paragraph") {
      const depth = next === undefined ? (at.labelDepth ?? LABEL_DEPTH) : LABEL_DEPTH;
      // Outside a runbook a label titles commands only when they follow it.
      const mayTitle = reading.readsProse || next?.type === "code";
      readParagraph(node, reading, { labelDepth: mayTitle ? depth : undefined, next });
    } else if (node.type === "code") readCode(node, lead, reading);
    else if (node.type === "list")
      readList(node, lead, { reading, isNested: at.isNested ?? false });
    else if (node.type === "table") readTable(node, reading);
    else if (node.type === "blockquote") readNodes(node.children, reading, at);
  }
}

const QUERY_LANGUAGES: ReadonlySet<string> = new Set(["promql", "logql", "kql", "kusto", "spl"]);

const NAMED_OUTPUT = new RegExp(
  `\\b(?:${anyOf(OUTPUT_NAMES)})s?\\b|^(?:${anyOf(OUTPUT_WORDS)})\\b`,
  "iu",
);
const PERHAPS_OUTPUT = new RegExp(`\\b(?:${anyOf(PERHAPS_OUTPUT_WORDS)})\\b[^.]{0,80}[:：]$`, "iu");

function readCode(node: Code, lead: string, reading: RunbookReading): void {
  const { document, context, draft } = reading;
  const code = codeLines(document, node);
  const isShell = isShellFence(code.value, code.lang);
  // What begins with a prompt or a known command is no output, whatever announces it.
  const isOutput = NAMED_OUTPUT.test(lead) || (!isShell && PERHAPS_OUTPUT.test(lead));
  if (isOutput && !isShellFence(code.value, "")) {
    draft.output(code.value);
    context.understood(document.file, code.firstLine, code.lastLine);
  } else if (isShell) {
    // Words above a fence without any command are all there is to do.
    if (!readFence(code.value, code.lang).some(({ kind }) => kind === "command")) draft.query();
    readShellFence(code, reading);
  } else if (isQuery(code)) draft.query();
}

/** What is asked of a monitoring system or a database in its own place, not in a shell. */
function isQuery(code: { readonly lang: string }): boolean {
  return QUERY_LANGUAGES.has(code.lang);
}

interface ParagraphPosition {
  /** How deep a label stands; undefined where it may title nothing. */
  readonly labelDepth: number | undefined;
  readonly next: RootContent | undefined;
}

function readParagraph(node: Paragraph, reading: RunbookReading, at: ParagraphPosition): void {
  const { draft } = reading;
  const { labelDepth } = at;
  const text = plainText(node);
  const line = node.position?.start.line ?? 1;
  const lastLine = node.position?.end.line ?? line;
  const label = line === lastLine && labelDepth !== undefined ? labelOf(node) : undefined;
  const titles = label !== undefined && (isHeadingLike(node, label) || isTitleOfSteps(node, at));
  if (titles && labelDepth !== undefined) {
    draft.heading(label, { line, depth: labelDepth });
    return;
  }
  const marker = readStepMarker(text);
  const goesOn = /^\p{Ll}/u.test(text);
  const isWay = marker.kind === "branch" || marker.kind === "alternative";
  if (!goesOn && !isWay) draft.endOfCondition();
  const isCondition = marker.kind === "branch" && text.length < 160;
  if (
    isCondition &&
    introducesCommands(at.next, reading) &&
    !draft.isInsideOption(SENTENCE_DEPTH)
  ) {
    const { title, when } = marker;
    draft.option({ title, when, line, steps: [] }, { line, depth: SENTENCE_DEPTH });
    return;
  }
  if (marker.kind === "alternative" && reading.readsProse && text.length < 160) {
    draft.option({ title: marker.title, line, steps: [] }, { line, depth: SENTENCE_DEPTH });
    return;
  }
  if (marker.kind === "or" && text.length < 160) draft.or({ text, title: marker.title, line });
  else if (!reading.readsProse || introducesCommands(at.next, reading))
    readIntroduction(node, reading);
  else readSentences(node, reading);
  if (reading.readsProse && draft.topic !== "background" && isInstruction(text))
    for (const command of inlineCommands(node)) readInlineCommand(command, reading);
}

/** The paragraph above a command: all of its words are the command's. */
function readIntroduction(node: Paragraph, reading: RunbookReading): void {
  const text = plainText(node);
  const line = node.position?.start.line ?? 1;
  const lastLine = node.position?.end.line ?? line;
  if (/[:：]$/u.test(text) || !reading.readsProse) reading.draft.lead(text, line, lastLine);
  else reading.draft.paragraph(sentencesOf(node));
}

/** A last sentence that ends with a colon introduces what follows the paragraph. */
function readSentences(node: Paragraph, reading: RunbookReading): void {
  const { draft } = reading;
  const sentences = sentencesOf(node);
  const last = sentences.at(-1);
  if (labelOf(node) !== undefined && sentences.length === 1 && last !== undefined) {
    draft.lead(last.text, last.line, last.lastLine);
    return;
  }
  const opens = last !== undefined && /[:：]$/u.test(last.text);
  draft.paragraph(opens ? sentences.slice(0, -1) : sentences);
  if (opens) draft.lead(last.text, last.line, last.lastLine);
}

function introducesCommands(next: RootContent | undefined, reading: RunbookReading): boolean {
  if (next?.type !== "code") return false;
  const { value, lang } = codeLines(reading.document, next);
  return isShellFence(value, lang);
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

/** "**Commander**:" directly above a list of what the commander does. */
function isTitleOfSteps(node: Paragraph, { next }: ParagraphPosition): boolean {
  const isBold = node.children[0]?.type === "strong";
  return isBold && node.children.length <= 2 && next?.type === "list" && isToDo(next);
}

interface ListPosition {
  readonly reading: RunbookReading;
  readonly isNested: boolean;
}

function readList(list: List, lead: string, at: ListPosition): void {
  const { reading, isNested } = at;
  const kind = kindOfList(list, { lead, isNested, reading });
  const asks = kind === "steps" && isToDo(list);
  for (const [index, item] of list.children.entries()) {
    const hasCommands = reading.itemsWithCommands.has(item);
    if (kind === "commands" && !hasCommands && !holdsToDo(item)) continue;
    if (asks && !hasCommands && !holdsToDo(item) && onlyStates(item)) continue;
    readItem(item, { ...at, kind, hasCommands, isFirst: index === 0 });
  }
  if (!isNested) reading.draft.endOfList();
  else if (kind === "branch" || kind === "choice") reading.draft.endOfList(true);
}

/** What it says is so, and none of its sentences asks for anything. */
function onlyStates(item: ListItem): boolean {
  const [first] = item.children;
  if (first?.type !== "paragraph" || !isStatement(plainText(first))) return false;
  return sentencesOf(first).every(({ text }) => instructionOf(text) === undefined);
}

interface ItemPosition extends ListPosition {
  readonly kind: ListKind;
  readonly hasCommands: boolean;
  readonly isFirst: boolean;
}

function readItem(item: ListItem, at: ItemPosition): void {
  const { reading, kind, hasCommands } = at;
  const { draft, document, context } = reading;
  const text = itemText(item);
  const start = item.position?.start.line ?? 1;
  if (text === "") {
    readNodes(item.children, reading, { isNested: true });
    return;
  }
  if (isNote(text)) return;
  const wordsEnd = item.children[0]?.position?.end.line ?? start;
  context.understood(document.file, start, wordsEnd);
  const holds = holdsToDo(item);
  if (kind === "hints" && !hasCommands && !holds) {
    // What is to be ticked is a checklist's.
    if (typeof item.checked === "boolean") return;
    if (draft.topic !== "causes" && isInstruction(text)) draft.manual(withoutColon(text), start);
    else draft.hint(text, start);
    return;
  }
  const nested = item.children[1]?.type === "list" ? item.children[1] : undefined;
  const opens = /[:：]$/u.test(text) && nested !== undefined;
  const acts = isInstruction(text);
  // What only says what is inside, or introduces a command, is no step by itself.
  const isTitle = acts
    ? hasOwnCommands(item, reading) || (hasCommands && !holds)
    : hasCommands || holds;
  introduceItem(text, start, { ...at, isLabel: (opens || holds) && isTitle });
  if (!isTitle && !isQuestion(text)) {
    const folds = opens && !holds;
    draft.manual(folds ? withNested(text, nested) : withoutColon(text), start);
    if (folds) context.understood(document.file, start, item.position?.end.line ?? start);
  }
  readItemContent(item, reading);
}

/** Commands in the item's own words or directly below them, not in a list inside it. */
function hasOwnCommands(item: ListItem, reading: RunbookReading): boolean {
  return item.children.some((child) => {
    if (child.type === "paragraph") return inlineCommands(child).length > 0;
    return introducesCommands(child, reading);
  });
}

/** Says to the draft what the item's words begin: an option, a titled part, or one step. */
function introduceItem(
  text: string,
  line: number,
  at: ItemPosition & { readonly isLabel: boolean },
): void {
  const { draft } = at.reading;
  const isTop = !at.isNested;
  const marker = readStepMarker(text);
  if (marker.kind === "or" && at.kind !== "choice" && !at.isFirst) {
    draft.or({ text, title: marker.title, line });
    return;
  }
  const depth = isTop ? LIST_DEPTH : NESTED_DEPTH;
  const option = draft.isInsideOption(depth) ? undefined : optionOf(text, line, at.kind);
  if (option !== undefined) draft.option(option, { line, depth, isFirst: at.isFirst });
  else if (at.isLabel) draft.itemLabel(withoutColon(text), line, isTop);
  else draft.item(withoutColon(text), line, isTop);
}

/** The words are read already; their commands, and what follows them, are not. */
function readItemContent(item: ListItem, reading: RunbookReading): void {
  const [first, ...rest] = item.children;
  if (first?.type !== "paragraph") {
    readNodes(item.children, reading, { isNested: true });
    return;
  }
  for (const command of inlineCommands(first)) readInlineCommand(command, reading);
  const [code] = rest;
  if (code?.type === "code") readCode(code, plainText(first), reading);
  const isCode = code?.type === "code";
  const lead = isCode ? {} : { lead: plainText(first) };
  readNodes(isCode ? rest.slice(1) : rest, reading, { isNested: true, ...lead });
}
