/** Lists whose items say what is the case, and then what is done. */

import type { List, ListItem } from "mdast";
import { splitLabel } from "../markdown/plain-text.ts";
import { QUESTION_STARTS } from "../vocabulary/runbooks.ts";
import { isInstruction } from "../words/instructions.ts";
import { CHOICE_WORDS } from "../words/message-words.ts";
import { CASE_LEADS, NO_FAULT_STARTS, NO_FAULTS } from "../words/procedure-words.ts";
import { severityKeysIn } from "../words/severity-id.ts";
import { beginsWith, mentions, spacedWords } from "../words/wording.ts";
import { holdsToDo, itemText } from "./list-items.ts";
import type { RunbookReading } from "./runbook-fence.ts";
import { tellsTrouble } from "./runbook-words.ts";

/** Whether each item says what is the case, and then what to do: causes, answers to a question, severities. */
export function areCases(list: List, at: { lead: string; reading: RunbookReading }): boolean {
  const { lead, reading } = at;
  const { topic } = reading.draft;
  const items = list.children;
  const hasDeed = (item: ListItem): boolean => holdsDeed(item, reading);
  if (!items.every(namesCase)) return false;
  if (items.every(namesSeverity)) return items.every(hasDeed);
  if (items.every(isAnswer)) return items.some(hasDeed);
  const deeds = items.filter(hasDeed).length;
  if (topic === "mitigation") return deeds === items.length;
  if (topic === "causes") return deeds * 3 >= items.length * 2;
  const isAsked = lead.endsWith("?") || mentions(lead, CASE_LEADS);
  return isAsked && deeds * 2 >= items.length;
}

/** Whether the items say what is wrong, most of them by a word for it, and most of them what is done then. */
export function areTroubles(list: List, reading?: RunbookReading): boolean {
  const deeds = list.children.filter((item) => holdsDeed(item, reading)).length;
  return nameTroubles(list) && deeds * 3 >= list.children.length * 2;
}

/** Whether the items are called by what is wrong, at least half of them by a word for it. */
export function nameTroubles({ children: items }: List): boolean {
  if (!items.every(namesCase)) return false;
  const troubles = items.filter((item) => tellsTrouble(subjectOf(itemText(item)))).length;
  return troubles * 2 >= items.length;
}

/** "Is it wet? → Look for the leak", "No → go on". */
function isAnswer(item: ListItem): boolean {
  const text = itemText(item);
  const subject = subjectOf(text);
  if (subject === text) return false;
  const words = spacedWords(subject).trim();
  // "Which pump is it?" has no answer that would be a case.
  if (subject.endsWith("?")) return beginsWith(subject, QUESTION_STARTS) === undefined;
  return CHOICE_WORDS.some((word) => word === words);
}

/** What is the case, an arrow, and what follows from it. */
export function isArrowCase(item: ListItem): boolean {
  return ARROW.test(itemText(item)) && namesCase(item);
}

const ARROW = /^.{2,80}?\s(?:→|->|=>)\s/u;

export function namesSeverity(item: ListItem): boolean {
  return severityKeysIn(subjectOf(itemText(item))).length > 0;
}

/** Words for what is the case before a colon, an arrow, or a list of things to do. */
export function namesCase(item: ListItem): boolean {
  const text = itemText(item);
  const subject = subjectOf(text);
  if (subject === "" || isInstruction(subject) || mentions(subject, NO_FAULTS)) return false;
  if (beginsWith(subject, NO_FAULT_STARTS) !== undefined) return false;
  return subject !== text || holdsToDo(item);
}

/** Whether the item says what to do in its case. */
function holdsDeed(item: ListItem, reading: RunbookReading | undefined): boolean {
  const text = itemText(item);
  if (holdsToDo(item)) return true;
  if (subjectOf(text) === text) return false;
  const hasCommands = reading?.itemsWithCommands.has(item) ?? false;
  return hasCommands || isInstruction(text) || asksLater(text);
}

/** "Tank dry: the float sticks. Free it." */
function asksLater(text: string): boolean {
  const rest = splitLabel(text)?.rest ?? text.slice(subjectOf(text).length).replace(/^\W+/u, "");
  return rest.split(/[.;]\s/u).some(isInstruction);
}

/** What stands before the first colon, arrow or dash; all of the words without one. */
export function subjectOf(text: string): string {
  const before = /^(.{2,80}?)\s(?:→|->|=>)\s/u.exec(text)?.[1] ?? text;
  return splitLabel(before)?.label ?? BEFORE_DASH.exec(before)?.[1] ?? before;
}

const BEFORE_DASH = /^([^.,;:–—]{2,60}?)\s[–—-]\s\S/u;
