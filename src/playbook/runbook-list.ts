/** What a list in a runbook is: things to do, ways to choose from, conditions, causes, or text. */

import type { List, ListItem } from "mdast";
import type { DraftOption } from "./draft-block.ts";
import { isInstruction } from "./instructions.ts";
import { plainText, splitLabel } from "./plain-text.ts";
import type { RunbookReading } from "./runbook-fence.ts";
import { offersChoices, topicOf } from "./runbook-words.ts";
import { readStepMarker, withoutColon } from "./step-marker.ts";

/** Of `commands` only the items that hold one count; the rest is text. */
export type ListKind = "choice" | "branch" | "steps" | "hints" | "commands";

/** By the words before it (`lead`), the heading above it, and what most of its items say. */
export function kindOfList(
  list: List,
  at: { lead: string; isNested: boolean; reading: RunbookReading },
): ListKind {
  const { lead, isNested, reading } = at;
  const { topic } = reading.draft;
  if (!reading.readsProse || topic === "background") return "commands";
  const texts = list.children.map(itemText);
  if (texts.length > 1 && !isNested) {
    if (offersChoices(lead) || (reading.draft.offersChoices && topic === "mitigation"))
      return "choice";
    if (texts.every((text) => readStepMarker(text).kind === "alternative")) return "choice";
    if (texts.every((text) => conditionOf(text) !== undefined)) return "branch";
  }
  const acts = isToDo(list);
  if (topicOf(lead) === "causes" || (topic === "causes" && !acts)) return "hints";
  if (acts) return "steps";
  if (isNested) return "commands";
  if (list.ordered === true) return "steps";
  return topic === undefined ? "commands" : "hints";
}

/** The item's own words, without what is nested in it. */
export function itemText(item: ListItem): string {
  const [first] = item.children;
  return first?.type === "paragraph" ? plainText(first) : "";
}

/** Whether at least half of the items tell somebody to do something. */
export function isToDo(list: List): boolean {
  const texts = list.children.map(itemText);
  return texts.filter(isInstruction).length * 2 >= texts.length;
}

/** The item as a way to choose, or as what is done on its condition; undefined for any other. */
export function optionOf(text: string, line: number, kind: ListKind): DraftOption | undefined {
  if (kind === "choice") return { title: titleOf(text), line, steps: [] };
  // "If the node is gone:" opens what is inside; "If it is, do so" says it all, and stays a step.
  const when = kind === "branch" || /[:：]$/u.test(text) ? conditionOf(text) : undefined;
  return when === undefined ? undefined : { title: `If ${when}`, when, line, steps: [] };
}

function conditionOf(text: string): string | undefined {
  return /^(?:if|when)\s+([^,:：]{2,160})[,:：]/iu.exec(text)?.[1];
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
