/** Compares text with phrases of the vocabulary, without regard to case, hyphens, or punctuation. */

import { keepAnswers } from "./keep-answers.ts";

/** The words of a text, lower case, one space between and around them: " on call engineer ". */
export const spacedWords = keepAnswers((text) => {
  const words = text
    .toLowerCase()
    .replace(/['’]/gu, "")
    .match(/[\p{L}\p{N}]+/gu);
  return words === null ? " " : ` ${words.join(" ")} `;
});

/** The words of a text, lower case; one empty word where it has none. */
export function wordsIn(text: string): string[] {
  return spacedWords(text).trim().split(" ");
}

/** Whether any of the phrases stands in the text as whole words; see `vocabulary.ts` for their form. */
export function mentions(text: string, phrases: readonly string[]): boolean {
  const words = spacedWords(text);
  return needlesOf(phrases).some((needle) => words.includes(needle));
}

/** How many of the phrases stand in the text. */
export function countMentioned(text: string, phrases: readonly string[]): number {
  const words = spacedWords(text);
  return needlesOf(phrases).filter((needle) => words.includes(needle)).length;
}

/** The first of the phrases (in their order) that the text begins with. */
export function beginsWith(text: string, phrases: readonly string[]): string | undefined {
  const words = spacedWords(text);
  const index = needlesOf(phrases).findIndex((needle) => words.startsWith(needle));
  return phrases[index];
}

/** Of the vocabulary's lists, which never change and live as long as the program. */
const NEEDLES = new WeakMap<readonly string[], readonly string[]>();

function needlesOf(phrases: readonly string[]): readonly string[] {
  const known = NEEDLES.get(phrases);
  if (known !== undefined) return known;
  const needles = phrases.map((phrase) => {
    const start = phrase.startsWith("*") ? phrase.slice(1) : ` ${phrase}`;
    return start.endsWith("*") ? start.slice(0, -1) : `${start} `;
  });
  NEEDLES.set(phrases, needles);
  return needles;
}

/** A regular expression's source that matches any of the literal texts, longest first; without any, nothing. */
export function anyOf(texts: readonly string[]): string {
  if (texts.length === 0) return "(?!)";
  return [...texts]
    .sort((first, second) => second.length - first.length)
    .map((text) => text.replace(/[$()*+.?[\\\]^{|}/]/gu, "\\$&").replaceAll(" ", "[\\s-]+"))
    .join("|");
}
