/** A blank of a draft: what a person has to fill in before it is sent. */

const BLANK = /\[fill in: ([^[\]\n]{1,200})\]/gu;

export function blank(words: string): string {
  const plain = words
    .replace(/[[\]\s]+/gu, " ")
    .trim()
    .slice(0, 100);
  return `[fill in: ${plain === "" ? "details" : plain}]`;
}

/** What a text still leaves to be filled in, each once. */
export function blanksIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(BLANK)].map(([, words = ""]) => words))];
}
