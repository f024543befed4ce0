/** What a phase asks for: its window, its lists of actions, of goals, and of where alerts come from. */

import type { RootContent } from "mdast";
import type { Phase, PhaseItem } from "../../domain/playbook.ts";
import type { CompileContext } from "../markdown/document.ts";
import { labelledLines, type TextLine } from "../markdown/labelled-lines.ts";
import { type LabelledList, type ListedItem, labelledLists } from "../markdown/labelled-lists.ts";
import { plainText } from "../markdown/plain-text.ts";
import { sentencesOf } from "../markdown/sentences.ts";
import { actionColumn } from "../runbooks/runbook-table.ts";

import { isInstruction } from "../words/instructions.ts";
import { PHASE_LISTS, PHASE_WINDOW_LABELS } from "../words/phase-words.ts";
import { readTimeWindow, type TimeWindow } from "../words/read-duration.ts";
import { beginsWith } from "../words/wording.ts";
import type { PhaseMember } from "./phase-member.ts";
import { readOpenWindow } from "./stage-name.ts";

type ListField = keyof typeof PHASE_LISTS;

/** Marks the lines it understood. */
export function readPhase(
  member: PhaseMember,
  context: CompileContext,
): Omit<Phase, "id" | "title"> {
  const { document, line, content } = member;
  const { file } = document;
  const found: Record<ListField, PhaseItem[]> = { sources: [], actions: [], objectives: [] };
  const add = (field: ListField, lines: readonly TextLine[]): void => {
    for (const { text, line: at, column } of lines)
      if (
        text !== "" &&
        !isNote(text) &&
        !found[field].some((one) => one.source.line === at && one.text === text)
      )
        found[field].push({ text, source: { file, line: at, column } });
  };
  context.understood(file, line, line);
  for (const list of listsOf(member)) {
    const { field, items } = readList(list);
    if (field === undefined || items.length === 0) continue;
    add(field, items);
    context.understood(file, list.line, list.lastLine);
  }
  for (const labelled of labelledLines({ content: paragraphsOf(content) })) {
    const field = fieldOf(labelled.label);
    if (field === undefined || labelled.value === "") continue;
    add(field, [{ ...labelled, text: labelled.value }]);
    context.understood(file, labelled.line, labelled.line);
  }
  add("actions", tableActions(content));
  add(
    "actions",
    (member.beside ?? []).map((text) => ({ text, line, column: 1 })),
  );
  if (found.actions.length === 0) add("actions", instructionsIn(content, context, file));
  return { ...windowOf(member), ...found, source: { file, line } };
}

function windowOf({ written, windowText, content }: PhaseMember): TimeWindow | undefined {
  const own =
    readTimeWindow(written) ?? readOpenWindow(written) ?? readTimeWindow(windowText ?? "");
  if (own !== undefined) return own;
  const label = labelledLines({ content: paragraphsOf(content) }).find(
    (line) => beginsWith(line.label, PHASE_WINDOW_LABELS) !== undefined,
  );
  return label === undefined ? undefined : readTimeWindow(label.value);
}

function paragraphsOf(content: readonly RootContent[]): RootContent[] {
  return content.filter(({ type }) => type === "paragraph");
}

/** Sentences that ask for something, of a phase that has no list of what to do. */
function instructionsIn(
  content: readonly RootContent[],
  context: CompileContext,
  file: string,
): readonly TextLine[] {
  return content.flatMap((node) => {
    if (node.type !== "paragraph") return [];
    return sentencesOf(node)
      .filter(({ text }) => isInstruction(text) && !/[:：]$/u.test(text))
      .map(({ text, line, lastLine }) => {
        context.understood(file, line, lastLine);
        return { text, line, column: 1 };
      });
  });
}

/** The phase's own lists, and those under a sub-heading that is such a label ("#### Actions"). */
function listsOf({ content, section }: PhaseMember): readonly LabelledList[] {
  const below = (section?.children ?? [])
    .filter(({ title }) => fieldOf(title) !== undefined)
    .flatMap((child) => labelledLists(child).map((list) => ({ ...list, label: child.title })));
  return [...labelledLists({ content }), ...below];
}

/** What a list is of, by its label, else by what its items say; ticked items are a checklist's. */
function readList(list: LabelledList): { field?: ListField; items: readonly ListedItem[] } {
  if (list.items.some(({ checked }) => checked !== undefined)) return { items: [] };
  const field = fieldOf(list.label);
  if (field !== undefined)
    return { field, items: field === "actions" ? withInner(list.items) : list.items };
  const items = list.items.filter(({ text }) => !text.endsWith("?"));
  const asks = items.filter(({ text }) => isInstruction(text)).length;
  if (asks * 2 < items.length || asks === 0) return { items: [] };
  return { field: "actions", items: withInner(items) };
}

/** The items, each followed by those inside it that ask for something too. */
function withInner(items: readonly ListedItem[]): readonly ListedItem[] {
  return items.flatMap((item) => [
    item,
    ...withInner(item.items).filter(({ text }) => isInstruction(text)),
  ]);
}

/** Of a table with a column of actions, what each row asks for. */
function tableActions(content: readonly RootContent[]): readonly TextLine[] {
  return content.flatMap((node) => {
    if (node.type !== "table") return [];
    const column = actionColumn(node);
    if (column < 0) return [];
    return node.children.slice(1).flatMap((row) => {
      const cell = row.children[column];
      const { line = 1, column: at = 1 } = cell?.position?.start ?? {};
      const text = cell === undefined ? "" : plainText(cell);
      return isInstruction(text) ? [{ text, line, column: at }] : [];
    });
  });
}

/** A word to whoever edits the playbook. */
function isNote(text: string): boolean {
  return /^(?:todo|fixme|tbd)\b/iu.test(text);
}

function fieldOf(label: string): ListField | undefined {
  const fields = Object.entries(PHASE_LISTS) as [ListField, readonly string[]][];
  return fields.find(([, phrases]) => beginsWith(label, phrases) !== undefined)?.[0];
}
