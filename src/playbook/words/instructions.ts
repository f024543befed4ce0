/** Whether a sentence tells somebody to do something. */

import { splitLabel } from "../markdown/plain-text.ts";
import { STEP_MARKS } from "../vocabulary/runbooks.ts";
import { ROLE_WORDS } from "../vocabulary.ts";
import {
  ASKED_WORDS,
  BE_INSTRUCTIONS,
  COMPOUND_ENDS,
  DUTY_MODALS,
  FINITE_VERBS,
  INNER_LEADS,
  INNER_NEGATIONS,
  LEADS,
  NO_IMPERATIVES,
  NOUN_LIKE_VERBS,
  OBJECT_STARTS,
  PROHIBITIONS,
  STATEMENT_WORDS,
  SUBORDINATE_STARTS,
  TELLING_LABELS,
  VERB_PAIRS,
  VERBS,
  VERBS_LAST,
} from "./instruction-words.ts";
import { anyOf, beginsWith, mentions } from "./wording.ts";

/** `dont`: an instruction, but to leave something be. */
type Instruction = "do" | "dont";

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
  const words = wordsOf(sentence.slice(0, 80));
  const [first = ""] = words;
  if (SUBORDINATE_STARTS.has(first)) return false;
  return first === "e" || words.slice(1, SUBJECT_WORDS_MAX).some((word) => FINITE_VERBS.has(word));
}

/** What a sentence asks for; undefined where it asks for nothing. */
export function instructionOf(sentence: string): Instruction | undefined {
  // An arrow parts what is the case, or where one goes, from what is done there.
  const written = sentence.slice(0, LENGTH_MAX).replace(/\s(?:→|->|=>)\s/gu, ", ");
  const text = firstSentence(written);
  if (text === undefined) return undefined;
  return (
    readClause(text) ??
    readLabelled(text) ??
    (written === sentence ? undefined : readAfterArrow(sentence))
  );
}

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

const NUMBERING = new RegExp(
  `^(?:[^\\p{L}\\p{N}("'“[]+|\\(?\\d{1,3}(?:\\.\\d{1,3})*[.):]\\s+|(?:${anyOf(STEP_MARKS)})\\s+\\d+[.:)–—-]?\\s+)`,
  "iu",
);
const ASIDE = /^\([^()]{0,80}\)\s*/u;
/** "Immediately tell …"; not "Only", "Daily", "Reply", which are no manner or a verb. */
const ADVERB =
  /^(?!(?:only|daily|hourly|weekly|monthly|early|apply|reply|supply|comply|rely|family)\b)\p{L}{3,}ly,?\s+/iu;

function withoutLeads(written: string): string {
  let text = written.trim();
  for (let round = 0; round < 6; round += 1) {
    const before = text;
    text = text.replace(NUMBERING, "").replace(ASIDE, "").replace(ADVERB, "");
    text = withoutLead(text);
    if (text === before) break;
  }
  return text;
}

/** By words, longest first: every line of a document is asked several times for the one it begins with. */
const LEADS_IN_WORDS = LEADS.map((phrase) => phrase.split(" ")).sort(
  (one, other) => other.length - one.length,
);

function withoutLead(text: string): string {
  const words = wordsOf(text.slice(0, 80));
  const lead = LEADS_IN_WORDS.find((parts) => parts.every((part, at) => words[at] === part));
  return lead === undefined ? text : afterWords(text, lead.length);
}

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;

/** Lower case, without apostrophes; "on-call" are two. */
function wordsOf(text: string): string[] {
  return (text.match(WORD) ?? []).map((word) => word.replace(/['’]/gu, "").toLowerCase());
}

/** What stands after that many words and the punctuation behind them. */
function afterWords(text: string, count: number): string {
  let end = 0;
  let left = count;
  for (const match of text.matchAll(WORD)) {
    if (left === 0) break;
    left -= 1;
    end = match.index + match[0].length;
  }
  return text.slice(end).replace(/^[\s,:;–—-]+/u, "");
}

/** A verb at the beginning or, in a language that puts it there, at the end of the first clause. */
function readVerb(text: string): Instruction | undefined {
  if (!beginsWithVerb(text) && lastVerb(text) === undefined) return undefined;
  return wordsOf(firstClause(text)).some((word) => INNER_NEGATIONS.has(word)) ? "dont" : "do";
}

function firstClause(text: string): string {
  return text.slice(0, CLAUSE_LENGTH_MAX).split(CLAUSE_END)[0] ?? "";
}

const CLAUSE_LENGTH_MAX = 160;
const CLAUSE_END = /[,;:.(]|\s[-–—]\s/u;

/**
 * The verb that ends the first clause of an instruction such as "Logs prüfen" or "Pods neu starten",
 * lower case; undefined where none does, and where a word before it makes it a statement.
 */
export function lastVerb(text: string): string | undefined {
  const clause = firstClause(text);
  const written = clause.match(WORD) ?? [];
  // "Beheben: wer …" names something.
  if (written.length === 1 && text.charAt(clause.length) === ":") return undefined;
  const words = wordsOf(written.join(" "));
  const last = words.at(-1) ?? "";
  // With a capital it is the name of a deed, but for the first word of all.
  const isVerb = VERBS_LAST.has(last) && (words.length === 1 || written.at(-1) === last);
  return isVerb && !words.some((word) => STATEMENT_WORDS.has(word)) ? last : undefined;
}

function beginsWithVerb(text: string): boolean {
  const [written = "", ...following] = text.match(WORD) ?? [];
  const [first = "", second = "", third = ""] = wordsOf(
    [written, ...following.slice(0, 2)].join(" "),
  );
  // "Contain: isolate …" names something; what comes after the colon is read by itself.
  if (!text.startsWith(written)) return false;
  // Nor do names and paths: "EXPORT_PATH", "deploy/stack.yml".
  if (text.charAt(written.length) === "/" && !VERBS.has(second)) return false;
  if (/^(?:[:：]\s*\S|[_=@]|\.\w)/u.test(text.slice(written.length))) return false;
  if (VERBS_LAST.has(first) && ASKED_WORDS.has(second)) return true;
  if (VERB_PAIRS.has(`${first} ${second}`)) return !FINITE_VERBS.has(third);
  if (first === "be") return beginsWith(text, BE_INSTRUCTIONS) !== undefined;
  if (first === "do" || first === "have") return second !== "you" && OBJECT_STARTS.has(second);
  if (FINITE_VERBS.has(second) || second === "of") return false;
  if (second === "in" && NOUNS_OF_CHANGE.has(first)) return false;
  const verb = VERBS.has(first) || VERBS.has(first.replace(/^re(?=\p{L}{3})/u, ""));
  if (!verb) return first === "re" ? VERBS.has(second) : looksLikeVerb(written, second, third);
  if (!NOUN_LIKE_VERBS.has(first) || OBJECT_STARTS.has(second)) return true;
  return isVerbBefore(first, { second, third, text });
}

/** A word that may also be a thing is a verb unless what follows makes it one. */
function isVerbBefore(
  first: string,
  rest: { second: string; third: string; text: string },
): boolean {
  const { second, third, text } = rest;
  if (second === "") return false;
  if (PARTICLES.has(`${first} ${second}`)) return true;
  if (/^\p{L}+\s*[,;/–—(]/u.test(text)) return /^\p{L}+\s*[,/]/u.test(text) && VERBS.has(second);
  if (NO_OBJECTS.has(second)) return second === "and" || second === "or" ? VERBS.has(third) : false;
  return !COMPOUND_ENDS.has(second) && !FINITE_VERBS.has(third);
}

/** "Increase in errors". */
const NOUNS_OF_CHANGE: ReadonlySet<string> = new Set(["increase", "decrease", "drop", "rise"]);

const PARTICLES: ReadonlySet<string> = new Set([
  "back up",
  "call in",
  "check on",
  "check for",
  "check in",
  "check with",
  "document in",
  "exit from",
  "link to",
  "log in",
  "monitor for",
  "query for",
  "search for",
  "watch for",
  "trace through",
  "track down",
  "wait for",
  "wait until",
  "log into",
  "log out",
  "page out",
  "plan for",
  "post in",
  "post on",
  "post to",
  "record in",
  "report to",
  "schedule for",
  "test with",
  "work on",
  "work through",
  "work to",
  "work towards",
  "work with",
]);

/** After a thing, never directly after a verb that needs an object. */
const NO_OBJECTS: ReadonlySet<string> = new Set(
  [
    "and",
    "or",
    "to",
    "in",
    "on",
    "at",
    "for",
    "from",
    "with",
    "by",
    "of",
    "as",
    "than",
    "via",
  ].concat([
    "between",
    "during",
    "when",
    "after",
    "before",
    "per",
    "about",
    "under",
    "over",
    "within",
  ]),
);

/** A verb that no table holds: a plain word before "the", "all", "your". */
function looksLikeVerb(written: string, second: string, third: string): boolean {
  const word = written.toLowerCase();
  // "Übergabe an die Schicht": before a consonant "an" is no English article.
  if (second === "an" && /^\p{Lu}/u.test(written) && /^[bcdgjkpqtvwyz]/u.test(third)) return false;
  return (
    OBJECT_STARTS.has(second) &&
    /^\p{Lu}?\p{Ll}{2,}$/u.test(written) &&
    !NO_IMPERATIVES.has(word) &&
    !/(?:ing|ed|[^s]s|ly|tion|ment|ness|ity|ance|ence|ers|ung|heit|keit|schaft)$/u.test(word)
  );
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

const PLACE_STARTS: ReadonlySet<string> = new Set(["in", "on", "at", "for", "from", "via"]);
/** What follows such a verb and hardly follows a thing. */
const PLACE_OBJECTS: ReadonlySet<string> = new Set([
  ...OBJECT_STARTS,
  "back",
  "out",
  "for",
  "whether",
]);

function readInnerLead(text: string): Instruction | undefined {
  const lower = text.toLowerCase();
  for (const lead of INNER_LEADS) {
    const at = lower.indexOf(` ${lead} `);
    if (at < 0) continue;
    const rest = withoutLeads(text.slice(at + lead.length + 2));
    if (beginsWithVerb(rest)) return "do";
  }
  return undefined;
}
