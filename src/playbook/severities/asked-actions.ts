/** Actions whose verb stands in their label or their column: "Notify | CEO, legal", "Page on-call? | Yes". */

import {
  ASKING_LABELS,
  AUDIENCE_WORDS,
  NEGATIONS,
  NOBODY_WORDS,
  ROLE_WORDS,
  YES_MARKS,
} from "../vocabulary.ts";
import { readDuration } from "../words/read-duration.ts";
import { beginsWith, mentions } from "../words/wording.ts";
import { type ActionMeaning, readAudiences, readResponseAction } from "./response-actions.ts";

/** What a text asks for below a label: by its own words, else whoever it names is paged or told as the label says. */
export function readAskedAction(text: string, label: string): ActionMeaning {
  const meaning = readResponseAction(text);
  const isSaid = meaning.kind !== "other" || beginsWith(text, NEGATIONS) !== undefined;
  if (isSaid || text.split(/\s+/u).length > WORDS_MAX) return meaning;
  const audiences = readAudiences(text);
  if (!audiences.some(({ audience }) => namesSomebody(audience))) return meaning;
  if (mentions(label, ASKING_LABELS.page)) return readResponseAction(`page ${text}`);
  return mentions(label, ASKING_LABELS.notify) ? { kind: "notify", audiences } : meaning;
}

/** More than the names of those who are told. */
const WORDS_MAX = 16;

function namesSomebody(text: string): boolean {
  return mentions(text, ROLE_WORDS) || mentions(text, AUDIENCE_WORDS);
}

/**
 * What a column asks of which the cell only says that, or by when: "Notify the board?" with "Yes" or
 * "Within 30 min"; undefined where the title asks for nothing or the cell says no. "Next business day" pages nobody at once.
 */
export function askedByTitle(title: string, cell: string): string | undefined {
  const asked = title.replace(/\s*\?\s*$/u, "");
  const { kind } = readResponseAction(asked);
  if (asked === title || (kind !== "page" && kind !== "notify")) return undefined;
  const isYes = beginsWith(cell, YES_MARKS) !== undefined || YES_MARKS.includes(cell.trim());
  const isTime = kind === "notify" && readDuration(cell) !== undefined;
  return isYes || isTime ? `${asked} (${cell})` : undefined;
}

/** "None", "n/a": nothing is asked. */
export function asksNothing(text: string): boolean {
  return /^[-–—]?$/u.test(text) || beginsWith(text, NOBODY_WORDS) !== undefined;
}
