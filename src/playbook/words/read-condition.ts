/** Measurable thresholds in text: ">5%", "p95 < 500ms", "more than 10 minutes". */

import type { Condition } from "../../domain/playbook.ts";
import {
  COMPARISON_WORDS,
  MEASURE_ADJECTIVES,
  MEASURE_JOINS,
  MEASURE_STOPS,
  MEASURE_UNITS,
} from "../vocabulary.ts";
import { LETTERS_AND_DIGITS } from "./word-characters.ts";
import { anyOf } from "./wording.ts";

const SYMBOLS: Readonly<Record<string, Condition["operator"]>> = {
  "<": "<",
  "<=": "<=",
  "≤": "<=",
  ">": ">",
  ">=": ">=",
  "≥": ">=",
  "=": "=",
  "==": "=",
};

const UNIT = anyOf(Object.keys(MEASURE_UNITS));
const NUMBER = "(\\d{1,3}(?:,\\d{3})+|\\d+)(\\.\\d+|,\\d{1,2}(?![\\d,]))?";
/** An arrow ("->", "=>"), a comparison of text ("!="), and a tag are no thresholds; a number must follow. */
const COMPARISON = `(?:(?<![-=!<>])(<=|>=|==|[<>≤≥]|=(?=\\s*\\d))|(?<![${LETTERS_AND_DIGITS}_])(${anyOf(Object.keys(COMPARISON_WORDS))})(?![${LETTERS_AND_DIGITS}_]))`;
const THRESHOLD = new RegExp(
  `${COMPARISON}\\s*[~$€£]?\\s*${NUMBER}(?:\\s*(${UNIT})(?![${LETTERS_AND_DIGITS}_])|(k)(?![${LETTERS_AND_DIGITS}]))?`,
  "iu",
);

/**
 * The first threshold in the text with what it measures, as far as the text says: "High error rate
 * (>5%)" measures the error rate, ">80% CPU" the CPU. `metric` is used where the text names nothing.
 * A comparison in words needs a unit ("over 9000" alone is none). Undefined when there is none.
 */
export function readCondition(text: string, metric = ""): Condition | undefined {
  const match = THRESHOLD.exec(text);
  if (match === null) return undefined;
  const [written, symbol, word, whole, fraction, suffix, kilo] = match;
  // "10M users" are millions; minutes are written small.
  const unit = suffix === "M" ? undefined : suffix;
  if (symbol === undefined && unit === undefined) return undefined;
  const operator = SYMBOLS[symbol ?? ""] ?? COMPARISON_WORDS[normalise(word ?? "")];
  if (operator === undefined) return undefined;
  const number = Number(`${whole?.replaceAll(",", "")}${(fraction ?? "").replace(",", ".")}`);
  const times = suffix === "M" ? 1_000_000 : kilo === undefined ? 1 : 1000;
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + written.length);
  return {
    metric: measured(before, after) || metric,
    operator,
    value: number * times,
    unit: unit === undefined ? "" : (MEASURE_UNITS[normalise(unit)] ?? unit),
  };
}

function normalise(text: string): string {
  return text.toLowerCase().replace(/[\s-]+/gu, " ");
}

/** What stands directly before the comparison, else directly after the value, else before the parenthesis. */
function measured(before: string, after: string): string {
  const opening = before.lastIndexOf("(");
  const isInside = opening > before.lastIndexOf(")");
  const direct = wordsBefore(isInside ? before.slice(opening + 1) : before);
  if (direct !== "") return direct;
  const following = wordsAfter(after);
  if (following !== "") return following;
  return isInside ? wordsBefore(before.slice(0, opening)) : "";
}

const WORDS_MAX = 5;

/** The last words of the clause that ends here, without colouring adjectives and joining verbs. */
function wordsBefore(text: string): string {
  const clause = text.split(/[,;:()[\]|/]|\.\s|\s[-–—]\s/u).at(-1) ?? "";
  const words = clause.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  while (JOINS.has(words.at(-1)?.toLowerCase() ?? "")) words.pop();
  const recent = words.slice(-WORDS_MAX);
  while (ADJECTIVES.has(recent[0]?.toLowerCase() ?? "")) recent.shift();
  return trimmed(recent);
}

/** The words directly after a value: "CPU" of ">80% CPU usage for 5 min" is "CPU usage". */
function wordsAfter(text: string): string {
  const clause = text.split(/[,;:()[\]|/]|\.(?:\s|$)|\s[-–—]\s/u)[0] ?? "";
  const words = clause.split(/\s+/u).filter((word) => word !== "");
  while (JOINS.has(words[0]?.toLowerCase() ?? "")) words.shift();
  const stop = words.findIndex((word) => STOPS.has(word.toLowerCase()));
  return trimmed(words.slice(0, stop < 0 ? WORDS_MAX : Math.min(stop, WORDS_MAX)));
}

function trimmed(words: readonly string[]): string {
  return words.join(" ").replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}%]+$/gu, "");
}

const ADJECTIVES: ReadonlySet<string> = new Set(MEASURE_ADJECTIVES);
const JOINS: ReadonlySet<string> = new Set(MEASURE_JOINS);
const STOPS: ReadonlySet<string> = new Set(MEASURE_STOPS);
