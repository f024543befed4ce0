/** Feeds lists and their items to the runbook that is being read. */

import type { List, ListItem } from "mdast";
import { plainText } from "../markdown/plain-text.ts";
import { sentencesOf } from "../markdown/sentences.ts";
import { TOPIC_PHRASES } from "../vocabulary/runbooks.ts";
import { instructionOf, isInstruction, isStatement } from "../words/instructions.ts";
import { readStepMarker, withoutColon } from "../words/step-marker.ts";
import { isNote } from "../words/text-words.ts";
import { mentions } from "../words/wording.ts";
import { LIST_DEPTH, NESTED_DEPTH } from "./draft-block.ts";
import { inlineCommands } from "./inline-commands.ts";
import { holdsToDo, isQuestion, isToDoOrRun, itemText, onlyTells } from "./list-items.ts";
import { readCode, readNodes } from "./runbook-content.ts";
import { type RunbookReading, readInlineCommand } from "./runbook-fence.ts";
import { casesAmong, kindOfList, type ListKind, optionOf, withNested } from "./runbook-list.ts";
import { introducesCommands } from "./runbook-paragraph.ts";

interface ListPosition {
  readonly reading: RunbookReading;
  readonly isNested: boolean;
  /** Commands follow in a fence that is not indented as the last item is, and yet is that item's. */
  readonly introduces?: boolean;
}

/** By what kind of list it is; `lead` are the words before it. */
export function readList(written: List, lead: string, at: ListPosition): void {
  const { reading, isNested } = at;
  const list = withoutTold(written, reading);
  const kind = kindOfList(list, { lead, isNested, reading });
  const asks = kind === "steps" && isToDoOrRun(list);
  const cases = kind === "steps" ? casesAmong(list) : new Set<ListItem>();
  for (const [index, item] of list.children.entries()) {
    const hasCommands = reading.itemsWithCommands.has(item);
    if (kind === "commands" && !hasCommands && (!holdsToDo(item) || listsSigns(item))) continue;
    const isCase = cases.has(item);
    if (asks && !isCase && !hasCommands && !holdsToDo(item) && onlyStates(item)) continue;
    const before = list.children[index - 1];
    const isFirst = isCase ? before === undefined || !cases.has(before) : index === 0;
    const isLast = index === list.children.length - 1;
    // Where each number stands alone above a fence, or ends with a colon, the fence is its own.
    const opens = list.children.length === 1 || /[:：]$/u.test(itemText(item));
    const isBare = item.children.length === 1;
    const introduces = at.introduces === true && isLast && isBare && opens;
    readItem(item, { ...at, kind: isCase ? "branch" : kind, hasCommands, isFirst, introduces });
    if (introduces && kind === "steps" && !hasCommands) return;
  }
  if (!isNested) reading.draft.endOfList();
  else if (kind === "branch" || kind === "choice") reading.draft.endOfList(true);
}

/** Without the items that only tell something, where nothing in them is to be run or done. */
function withoutTold(list: List, { itemsWithCommands }: RunbookReading): List {
  const children = list.children.filter(
    (item) => !onlyTells(item) || itemsWithCommands.has(item) || holdsToDo(item),
  );
  return children.length === list.children.length ? list : { ...list, children };
}

/** "Recovery checks:" above what has to be so then; some of it reads like a deed, "Open valves at rest". */
function listsSigns(item: ListItem): boolean {
  if (!mentions(itemText(item), TOPIC_PHRASES.diagnosis)) return false;
  return item.children.some(
    (child) => child.type === "list" && !child.children.map(itemText).every(isInstruction),
  );
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
  // What is to be ticked is a checklist's, but for its commands and for what depends on a case.
  const isTicked = typeof item.checked === "boolean" && !hasCommands;
  if (isTicked && kind !== "branch" && kind !== "choice" && !draft.isInsideOption(LIST_DEPTH))
    return;
  const wordsEnd = item.children[0]?.position?.end.line ?? start;
  context.understood(document.file, start, wordsEnd);
  const holds = holdsToDo(item);
  if (kind === "hints" && !hasCommands && !holds) {
    if (draft.topic !== "causes" && isInstruction(text)) draft.manual(withoutColon(text), start);
    else draft.hint(text, start);
    return;
  }
  const nested = item.children[1]?.type === "list" ? item.children[1] : undefined;
  const opens = /[:：]$/u.test(text) && nested !== undefined;
  const acts = isInstruction(text);
  // What only says what is inside, or introduces a command, is no step by itself.
  const isTitle = acts
    ? hasOwnCommands(item, reading) || (hasCommands && !holds) || (at.introduces ?? false)
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
