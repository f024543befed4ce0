/** Items of lists by their own words, and what they ask for. */

import type { List, ListItem } from "mdast";
import { plainText } from "../markdown/plain-text.ts";
import { instructionOf, isInstruction } from "../words/instructions.ts";

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

/** Whether a list inside the item tells what to do. */
export function holdsToDo(item: ListItem): boolean {
  return item.children.some((child) => child.type === "list" && isToDo(child));
}

export function isQuestion(text: string): boolean {
  return /^[^.!]*\?/u.test(text) && !isInstruction(text);
}

/** A word to whoever edits the playbook. */
export function isNote(text: string): boolean {
  return /^(?:todo|fixme|tbd)\b/iu.test(text);
}
