/** Compares text with phrases of the vocabulary, without regard to case, hyphens, or punctuation. */

/** The words of a text, lower case, one space between and around them: " on call engineer ". */
export function spacedWords(text: string): string {
  const words = text
    .toLowerCase()
    .replace(/['’]/gu, "")
    .match(/[\p{L}\p{N}]+/gu);
  return words === null ? " " : ` ${words.join(" ")} `;
}

/** Whether any of the phrases stands in the text as whole words; see `vocabulary.ts` for their form. */
export function mentions(text: string, phrases: readonly string[]): boolean {
  const words = spacedWords(text);
  return phrases.some((phrase) => words.includes(needle(phrase)));
}

/** The first of the phrases (in their order) that the text begins with. */
export function beginsWith(text: string, phrases: readonly string[]): string | undefined {
  const words = spacedWords(text);
  return phrases.find((phrase) => words.startsWith(needle(phrase)));
}

function needle(phrase: string): string {
  return phrase.endsWith("*") ? ` ${phrase.slice(0, -1)}` : ` ${phrase} `;
}

/** A regular expression's source that matches any of the literal texts, longest first. */
export function anyOf(texts: readonly string[]): string {
  return [...texts]
    .sort((first, second) => second.length - first.length)
    .map((text) => text.replace(/[$()*+.?[\\\]^{|}/]/gu, "\\$&").replaceAll(" ", "[\\s-]+"))
    .join("|");
}
