/** What may stand before an instruction itself: its number, an aside, "please". */

import { STEP_MARKS } from "../vocabulary/runbooks.ts";
import { ADVERB_ENDS, LEADS, NO_ADVERBS } from "./instruction-words.ts";
import { afterWords, wordsOf } from "./text-words.ts";
import { anyOf } from "./wording.ts";

const NUMBERING = new RegExp(
  `^(?:[^\\p{L}\\p{N}("'“[]+|\\(?\\d{1,3}(?:\\.\\d{1,3})*[.):]\\s+|(?:${anyOf(STEP_MARKS)})\\s+\\d+[.:)–—-]?\\s+)`,
  "iu",
);
const ASIDE = /^\([^()]{0,80}\)\s*/u;
/** "Immediately tell …". */
const ADVERB = new RegExp(
  `^(?!(?:${anyOf(NO_ADVERBS)})\\b)\\p{L}{3,}(?:${anyOf(ADVERB_ENDS)}),?\\s+`,
  "iu",
);

/** The text from its first word that is no number, aside, adverb or "please". */
export function withoutLeads(written: string): string {
  let text = written.trim();
  for (let round = 0; round < 6; round += 1) {
    const before = text;
    text = text.replace(NUMBERING, "").replace(ASIDE, "").replace(ADVERB, "");
    text = withoutLead(text);
    if (text === before) break;
  }
  return text;
}

/** By their first word, longest first: every line of a document is asked several times for the one it begins with. */
const LEADS_IN_WORDS = Map.groupBy(
  LEADS.map((phrase) => phrase.split(" ")).sort((one, other) => other.length - one.length),
  ([first = ""]) => first,
);

function withoutLead(text: string): string {
  const words = wordsOf(text.slice(0, 80));
  const leads = LEADS_IN_WORDS.get(words[0] ?? "") ?? [];
  const lead = leads.find((parts) => parts.every((part, at) => words[at] === part));
  return lead === undefined ? text : afterWords(text, lead.length);
}
