/** Whether a sentence tells somebody to do something. */

import { splitLabel } from "../markdown/plain-text.ts";
import { ROLE_WORDS } from "../vocabulary.ts";
import { beginsWithVerb, type Instruction, readVerb } from "./imperative.ts";
import { withoutLeads } from "./instruction-leads.ts";
import {
  CONSEQUENCES,
  DUTY_MODALS,
  FINITE_VERBS,
  INNER_LEADS,
  NOUN_LIKE_VERBS,
  PARTICIPLE_ENDS,
  PASSIVE_VERBS,
  PLACE_OBJECTS,
  PLACE_STARTS,
  PROHIBITIONS,
  STATEMENT_STARTS,
  SUBORDINATE_STARTS,
  TELLING_LABELS,
  VERBS,
} from "./instruction-words.ts";
import { keepAnswers } from "./keep-answers.ts";
import { afterWords, wordsOf } from "./text-words.ts";
import { anyOf, beginsWith, mentions } from "./wording.ts";

/** What is read of a sentence; what an instruction asks for stands near its beginning. */
const LENGTH_MAX = 320;

/** Whether a sentence asks for something to be done: by its verb, by one after its condition or its label. */
export function isInstruction(sentence: string): boolean {
  return instructionOf(sentence) === "do";
}

/** Whether a sentence says what is not to be done: "Do not restart it yet". */
export function isProhibition(sentence: string): boolean {
  return instructionOf(sentence) === "dont";
}

const SUBJECT_WORDS_MAX = 6;

/** Whether a sentence says how something is, and asks for nothing: "The tank should be full", "e.g. a leak". */
export function isStatement(sentence: string): boolean {
  if (instructionOf(sentence) !== undefined || splitLabel(sentence) !== undefined) return false;
  if (PASSIVE_DUTY.test(sentence) || readInnerLead(sentence) === "do") return false;
  const words = wordsOf(sentence.replace(ASIDES, "").slice(0, 80));
  const [first = ""] = words;
  if (SUBORDINATE_STARTS.has(first)) return false;
  if (STATEMENT_STARTS.has(first)) return true;
  return words.slice(1, SUBJECT_WORDS_MAX).some((word) => FINITE_VERBS.has(word));
}

const ASIDES = /\([^()]{0,80}\)/gu;
/** "The owner should be told". */
const PASSIVE_DUTY = new RegExp(
  `\\s(?:${anyOf(DUTY_MODALS)})(?:\\s\\p{L}+)?\\s(?:${anyOf(PASSIVE_VERBS)})\\s\\p{L}+(?:${anyOf(PARTICIPLE_ENDS)})\\b`,
  "iu",
);

/** What a sentence asks for; undefined where it asks for nothing. */
export function instructionOf(sentence: string): Instruction | undefined {
  return readInstruction(sentence) ?? undefined;
}

/** Null is an answer too, and kept like the others. */
const readInstruction = keepAnswers((sentence): Instruction | null => {
  // An arrow parts what is the case, or where one goes, from what is done there.
  const written = sentence.slice(0, LENGTH_MAX).replace(/\s(?:→|->|=>)\s/gu, ", ");
  const text = firstSentence(written);
  if (text === undefined) return null;
  const read = readClause(text) ?? readLabelled(text);
  return read ?? (written === sentence ? null : (readAfterArrow(sentence) ?? null));
});

const QUESTION_WORDS_MAX = 4;

/** The text; undefined when its first sentence only asks a question: a short one, or one that begins so. */
function firstSentence(text: string): string | undefined {
  const end = /[.!?](?=\s|$)/u.exec(text);
  if (end?.[0] !== "?") return text;
  const [first = "", ...others] = wordsOf(text.slice(0, end.index));
  return others.length >= QUESTION_WORDS_MAX && VERBS.has(first) ? text : undefined;
}

/** "Bad delivery → send it back". */
function readAfterArrow(sentence: string): Instruction | undefined {
  const rest = /\s(?:→|->|=>)\s+(\S.*)$/su.exec(sentence.slice(0, LENGTH_MAX))?.[1];
  return rest === undefined ? undefined : readClause(rest);
}

/** "Bad delivery: send it back". */
function readLabelled(text: string): Instruction | undefined {
  const split = splitLabel(text);
  if (split === undefined || /^[[("“]/u.test(split.rest)) return undefined;
  const [first = ""] = wordsOf(split.label);
  if (TELLING_LABELS.has(first) || split.label.endsWith("?")) return undefined;
  return readClause(split.rest);
}

function readClause(written: string): Instruction | undefined {
  const text = withoutLeads(written);
  if (beginsWith(text, PROHIBITIONS) !== undefined) return "dont";
  return readVerb(text) ?? readDuty(text) ?? readAfterCondition(text);
}

/** "The incident commander must assign a scribe". */
function readDuty(text: string): Instruction | undefined {
  for (const modal of DUTY_MODALS) {
    const at = text.toLowerCase().indexOf(` ${modal} `);
    if (at < 0 || at > 60) continue;
    const who = text.slice(0, at);
    if (/[,.:;]/u.test(who) || !mentions(who, ROLE_WORDS)) continue;
    const rest = withoutLeads(text.slice(at + modal.length + 2));
    if (/^not\b/iu.test(rest)) return "dont";
    if (beginsWithVerb(rest)) return "do";
  }
  return undefined;
}

const COMMAS_MAX = 3;

/** "If it leaks, call …", "In the console, open …", "If it leaks you can call …". */
function readAfterCondition(text: string): Instruction | undefined {
  const [first = ""] = wordsOf(text.slice(0, 40));
  if (!SUBORDINATE_STARTS.has(first) && !/^\p{L}+ing$/u.test(first)) return undefined;
  let comma = text.indexOf(",");
  for (let tries = 0; comma >= 0 && tries < COMMAS_MAX; tries += 1) {
    const rest = withoutLeads(text.slice(comma + 1));
    if (beginsWith(rest, PROHIBITIONS) !== undefined) return "dont";
    const told = readVerb(rest);
    if (told !== undefined) return told;
    const duty = readDuty(rest);
    if (duty !== undefined) return duty;
    comma = text.indexOf(",", comma + 1);
  }
  return readInnerLead(text) ?? readAfterPlace(text, first);
}

/** "In rare cases roll back to …", "For each pod check the log": without a comma, but soon. */
function readAfterPlace(text: string, first: string): Instruction | undefined {
  if (!PLACE_STARTS.has(first)) return undefined;
  const words = wordsOf(text.slice(0, 80));
  for (const index of [2, 3, 4]) {
    const word = words[index] ?? "";
    const follows = words[index - 1] !== "to" && VERBS.has(word) && !NOUN_LIKE_VERBS.has(word);
    if (
      follows &&
      PLACE_OBJECTS.has(words[index + 1] ?? "") &&
      beginsWithVerb(afterWords(text, index))
    )
      return "do";
  }
  return undefined;
}

function readInnerLead(text: string): Instruction | undefined {
  const lower = text.toLowerCase();
  for (const lead of INNER_LEADS) {
    const at = lower.indexOf(` ${lead} `);
    // "The pump is back, so we can go on" only says what follows from it.
    if (at < 0 || CONSEQUENCES.has(wordsOf(lower.slice(Math.max(0, at - 10), at)).at(-1) ?? ""))
      continue;
    const rest = withoutLeads(text.slice(at + lead.length + 2));
    if (beginsWithVerb(rest)) return "do";
  }
  return undefined;
}
