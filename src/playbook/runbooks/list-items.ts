/** Items of lists by their own words, and what they ask for. */

import type { List, ListItem, Paragraph, PhrasingContent } from "mdast";
import { plainText, splitLabel } from "../markdown/plain-text.ts";
import { MANNER_STARTS, READ_ON_PHRASES, TELLING_PHRASES } from "../vocabulary/runbooks.ts";
import type { Instruction } from "../words/imperative.ts";
import { TELLING_LABELS } from "../words/instruction-words.ts";
import { instructionOf, isInstruction } from "../words/instructions.ts";
import { beginsWith, mentions, wordsIn } from "../words/wording.ts";
import { asksForOne } from "./contains-shell.ts";

/** The item's own words, without what is nested in it; "**Pump leaks.** Close …" with a colon, as a label has it. */
export function itemText(item: ListItem): string {
  const [first] = item.children;
  if (first?.type !== "paragraph") return "";
  const text = plainText(first);
  const [bold] = first.children;
  if (bold?.type !== "strong") return text;
  const name = plainText(bold);
  const isName = /[.?]$/u.test(name) && name.split(/\s+/u).length <= LABEL_WORDS_MAX;
  if (!isName || text.length === name.length || isInstruction(name)) return text;
  const rest = text.slice(name.length).replace(/^:?\s+[–—-]\s+/u, " ");
  return `${name.replace(/\.$/u, "")}:${rest}`;
}

const LABEL_WORDS_MAX = 8;

/**
 * Whether the item only says how something is known or where to read on: "Detection: a bell rings",
 * "See also [the plan](plan.md)". What it holds besides its own words is not looked at.
 */
export function onlyTells(item: ListItem): boolean {
  const text = itemText(item);
  const split = splitLabel(text);
  if (split !== undefined && split.rest !== "" && tellsBeside(split.label)) {
    const asks = split.rest.split(/[.;]\s/u).some(isInstruction);
    return TELLING_LABELS.has(wordsIn(split.label)[0] ?? "") || !asks;
  }
  const [first] = item.children;
  if (first?.type !== "paragraph") return false;
  if (namesDocument(first)) return true;
  const words = first.children.map((child) => (isLink(child) ? "" : plainText(child))).join(" ");
  const beside = words.replace(/\bhttps?:\/\/\S+/giu, "");
  if (beside === words && !first.children.some(isLink)) return false;
  return wordsIn(beside).length <= READ_ON_WORDS_MAX && mentions(beside, READ_ON_PHRASES);
}

/** "[pump.md](pump.md) — how the pump is started": a page, and what it is about. */
export function namesDocument({ children: [link, words] }: Paragraph): boolean {
  if (link?.type !== "link" || !/^[^:]*\.md(?:#|$)/iu.test(link.url)) return false;
  return words !== undefined && /^\s*(?:[–—:]|-\s)/u.test(plainText(words));
}

/** "Symptom", but not "Look for symptoms". */
function tellsBeside(label: string): boolean {
  return beginsWith(label, TELLING_PHRASES) !== undefined && !isInstruction(label);
}

function isLink({ type }: PhrasingContent): boolean {
  return type === "link" || type === "linkReference";
}

const READ_ON_WORDS_MAX = 3;

/** Whether at least half of the items tell somebody to do something; what is not to be done counts neither way. */
export function isToDo(list: List): boolean {
  return areAsked(list.children.map((item) => instructionOf(itemText(item))));
}

/** The same where a command to run asks as a verb does. */
export function isToDoOrRun(list: List): boolean {
  return areAsked(list.children.map(askedBy));
}

/** Whether the item's words, or what is in it, ask for something to be done, or not to be. */
export function asksForSomething(item: ListItem): boolean {
  const isHow = beginsWith(itemText(item), MANNER_STARTS) !== undefined;
  return isHow || askedBy(item) !== undefined || holdsToDo(item);
}

function areAsked(asked: readonly (Instruction | undefined)[]): boolean {
  const acts = asked.filter((one) => one === "do").length;
  const others = asked.filter((one) => one !== "dont").length;
  return acts > 0 && acts * 2 >= others;
}

function askedBy(item: ListItem): Instruction | undefined {
  const told = instructionOf(itemText(item));
  if (told !== undefined) return told;
  const [first] = item.children;
  return first?.type === "paragraph" && asksForOne(first) ? "do" : undefined;
}

/** Whether a list inside the item tells what to do. */
export function holdsToDo(item: ListItem): boolean {
  return item.children.some((child) => child.type === "list" && isToDo(child));
}

export function isQuestion(text: string): boolean {
  return /^[^.!]*\?/u.test(text) && !isInstruction(text);
}
