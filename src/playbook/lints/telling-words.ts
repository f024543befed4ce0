import { GENERAL_WORDS } from "../words/runbook-reference-words.ts";
import { spacedWords } from "../words/wording.ts";

/** The words of a runbook's name by which it is known: no general ones, and without the s of a plural. */
export function tellingWords(
  text: string,
  ignored: ReadonlySet<string> = new Set(),
): readonly string[] {
  return spacedWords(text)
    .trim()
    .split(" ")
    .filter((word) => word.length > 1 && !GENERAL_WORDS.has(word) && !ignored.has(word))
    .map((word) => word.replace(/(?<=..)s$/u, ""));
}
