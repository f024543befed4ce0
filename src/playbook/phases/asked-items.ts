/** What the lists of a phase ask for. */

import type { LabelledList, ListedItem } from "../markdown/labelled-lists.ts";
import { splitLabel } from "../markdown/plain-text.ts";
import { ROLE_WORDS } from "../vocabulary.ts";
import {
  COMPOUND_ENDS,
  NOUN_LIKE_VERBS,
  SUBORDINATE_STARTS,
  VERBS,
} from "../words/instruction-words.ts";
import { instructionOf, isInstruction, isStatement } from "../words/instructions.ts";
import { DEED_NOUNS } from "../words/phase-words.ts";
import { mentions, wordsIn } from "../words/wording.ts";

type ItemList = Pick<LabelledList, "items" | "ordered">;

/** Whether the list has boxes to tick: it is a checklist. */
export function hasTicks({ items }: ItemList): boolean {
  return items.some(({ checked }) => checked !== undefined);
}

/**
 * The items that ask for something, each followed by those inside it that do. A list asks where half of
 * its items do, by their verbs or as deeds by name ("Root cause analysis"), which without numbers stand
 * beside a verb; then all of it counts but questions and statements.
 */
export function askedItems(list: ItemList): readonly ListedItem[] {
  const asks = doesAsk(list);
  const namesDeeds = mayNameDeeds(list);
  return list.items.flatMap((item) => [
    ...((asks ? counts(item, namesDeeds) : heads(item) || asksPlainly(item.text)) ? [item] : []),
    ...innerItems(item),
  ]);
}

/** Asks for something itself, and what is inside it tells how. */
function heads(item: ListedItem): boolean {
  return isInstruction(item.text) && doesAsk({ items: item.items, ordered: false });
}

/** Asks whatever stands beside it: by a verb that is no thing here as "Audit logs" and "Review meeting" are. */
function asksPlainly(text: string): boolean {
  if (!isInstruction(text) || /[:：]$|\b[A-Z]{3,}\s\//u.test(text)) return false;
  const clause = (splitLabel(text)?.rest ?? text).split(CLAUSE_END)[0] ?? "";
  const [first = "", second = "", ...others] = wordsIn(clause);
  if (SUBORDINATE_STARTS.has(first)) return true;
  const isThing = DEEDS.has(second) || COMPOUND_ENDS.has(second) || /ing$/u.test(second);
  return others.length > 0 && VERBS.has(first) && !NOUN_LIKE_VERBS.has(first) && !isThing;
}

const CLAUSE_END = /\s[–—-]\s|[(.,;]/u;

/** All items of a list that is called the actions, but for questions, each followed by those inside it that ask for something. */
export function namedActions({ items }: ItemList): readonly ListedItem[] {
  return items.flatMap((item) => [...(isQuestion(item) ? [] : [item]), ...innerItems(item)]);
}

function innerItems({ items }: ListedItem): readonly ListedItem[] {
  const list = { items, ordered: false };
  const asks = doesAsk(list);
  return items.flatMap((item) => [
    ...(asks && instructionOf(item.text) !== undefined ? [item] : []),
    ...innerItems(item),
  ]);
}

/** What is not to be done counts neither way, nor do questions. */
function doesAsk(list: ItemList): boolean {
  if (hasTicks(list)) return false;
  const namesDeeds = mayNameDeeds(list);
  let asked = 0;
  let others = 0;
  for (const item of list.items) {
    if (isAsked(item, namesDeeds)) asked += 1;
    else if (!isQuestion(item) && instructionOf(item.text) !== "dont") others += 1;
  }
  return asked > 0 && asked >= others;
}

function counts(item: ListedItem, namesDeeds: boolean): boolean {
  if (isAsked(item, namesDeeds)) return true;
  return !isQuestion(item) && !isStatement(item.text) && !isEntry(item);
}

/** "Night porter: Ann" says who somebody is. */
function isEntry({ text }: ListedItem): boolean {
  return mentions(splitLabel(text)?.label ?? "", ROLE_WORDS);
}

/** "Is it hot?", "Heat: is it hot?"; but "Find out: is it hot?" is something to do. */
function isQuestion({ text }: ListedItem): boolean {
  return text.endsWith("?") && !isInstruction(splitLabel(text)?.label ?? "");
}

function isAsked(item: ListedItem, namesDeeds: boolean): boolean {
  return isInstruction(item.text) || (namesDeeds && isDeed(item));
}

function mayNameDeeds({ items, ordered }: ItemList): boolean {
  return ordered || items.some(({ text }) => isInstruction(text));
}

/** "Root cause analysis — what happened?"; but what only heads the things to do inside it is none. */
function isDeed({ text, items }: ListedItem): boolean {
  const name = text.slice(0, NAME_LENGTH_MAX).split(NAME_END)[0] ?? "";
  const words = wordsIn(name);
  return (
    words.length <= NAME_WORDS_MAX &&
    DEEDS.has(words.at(-1) ?? "") &&
    !items.some(({ checked }) => checked !== undefined) &&
    !doesAsk({ items, ordered: false })
  );
}

const DEEDS: ReadonlySet<string> = new Set(DEED_NOUNS);
const NAME_LENGTH_MAX = 80;
const NAME_WORDS_MAX = 6;
const NAME_END = /[:(.]|\s[-–—]\s/u;
