/** What a list in a runbook is: things to do, ways to choose from, conditions, causes, or text. */

import type { List, ListItem } from "mdast";
import { plainText, splitLabel } from "../markdown/plain-text.ts";
import {
  CONDITION_ENDS,
  ITEM_CONDITION_LEADS,
  OTHERWISE_WORDS,
  PREFERENCE_CASES,
  PREFERENCE_VERBS,
} from "../vocabulary/runbooks.ts";
import { instructionOf, isInstruction, isStatement } from "../words/instructions.ts";
import { CASE_LEADS, NO_FAULT_STARTS, NO_FAULTS } from "../words/procedure-words.ts";
import { severityKeysIn } from "../words/severity-id.ts";
import { readStepMarker, withoutColon } from "../words/step-marker.ts";
import { anyOf, beginsWith, mentions } from "../words/wording.ts";
import { type DraftOption, LIST_DEPTH, NESTED_DEPTH } from "./draft-block.ts";
import type { RunbookReading } from "./runbook-fence.ts";
import { forbids, isOptional, offersChoices, topicOf } from "./runbook-words.ts";

/** Of `commands` only the items that hold one count; the rest is text. */
export type ListKind = "choice" | "branch" | "steps" | "hints" | "commands";

/** By the words before it (`lead`), the heading above it, and what most of its items say. */
export function kindOfList(
  list: List,
  at: { lead: string; isNested: boolean; reading: RunbookReading },
): ListKind {
  const { lead, isNested, reading } = at;
  const { topic } = reading.draft;
  if (!reading.readsProse || topic === "background" || forbids(lead)) return "commands";
  if (list.children.every(isOnlyLink)) return "commands";
  const ways = waysOf(list, at);
  if (ways !== undefined) return ways;
  const acts = isToDo(list);
  const isAllToDo = list.children.every((item) => isInstruction(itemText(item)));
  if (topicOf(lead) === "causes" || (topic === "causes" && !isAllToDo)) return "hints";
  if (acts) return "steps";
  if (isNested) return areStatements(list) ? "steps" : "commands";
  if (list.ordered === true && !asksOrStates(list)) return "steps";
  return topic === undefined ? "commands" : "hints";
}

/** A place to read on, and nothing to do. */
function isOnlyLink(item: ListItem): boolean {
  const [first, ...others] = item.children;
  if (first?.type !== "paragraph" || others.length > 0) return false;
  const [link, ...rest] = first.children;
  return rest.length === 0 && (link?.type === "link" || link?.type === "linkReference");
}

/** Whether the items are ways of which one is taken, or conditions of which one holds. */
function waysOf(
  list: List,
  at: { lead: string; isNested: boolean; reading: RunbookReading },
): "choice" | "branch" | undefined {
  const { lead, isNested, reading } = at;
  const { draft } = reading;
  const texts = list.children.map(itemText);
  if (texts.length < 2 || draft.isInsideOption(isNested ? NESTED_DEPTH : LIST_DEPTH))
    return undefined;
  if (!isNested && (offersChoices(lead) || (draft.offersChoices && draft.topic === "mitigation")))
    return "choice";
  const said = waysInWords(texts);
  if (said !== undefined) return said;
  return areCases(list, at) ? "branch" : undefined;
}

/** Whether each item says what is the case, and then what to do: causes, answers to a question, severities. */
function areCases(list: List, at: { lead: string; reading: RunbookReading }): boolean {
  const { lead, reading } = at;
  const { topic } = reading.draft;
  const items = list.children;
  const hasDeed = (item: ListItem): boolean => holdsDeed(item, reading);
  if (!items.every(namesCase)) return false;
  if (items.every(namesSeverity)) return items.every(hasDeed);
  const deeds = items.filter(hasDeed).length;
  if (topic === "mitigation") return deeds === items.length;
  if (topic === "causes") return deeds * 3 >= items.length * 2;
  const isAsked = lead.endsWith("?") || mentions(lead, CASE_LEADS);
  return isAsked && deeds * 2 >= items.length;
}

/**
 * Whether the items, or those inside one of them, say by themselves that one of them is chosen, or that
 * each has its condition or its severities.
 */
export function offersWays(list: List): boolean {
  const items = list.children;
  if (items.length >= 2 && waysInWords(items.map(itemText)) !== undefined) return true;
  if (items.length >= 2 && items.every((item) => namesCase(item) && namesSeverity(item)))
    return items.every((item) => isInstruction(itemText(item)) || holdsToDo(item));
  return items.some((item) =>
    item.children.some((child) => child.type === "list" && offersWays(child)),
  );
}

function namesSeverity(item: ListItem): boolean {
  return severityKeysIn(subjectOf(itemText(item))).length > 0;
}

function waysInWords(texts: readonly string[]): "choice" | "branch" | undefined {
  if (texts.every((text) => readStepMarker(text).kind === "alternative")) return "choice";
  if (texts.slice(1).every((text) => readStepMarker(text).kind === "or")) return "choice";
  if (texts.every(isPreference)) return "choice";
  return texts.every((text, index) => isCondition(text, index)) ? "branch" : undefined;
}

/** "Use the spare pump when the main one leaks". */
function isPreference(text: string): boolean {
  return beginsWith(text, PREFERENCE_VERBS) !== undefined && mentions(text, PREFERENCE_CASES);
}

/** The first item has a condition; the others may also be what is done otherwise, or another way. */
function isCondition(text: string, index: number): boolean {
  if (conditionOf(text) !== undefined) return true;
  return (
    index > 0 &&
    (beginsWith(text, OTHERWISE_WORDS) !== undefined || readStepMarker(text).kind === "or")
  );
}

/** Words for what is the case before a colon, an arrow, or a list of things to do. */
function namesCase(item: ListItem): boolean {
  const text = itemText(item);
  const subject = subjectOf(text);
  if (subject === "" || isInstruction(subject) || mentions(subject, NO_FAULTS)) return false;
  if (beginsWith(subject, NO_FAULT_STARTS) !== undefined) return false;
  return subject !== text || holdsToDo(item);
}

/** Whether the item says what to do in its case. */
function holdsDeed(item: ListItem, { itemsWithCommands }: RunbookReading): boolean {
  const text = itemText(item);
  if (holdsToDo(item)) return true;
  return subjectOf(text) !== text && (isInstruction(text) || itemsWithCommands.has(item));
}

/** What stands before the first colon or arrow; all of the words without one. */
function subjectOf(text: string): string {
  const before = /^(.{2,80}?)\s(?:→|->|=>)\s/u.exec(text)?.[1] ?? text;
  return splitLabel(before)?.label ?? before;
}

/** Whether a list inside the item tells what to do. */
export function holdsToDo(item: ListItem): boolean {
  return item.children.some((child) => child.type === "list" && isToDo(child));
}

/** Only questions, or mostly what is so. */
function asksOrStates(list: List): boolean {
  const texts = list.children.map(itemText);
  if (texts.every(isQuestion)) return true;
  if (texts.some(isInstruction)) return false;
  return (
    texts.filter((text) => isStatement(text) || DESCRIPTION.test(text)).length * 2 > texts.length
  );
}

/** "The bell - rings at noon" says what something does. */
const DESCRIPTION = /^[^.:]{2,60}\s[–—-]\s\p{Ll}{3,}[^s]s\s/u;

/** Numbered sentences, each something that has to hold. */
function areStatements(list: List): boolean {
  const texts = list.children.map(itemText);
  return (
    list.ordered === true && texts.every((text) => !isQuestion(text) && text.split(" ").length >= 4)
  );
}

export function isQuestion(text: string): boolean {
  return /^[^.!]*\?/u.test(text) && !isInstruction(text);
}

/** A word to whoever edits the playbook. */
export function isNote(text: string): boolean {
  return /^(?:todo|fixme|tbd)\b/iu.test(text);
}

/** The item's own words, without what is nested in it. */
export function itemText(item: ListItem): string {
  const [first] = item.children;
  return first?.type === "paragraph" ? plainText(first) : "";
}

/** Whether at least half of the items tell somebody to do something; what is not to be done counts neither way. */
export function isToDo(list: List): boolean {
  const asked = list.children.map((item) => instructionOf(itemText(item)));
  const acts = asked.filter((one) => one === "do").length;
  const others = asked.filter((one) => one !== "dont").length;
  return acts > 0 && acts * 2 >= others;
}

/** The item as a way to choose, or as what is done on its condition; undefined for any other. */
export function optionOf(text: string, line: number, kind: ListKind): DraftOption | undefined {
  const base = { line, steps: [], words: text };
  if (kind === "choice") return { ...base, title: titleOf(text) };
  const found =
    kind === "branch" ||
    OPEN_CONDITION.test(text) ||
    /[:：]$/u.test(text) ||
    deedAfterComma(text) !== undefined
      ? conditionOf(text)
      : undefined;
  if (found !== undefined)
    return { ...base, title: `${found.lead} ${found.when}`, when: found.when };
  if (kind !== "branch") return undefined;
  const title = withoutColon(subjectOf(text));
  return {
    ...base,
    title,
    when: beginsWith(text, OTHERWISE_WORDS) !== undefined ? "otherwise" : title,
  };
}

const WHEN_LENGTH_MAX = 160;
const LEADS = anyOf(Object.keys(ITEM_CONDITION_LEADS));
const ITEM_CONDITION = new RegExp(`^(${LEADS})\\s+(\\S.*)$`, "isu");
const OPEN_CONDITION = new RegExp(
  `^(?:${LEADS})\\s[^,:：]{2,160}(?:[:：]|\\s(?:→|->|=>|[–—])\\s)`,
  "iu",
);
const CONDITION_END = new RegExp(
  `[,:：]|\\s(?:→|->|=>|[–—])\\s|\\s(?:${anyOf(CONDITION_ENDS)})\\b|\\.(?:\\s|$)`,
  "iu",
);

/** Where "If the tank leaks, close the valve" says what to do; commas may stand in the condition itself. */
function deedAfterComma(text: string): number | undefined {
  if (!ITEM_CONDITION.test(text)) return undefined;
  const commas = [...text.slice(0, WHEN_LENGTH_MAX).matchAll(/,\s/gu)].map(({ index }) => index);
  return commas.find((at) => isInstruction(text.slice(at + 1, 2 * WHEN_LENGTH_MAX).trim()));
}

/** The condition that a sentence begins with: up to its comma or colon, or to where it says what to do. */
function conditionOf(text: string): { lead: string; when: string } | undefined {
  const [, lead = "", rest] = ITEM_CONDITION.exec(text) ?? [];
  if (rest === undefined) return undefined;
  const first = rest.search(CONDITION_END);
  const deed = rest.charAt(first) === "," ? deedAfterComma(text) : undefined;
  const end = deed === undefined ? first : deed - (text.length - rest.length);
  const when = (end < 0 ? rest : rest.slice(0, end)).trim();
  const called = ITEM_CONDITION_LEADS[wordsOf(lead)] ?? lead;
  return when.length < 2 || when.length > WHEN_LENGTH_MAX || isOptional(`${called} ${when}`)
    ? undefined
    : { lead: called, when };
}

/** As the vocabulary writes them. */
function wordsOf(lead: string): string {
  return lead.toLowerCase().replace(/[\s-]+/gu, " ");
}

/** "**Scale out:** add workers" is called "Scale out"; a short item is called by all its words. */
function titleOf(text: string): string {
  const marker = readStepMarker(text);
  const words = marker.kind === "alternative" || marker.kind === "numbered" ? marker.title : text;
  return splitLabel(words)?.label ?? withoutColon(words);
}

const TEXT_LENGTH_MAX = 500;

/** "Look for:" with what to look for. */
export function withNested(text: string, list: List): string {
  const parts = list.children.map(itemText).filter((part) => part !== "");
  const whole = `${text} ${parts.join("; ")}`;
  return whole.length > TEXT_LENGTH_MAX ? `${whole.slice(0, TEXT_LENGTH_MAX - 1)}…` : whole;
}
