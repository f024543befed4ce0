/** Recognises the severity a text is about: "P0", "SEV-1", "Sev 1", "S1", "Severity 2", "Critical". */

import {
  AND_WORDS,
  OR_WORDS,
  RANGE_WORDS,
  SEVERITY_CODES,
  SEVERITY_CODES_IN_CONTEXT,
  SEVERITY_NAMES,
  SEVERITY_NOUNS,
} from "../vocabulary.ts";
import { keepAnswers } from "./keep-answers.ts";
import { LETTERS, LETTERS_AND_DIGITS } from "./word-characters.ts";
import { anyOf, wordsIn } from "./wording.ts";

export interface SeverityMention {
  /** As written: "P0", "SEV-1", "Critical". */
  readonly id: string;
  /** The same for every way of writing it: "P0", "SEV1", "critical". */
  readonly key: string;
  /** The number, for ordering; undefined for a severity that has only a name. */
  readonly number?: number;
  /** What stands after it, the separator left out. */
  readonly rest: string;
}

const CODE = `(${anyOf(Object.keys(SEVERITY_CODES))})[\\s-]*([0-9])`;
const CODE_IN_CONTEXT = `(${anyOf([...Object.keys(SEVERITY_CODES), ...Object.keys(SEVERITY_CODES_IN_CONTEXT)])})[\\s-]*([0-9])`;
const BETWEEN = [...RANGE_WORDS, ...AND_WORDS, ...OR_WORDS];
/** "P0/P1" and "SEV1-SEV3" name several; "P95" and "P2P" name none. */
const END = `(?![${LETTERS_AND_DIGITS}_]|\\s*[/&+]|\\s*(?:-|–|${anyOf(BETWEEN)})\\s*(?:${CODE_IN_CONTEXT.replace(/\((?!\?)/gu, "(?:")}))`;
/** Emoji, brackets and the like before the code are decoration. */
const LEAD = `^[^${LETTERS_AND_DIGITS}]*`;

const AT_START = new RegExp(`${LEAD}(${CODE})${END}`, "iu");
const AT_START_IN_CONTEXT = new RegExp(`${LEAD}(${CODE_IN_CONTEXT})${END}`, "iu");
const IN_PARENTHESES = new RegExp(`\\(\\s*(${CODE_IN_CONTEXT})${END}[^()]*\\)`, "iu");

const FIRST_WORD = new RegExp(`${LEAD}([${LETTERS}]+)`, "u");
const NAME = new RegExp(`${LEAD}([${LETTERS} ]+?)\\s*(?=$|[(:[\\]–—]|\\s-)`, "u");

/**
 * The severity the text begins with, or undefined. `inContext` says that severities are the topic, so
 * that "S1", "Level 1" and bare names ("Critical", "Major incidents") count too.
 */
export function readSeverityMention(text: string, inContext: boolean): SeverityMention | undefined {
  const match = (inContext ? AT_START_IN_CONTEXT : AT_START).exec(text);
  if (match !== null) return mentionOf(match, text.slice(match[0].length));
  return inContext ? namedSeverity(text) : undefined;
}

function mentionOf(match: RegExpExecArray, rest: string): SeverityMention | undefined {
  const [, id, word, digit] = match;
  if (id === undefined || word === undefined || digit === undefined) return undefined;
  const name = word.toLowerCase();
  const scheme = SEVERITY_CODES[name] ?? SEVERITY_CODES_IN_CONTEXT[name] ?? word.toUpperCase();
  return { id, key: `${scheme}${digit}`, number: Number(digit), rest: withoutSeparator(rest) };
}

/** "Critical", "Critical incidents: …", "Critical (P0) - …". A longer sentence that begins so is none. */
function namedSeverity(text: string): SeverityMention | undefined {
  // Most texts begin with another word; reading on to where a name could end takes long.
  const first = FIRST_WORD.exec(text)?.[1];
  if (first === undefined || !Object.hasOwn(SEVERITY_NAMES, first.toLowerCase())) return undefined;
  const head = NAME.exec(text);
  const [name, ...others] = (head?.[1] ?? "").split(/\s+/u).filter((word) => word !== "");
  if (head === null || name === undefined) return undefined;
  if (!others.every((word) => NOUNS.has(word.toLowerCase()))) return undefined;
  const rest = text.slice(head[0].length);
  const code = IN_PARENTHESES.exec(rest);
  if (code?.index === 0) {
    const mention = mentionOf(code, rest.slice(code[0].length));
    if (mention !== undefined)
      return { ...mention, rest: mention.rest === "" ? name : `${name}: ${mention.rest}` };
  }
  return { id: name, key: name.toLowerCase(), rest: withoutSeparator(rest) };
}

const NOUNS: ReadonlySet<string> = new Set(SEVERITY_NOUNS);

function withoutSeparator(rest: string): string {
  return rest.replace(/^[\s:–—-]+/u, "").trim();
}

/**
 * The keys of all severities that a text names by a code: "P1 and SEV-2" are "P1" and "SEV2", "SEV-1/2"
 * are "SEV1" and "SEV2", "P0–P2" are three.
 */
export const severityKeysIn = keepAnswers((text): readonly string[] => {
  const keys: string[] = [];
  let last: { scheme: string; digit: number; end: number } | undefined;
  const start = text.slice(0, LENGTH_MAX);
  for (const match of start.matchAll(ANYWHERE)) {
    const [all, word = "", digits = "", further = ""] = match;
    const scheme = SEVERITY_CODES[word.toLowerCase()] ?? word;
    const digit = Number(digits);
    const isRange =
      last?.scheme === scheme &&
      RANGE.test(start.slice(last.end, match.index)) &&
      last.digit < digit;
    for (let one = isRange ? (last?.digit ?? digit) : digit; one <= digit; one += 1)
      keys.push(`${scheme}${one}`);
    for (const other of further.match(/\d/gu) ?? []) keys.push(`${scheme}${other}`);
    last = { scheme, digit, end: match.index + all.length };
  }
  return [...new Set(keys)];
});

/** The severities a line begins with, before a colon or a dash: "P1", "S1/S2", "SEV1 and SEV2"; and what it says of them. */
export function leadingSeverities(text: string): {
  readonly keys: readonly string[];
  readonly rest: string;
} {
  const match = LEADING.exec(text);
  if (match === null) return { keys: [], rest: text };
  const keys: string[] = [];
  let scheme = "";
  for (const [, word, digit = ""] of (match[1] ?? "").matchAll(ONE)) {
    const name = word?.toLowerCase() ?? "";
    scheme = SEVERITY_CODES[name] ?? SEVERITY_CODES_IN_CONTEXT[name] ?? scheme;
    keys.push(`${scheme}${digit}`);
  }
  return { keys, rest: text.slice(match[0].length) };
}

const BARE = CODE_IN_CONTEXT.replace(/\((?!\?)/gu, "(?:");
const ONE = new RegExp(
  `(?:(${anyOf([...Object.keys(SEVERITY_CODES), ...Object.keys(SEVERITY_CODES_IN_CONTEXT)])})[\\s-]*)?([0-9])`,
  "giu",
);
const LEADING = new RegExp(
  `${LEAD}(${BARE}(?:\\s*(?:[/&+,]|${anyOf([...AND_WORDS, ...OR_WORDS])})\\s*(?:${BARE}|[0-9])){0,5})(?:\\s*\\([^()]{1,60}\\))?\\s*(?:[:：]|[–—]|-\\s)\\s*`,
  "iu",
);

const LENGTH_MAX = 400;
const ANYWHERE = new RegExp(
  `(?<![${LETTERS_AND_DIGITS}_.#])${CODE}((?:[/&]\\d(?![${LETTERS_AND_DIGITS}_]))*)(?![${LETTERS_AND_DIGITS}_])`,
  "giu",
);
const RANGE = new RegExp(
  `^\\s*(?:[-–]|${anyOf(RANGE_WORDS.filter((word) => !AND_WORDS.includes(word)))})\\s*$`,
  "iu",
);

/** How bad a severity of that name is, 0 the worst; undefined for a name that does not say. */
export function severityRank(name: string): number | undefined {
  const words = wordsIn(name);
  for (const word of words) {
    const rank = Object.hasOwn(SEVERITY_NAMES, word) ? SEVERITY_NAMES[word] : undefined;
    if (rank !== undefined) return rank;
  }
  return undefined;
}
