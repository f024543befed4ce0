/** Task lists ("- [ ] Pods are healthy") and lists of boxes ("- ☐ …") as groups of checklist items. */

import type { ChecklistItem } from "../../domain/playbook.ts";
import type { PlaybookDocument, Section } from "../markdown/document.ts";
import { type LabelledList, type ListedItem, labelledLists } from "../markdown/labelled-lists.ts";
import { labelOf } from "../markdown/plain-text.ts";
import { CHECKLIST_TOPICS, QUESTION_TOPICS } from "../vocabulary.ts";
import { instructionOf, isStatement } from "../words/instructions.ts";
import { slug, uniqueIds } from "../words/slug.ts";
import { mentions } from "../words/wording.ts";
import { answerOfSentence, isOpenQuestion } from "./checklist-item.ts";
import type { ChecklistGroup } from "./yaml-checklist.ts";

const BOX = /^(?:☐|☑|☒|□|⬜|◻|🔲)\uFE0F?\s*/u;

/**
 * One group for each of the section's own lists that holds boxes to tick; its label names it. Lists of
 * anything count where the heading (`isNamed`) or their label calls them a checklist, and lists of
 * questions under a label that asks for answers.
 */
export function taskListGroups(
  document: PlaybookDocument,
  section: Section,
  isNamed: boolean,
): readonly (ChecklistGroup & { readonly lastLine: number })[] {
  return labelledLists(section).flatMap((list) => {
    const tasks = tasksOf(list.items, isNamed || isCalledChecklist(list) ? () => true : isTask);
    return tasks.length === 0 ? [] : [groupOf(document, section, list, tasks)];
  });
}

function isCalledChecklist({ label, items }: LabelledList): boolean {
  // A list of books about checklists is none.
  if (mentions(label, CHECKLIST_TOPICS))
    return items.some(
      ({ text }) => instructionOf(text) === "do" || text.includes("?") || isStatement(text),
    );
  return (
    mentions(label, QUESTION_TOPICS) &&
    items.every(({ text }) => text.includes("?") || isOpenQuestion(text))
  );
}

function groupOf(
  document: PlaybookDocument,
  section: Section,
  list: LabelledList,
  tasks: readonly ListedItem[],
): ChecklistGroup & { lastLine: number } {
  const unique = uniqueIds();
  const title = list.label === "" ? section.title : list.label;
  return {
    id: slug(title, "items"),
    title,
    items: tasks.map((task): ChecklistItem => {
      const text = task.text.replace(BOX, "");
      return {
        id: unique(slug(text, "item")),
        text,
        ...answerOfSentence(text),
        source: { file: document.file, line: task.line },
      };
    }),
    source: { file: document.file, line: list.line },
    lastLine: list.lastLine,
  };
}

/** The tasks of a list, nested ones included; those below a label ("Database:") form a list of their own. */
function tasksOf(
  items: readonly ListedItem[],
  counts: (item: ListedItem) => boolean,
): readonly ListedItem[] {
  return items.flatMap((item) => {
    const [first] = item.node.children;
    const label = first?.type === "paragraph" ? labelOf(first) : undefined;
    const isLabel = label !== undefined && !item.text.includes("?") && item.items.some(counts);
    if (isLabel) return [];
    // What stands below something without a box only tells how it is done.
    const below = counts === isTask ? tasksOf(item.items, counts) : [];
    return [...(counts(item) ? [item] : []), ...below];
  });
}

function isTask(item: ListedItem): boolean {
  return (item.checked !== undefined || BOX.test(item.text)) && item.text.replace(BOX, "") !== "";
}
