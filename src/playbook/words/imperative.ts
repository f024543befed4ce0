/** Whether words tell somebody to do something by the verb that begins (or ends) them. */

import {
  ASKED_WORDS,
  BE_INSTRUCTIONS,
  COMPOUND_ENDS,
  DUTY_PAIRS,
  FINITE_VERBS,
  INNER_NEGATIONS,
  NO_IMPERATIVES,
  NO_OBJECTS,
  NO_VERB_ENDS,
  NOUN_LIKE_VERBS,
  NOUNS_OF_CHANGE,
  OBJECT_STARTS,
  PARTICIPLE_ENDS,
  PARTICIPLES,
  STATEMENT_WORDS,
  VERB_PAIRS,
  VERB_PARTICLES,
  VERBS,
  VERBS_LAST,
  VERBS_WITH_OBJECT,
} from "./instruction-words.ts";
import { WORD, wordsOf } from "./text-words.ts";
import { anyOf, beginsWith } from "./wording.ts";

/** `dont`: an instruction, but to leave something be. */
export type Instruction = "do" | "dont";

/** By a verb at the beginning or, in a language that puts it there, at the end of the first clause. */
export function readVerb(text: string): Instruction | undefined {
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

/** Whether the text begins with an imperative, rather than with a thing that is called the same. */
export function beginsWithVerb(text: string): boolean {
  const [written = "", ...following] = text.slice(0, CLAUSE_LENGTH_MAX).match(WORD) ?? [];
  const [first = "", second = "", third = ""] = wordsOf(
    [written, ...following.slice(0, 2)].join(" "),
  );
  // "Contain: isolate …" names something; what comes after the colon is read by itself.
  if (!text.startsWith(written)) return false;
  if (HTTP_REQUEST.test(text)) return false;
  // Nor do names and paths: "EXPORT_PATH", "deploy/stack.yml".
  if (text.charAt(written.length) === "/" && !VERBS.has(second)) return false;
  if (/^(?:[:：]\s*\S|[_=@]|\.\w)/u.test(text.slice(written.length))) return false;
  if (VERBS_LAST.has(first) && ASKED_WORDS.has(second)) return true;
  if (VERB_PAIRS.has(`${first} ${second}`)) return !ends(third);
  if (first === "be") return beginsWith(text, BE_INSTRUCTIONS) !== undefined;
  if (VERBS_WITH_OBJECT.has(first)) return OBJECT_STARTS.has(second);
  if (FINITE_VERBS.has(second) || second === "of") return false;
  // "Deploy failed"; but "Retry failed jobs".
  if (isParticiple(second) && (third === "" || NO_OBJECTS.has(third))) return false;
  if (second === "in" && NOUNS_OF_CHANGE.has(first)) return false;
  const verb = VERBS.has(first) || VERBS.has(first.replace(/^re(?=\p{L}{3})/u, ""));
  if (!verb) return first === "re" ? VERBS.has(second) : looksLikeVerb(written, second, third);
  if (!NOUN_LIKE_VERBS.has(first) || OBJECT_STARTS.has(second)) return true;
  return isVerbBefore(first, { second, third, text });
}

/** "GET /health" names a request. */
const HTTP_REQUEST = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD)\s+\//u;

/** A word that may also be a thing is a verb unless what follows makes it one. */
function isVerbBefore(
  first: string,
  rest: { second: string; third: string; text: string },
): boolean {
  const { second, third, text } = rest;
  if (second === "") return false;
  if (VERB_PARTICLES.has(`${first} ${second}`)) return true;
  if (/^\p{L}+\s*[,;/–—(]/u.test(text)) return /^\p{L}+\s*[,/]/u.test(text) && VERBS.has(second);
  if (DUTY_PAIRS.has(`${second} ${third}`)) return true;
  if (NO_OBJECTS.has(second)) return second === "and" || second === "or" ? VERBS.has(third) : false;
  return !COMPOUND_ENDS.has(second) && !ends(third);
}

function isParticiple(word: string): boolean {
  return PARTICIPLES.has(word) || PARTICIPLE_END.test(word);
}

const PARTICIPLE_END = new RegExp(`\\p{L}{3}(?:${anyOf(PARTICIPLE_ENDS)})$`, "u");

/** Whether the words before it are what a statement is about. */
function ends(word: string): boolean {
  return FINITE_VERBS.has(word) || PARTICIPLES.has(word);
}

const NO_VERB_END = new RegExp(`(?:[^s]s|${anyOf(NO_VERB_ENDS)})$`, "u");

/** A verb that no table holds: a plain word before "the", "all", "your". */
function looksLikeVerb(written: string, second: string, third: string): boolean {
  const word = written.toLowerCase();
  // "Übergabe an die Schicht": before a consonant "an" is no English article.
  if (second === "an" && /^\p{Lu}/u.test(written) && /^[bcdgjkpqtvwyz]/u.test(third)) return false;
  return (
    OBJECT_STARTS.has(second) &&
    /^\p{Lu}?\p{Ll}{2,}$/u.test(written) &&
    !NO_IMPERATIVES.has(word) &&
    !NO_VERB_END.test(word)
  );
}
