/** Compares text with phrases of the vocabulary, without regard to case, hyphens, or punctuation. */

/** Titles and labels are asked about by every compiler; what stays short of both is kept for the next one. */
const KEPT_MAX = 256;
const KEPT_LENGTH_MAX = 200;
const kept = new Map<string, string>();

/** The words of a text, lower case, one space between and around them: " on call engineer ". */
export function spacedWords(text: string): string {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const words = readWords(text);
  if (text.length > KEPT_LENGTH_MAX) return words;
  if (kept.size >= KEPT_MAX) kept.clear();
  kept.set(text, words);
  return words;
}

function readWords(text: string): string {
  const words = text
    .toLowerCase()
    .replace(/['’]/gu, "")
    .match(/[\p{L}\p{N}]+/gu);
  return words === null ? " " : ` ${words.join(" ")} `;
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
