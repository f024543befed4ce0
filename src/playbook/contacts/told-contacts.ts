/** Lists and lines below a heading about contacts that tell in words how somebody is reached, without an address. */

import { hasStepLabel, isRole } from "../escalation/escalation-role.ts";
import type { Section } from "../markdown/document.ts";
import type { ListedItem } from "../markdown/labelled-lists.ts";
import { splitLabel } from "../markdown/plain-text.ts";
import { CHAT_LABELS, VENDOR_WORDS } from "../vocabulary.ts";
import { ROTATION_TOPICS } from "../words/column-words.ts";
import { isInstruction } from "../words/instructions.ts";
import { readDuration } from "../words/read-duration.ts";
import { mentions, wordsIn } from "../words/wording.ts";

type Told = Pick<ListedItem, "text" | "checked">;

const LABEL_WORDS_MAX = 5;
const REST_WORDS_MAX = 10;

/**
 * The items that are contacts by their words alone, where all of the list are "who: how", and at least half
 * of them name a role, a team, a vendor or a handle. What is in an order, or a rota's, says who is next and
 * not how; a place to talk is nobody.
 */
export function toldItems<Item extends Told>(
  list: { readonly label: string; readonly ordered: boolean; readonly items: readonly Item[] },
  { title }: Pick<Section, "title">,
): readonly Item[] {
  if (list.ordered || mentions(`${title} ${list.label}`, ROTATION_TOPICS)) return [];
  const items = list.items.filter(({ text }) => !mentions(labelIn(text), CHAT_LABELS));
  if (items.length < 2 || !items.every(isLabelled)) return [];
  const named = items.filter(({ text }) => namesSomebody(text));
  return named.length * 2 >= items.length ? items : [];
}

/** A short label, and a few words that are no time: "Harbour support: by their portal". */
function isLabelled({ text, checked }: Told): boolean {
  const { label = "", rest = "" } = splitLabel(text) ?? {};
  if (checked !== undefined || !/\p{L}/u.test(rest) || hasStepLabel(label)) return false;
  const isShort =
    wordsIn(label).length <= LABEL_WORDS_MAX && wordsIn(rest).length <= REST_WORDS_MAX;
  return isShort && readDuration(rest) === undefined && !isInstruction(label);
}

function labelIn(text: string): string {
  return splitLabel(text)?.label ?? "";
}

function namesSomebody(text: string): boolean {
  const { label = "", rest = "" } = splitLabel(text) ?? {};
  const isNamed = /^@\S+$/u.test(label) || isRole(label) || mentions(label, VENDOR_WORDS);
  return isNamed && !isInstruction(rest);
}
