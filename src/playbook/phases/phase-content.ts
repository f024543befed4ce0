/** What a phase asks for: its window, its lists of actions, of goals, and of where alerts come from. */

import type { RootContent } from "mdast";
import type { Phase, PhaseItem, StepFact } from "../../domain/playbook.ts";
import type { CompileContext, PlaybookDocument, Section } from "../markdown/document.ts";
import { labelledLines, type TextLine } from "../markdown/labelled-lines.ts";
import { type LabelledList, type ListedItem, labelledLists } from "../markdown/labelled-lists.ts";
import { plainText } from "../markdown/plain-text.ts";
import { sentencesOf } from "../markdown/sentences.ts";
import { containsShell } from "../runbooks/contains-shell.ts";
import { isProcessOfWays } from "../runbooks/process-sections.ts";
import { actionColumn } from "../runbooks/runbook-table.ts";
import { namesOneRunbook } from "../runbooks/runbook-title.ts";
import { isInstruction } from "../words/instructions.ts";
import {
  LATER_MOMENTS,
  MOMENT_JOINTS,
  PHASE_LISTS,
  PHASE_PARTS_BESIDE,
  PHASE_WINDOW_LABELS,
  STEP_FACTS,
} from "../words/phase-words.ts";
import { readTimeWindow, type TimeWindow } from "../words/read-duration.ts";
import { isNote } from "../words/text-words.ts";
import { beginsWith, mentions } from "../words/wording.ts";
import { askedItems, hasTicks, namedActions } from "./asked-items.ts";
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
  const known = new Set<string>();
  const add = (field: ListField, lines: readonly TextLine[]): void => {
    for (const { text, line: at, column } of lines) {
      const key = `${field} ${at} ${text}`;
      if (text === "" || isNote(text) || known.has(key)) continue;
      known.add(key);
      const fact = field === "actions" ? factOf(text) : undefined;
      const source = { file, line: at, column };
      found[field].push({ text, ...(fact === undefined ? {} : { showsIn: fact }), source });
    }
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

const FACTS = ["acknowledged", "commander", "severity", "public-update", "update"] as const;

/** What shows by itself that an action is done. */
function factOf(text: string): StepFact | undefined {
  return FACTS.find((fact) => mentions(text, STEP_FACTS[fact]));
}

/** Undefined too where it is counted from another moment: "within 4 hours of containment". */
function windowOf({ written, windowText, content }: PhaseMember): TimeWindow | undefined {
  const label = labelledLines({ content: paragraphsOf(content) }).find(
    (line) => beginsWith(line.label, PHASE_WINDOW_LABELS) !== undefined,
  );
  const texts = [written, windowText ?? "", label?.value ?? ""];
  const [first] = texts.flatMap((text) => {
    const found = readTimeWindow(text) ?? readOpenWindow(text);
    return found === undefined ? [] : [{ found, text }];
  });
  return first === undefined || mentions(first.text, LATER_STARTS) ? undefined : first.found;
}

const LATER_STARTS: readonly string[] = MOMENT_JOINTS.flatMap((joint) =>
  LATER_MOMENTS.map((moment) => `${joint} ${moment}`),
);

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
      .filter(({ text }) => / /u.test(text) && isInstruction(text) && !/[:：]$/u.test(text))
      .map(({ text, line, lastLine }) => {
        context.understood(file, line, lastLine);
        return { text, line, column: 1 };
      });
  });
}

/** The phase's own lists, and those of its parts that are no runbooks of their own. */
function listsOf({ document, content, section }: PhaseMember): readonly LabelledList[] {
  const parts = (section?.children ?? []).flatMap((part) => partsOf(document, part));
  const lists = [...labelledLists({ content }), ...parts.flatMap(listsOfPart)];
  return lists.filter(({ label }) => fieldOf(label) !== undefined || !isBeside(label));
}

/** A heading that is such a label ("#### Actions", but not "#### Step 2") says what the lists below it are. */
function listsOfPart(part: Section): readonly LabelledList[] {
  const isLabel = fieldOf(part.title) !== undefined && !/\d/u.test(part.title);
  return labelledLists(part).map((list) => (isLabel ? { ...list, label: part.title } : list));
}

/** "Contact the vendor" is something to do; "Contacts" and "Review agenda" are not. */
function isBeside(title: string): boolean {
  const isToDo = isInstruction(title) && title.split(/\s+/u).length > 2;
  return mentions(title, PHASE_PARTS_BESIDE) && !isToDo;
}

function partsOf(document: PlaybookDocument, part: Section): readonly Section[] {
  if (isBeside(part.title) || namesOneRunbook(part)) return [];
  const isRunbook =
    part.content.some((node) => containsShell(document, node)) || isProcessOfWays(document, part);
  if (isRunbook) return [];
  return [part, ...part.children.flatMap((child) => partsOf(document, child))];
}

/** What a list is of, by its label, else by what its items say; ticked items are a checklist's. */
function readList(list: LabelledList): { field?: ListField; items: readonly ListedItem[] } {
  if (hasTicks(list)) return { items: [] };
  const field = fieldOf(list.label);
  if (field === undefined) return { field: "actions", items: askedItems(list) };
  return { field, items: field === "actions" ? namedActions(list) : list.items };
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

function fieldOf(label: string): ListField | undefined {
  const fields = Object.entries(PHASE_LISTS) as [ListField, readonly string[]][];
  return fields.find(([, phrases]) => beginsWith(label, phrases) !== undefined)?.[0];
}
