/** Task lists ("- [ ] Pods are healthy") and lists of boxes ("- ☐ …") as groups of checklist items. */

import type { ChecklistItem } from "../domain/playbook.ts";
import { answerOfSentence } from "./checklist-item.ts";
import type { PlaybookDocument, Section } from "./document.ts";
import { type LabelledList, type ListedItem, labelledLists } from "./labelled-lists.ts";
import { labelOf } from "./plain-text.ts";
import { slug, uniqueIds } from "./slug.ts";
import type { ChecklistGroup } from "./yaml-checklist.ts";

const BOX = /^(?:☐|☑|☒|□|⬜|◻|🔲)\uFE0F?\s*/u;

/** One group for each of the section's own lists that holds boxes to tick; its label names it. */
export function taskListGroups(
  document: PlaybookDocument,
  section: Section,
): readonly (ChecklistGroup & { readonly lastLine: number })[] {
  return labelledLists(section).flatMap((list) => {
    const tasks = tasksOf(list.items);
    return tasks.length === 0 ? [] : [groupOf(document, section, list, tasks)];
  });
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
function tasksOf(items: readonly ListedItem[]): readonly ListedItem[] {
  return items.flatMap((item) => {
    const [first] = item.node.children;
    const label = first?.type === "paragraph" ? labelOf(first) : undefined;
    const isLabel = label !== undefined && item.items.some(isTask);
    if (isLabel) return [];
    return [...(isTask(item) ? [item] : []), ...tasksOf(item.items)];
  });
}

function isTask(item: ListedItem): boolean {
  return (item.checked !== undefined || BOX.test(item.text)) && item.text.replace(BOX, "") !== "";
}
