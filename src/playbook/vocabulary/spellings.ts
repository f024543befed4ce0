/** The ways one word is typed. */

const TWO_LETTERS: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };

/** The word, and the same for a keyboard without its letters: "täglich", "taeglich". */
export function withSpellings(word: string): readonly string[] {
  const plain = word.replace(/[äöüß]/gu, (letter) => TWO_LETTERS[letter] ?? letter);
  return plain === word ? [word] : [word, plain];
}
