/** What a list in a runbook is: things to do, ways to choose from, conditions, causes, or text. */

import type { List, ListItem } from "mdast";
import { splitLabel } from "../markdown/plain-text.ts";
import {
  CONDITION_ENDS,
  EVENT_LEADS,
  ITEM_CONDITION_LEADS,
  OTHERWISE_WORDS,
  PREFERENCE_CASES,
  PREFERENCE_VERBS,
} from "../vocabulary/runbooks.ts";
import { instructionOf, isInstruction, isStatement } from "../words/instructions.ts";
import { readStepMarker, withoutColon } from "../words/step-marker.ts";
import { anyOf, beginsWith, mentions } from "../words/wording.ts";
import { type DraftOption, LIST_DEPTH, NESTED_DEPTH } from "./draft-block.ts";
import { holdsToDo, isQuestion, isToDo, itemText } from "./list-items.ts";
import {
  areCases,
  areTroubles,
  isArrowCase,
  namesCase,
  namesSeverity,
  nameTroubles,
  subjectOf,
} from "./runbook-cases.ts";
import type { RunbookReading } from "./runbook-fence.ts";
import { forbids, isOptional, offersChoices, tellsTrouble, topicOf } from "./runbook-words.ts";

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
  if (areTroubles(list, reading)) return "branch";
  // "Fixes" of several troubles are no ways to one thing.
  if (!isNested && (offersChoices(lead) || (draft.offersChoices && draft.topic === "mitigation")))
    return nameTroubles(list) ? "branch" : "choice";
  const said = waysInWords(texts);
  if (said !== undefined) return said;
  return areCases(list, { lead, reading }) ? "branch" : undefined;
}

/**
 * Of steps, those that are cases: two at least that stand together, each with a condition, or with words
 * for what is the case before an arrow.
 */
export function casesAmong({ children }: List): ReadonlySet<ListItem> {
  const found = new Set<ListItem>();
  let run: ListItem[] = [];
  for (const item of [...children, undefined]) {
    const isCase =
      item !== undefined && (conditionOf(itemText(item)) !== undefined || isArrowCase(item));
    if (isCase) run.push(item);
    else {
      // One of them at least has to ask for something.
      if (run.length >= 2 && run.some(asksInSentence)) for (const one of run) found.add(one);
      run = [];
    }
  }
  return found;
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

function waysInWords(texts: readonly string[]): "choice" | "branch" | undefined {
  if (texts.every((text) => readStepMarker(text).kind === "alternative")) return "choice";
  if (texts.slice(1).every((text) => readStepMarker(text).kind === "or")) return "choice";
  if (texts.every(isPreference)) return "choice";
  return texts.every((text, index) => isCondition(text, index)) ? "branch" : undefined;
}

function asksInSentence(item: ListItem): boolean {
  const sentences = itemText(item).split(/[.;]\s/u);
  return sentences.some(isInstruction) || holdsToDo(item);
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

/** The item as a way to choose, or as what is done on its condition; undefined for any other. */
export function optionOf(text: string, line: number, kind: ListKind): DraftOption | undefined {
  const base = { line, steps: [], words: text };
  if (kind === "choice") return { ...base, title: titleOf(text) };
  const found =
    kind === "branch" ||
    OPEN_CONDITION.test(text) ||
    /[:：]$/u.test(text) ||
    deedAfterComma(text) !== undefined ||
    eventOf(text) !== undefined
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
const EVENT = new RegExp(`^(?:${anyOf(EVENT_LEADS)})\\s+([^,:：]{3,100}),\\s+(\\S.*)$`, "isu");
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
  return commas.find((at) => {
    const rest = text.slice(at + 1, 2 * WHEN_LENGTH_MAX).trim();
    // "increase: `…`" says what the command is for.
    return (
      isInstruction(rest) || isInstruction(rest.replace(/^(\p{L}+(?:\s\p{L}+)?):\s/u, "$1 the "))
    );
  });
}

/** "On a leak, close the valve", but not "On the pump, close the valve". */
function eventOf(text: string): { lead: string; when: string } | undefined {
  const [, when, deed = ""] = EVENT.exec(text) ?? [];
  if (when === undefined || !tellsTrouble(when)) return undefined;
  const asks = deed.split(/[.;]\s/u).some((part) => instructionOf(part) !== undefined);
  return asks ? { lead: wordsOf(text.slice(0, text.indexOf(" "))), when: when.trim() } : undefined;
}

/** The condition that a sentence begins with: up to its comma or colon, or to where it says what to do. */
function conditionOf(text: string): { lead: string; when: string } | undefined {
  const [, lead = "", rest] = ITEM_CONDITION.exec(text) ?? [];
  if (rest === undefined) return eventOf(text);
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
