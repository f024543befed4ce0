import type { SourceRef } from "../../domain/playbook.ts";

/** A file's text by lines; `lines[0]` is line 1. A `PlaybookDocument` is one. */
export interface SourceText {
  readonly file: string;
  readonly lines: readonly string[];
}

export type TextSpan = SourceRef & { readonly column: number; readonly endColumn?: number };

/**
 * Where some words stand on a line, for the caret of a diagnostic; the line's whole text when the
 * words are not on it as such (a date written out, a role broken over the lines of a diagram).
 */
export function spanOf(
  texts: readonly SourceText[],
  source: SourceRef,
  words: string | undefined,
): TextSpan {
  const { file, line } = source;
  const text = texts.find((candidate) => candidate.file === file)?.lines[line - 1] ?? "";
  const from = (source.column ?? 1) - 1;
  const at = words === undefined || words === "" ? -1 : indexOfWord(text, words, from);
  if (at >= 0 && words !== undefined)
    return { file, line, column: at + 1, endColumn: at + 1 + words.length };
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  return end > start
    ? { file, line, column: start + 1, endColumn: end + 1 }
    : { file, line, column: 1 };
}

/** Another place in a few words, told in the text of the first: "line 12", or "severity.md:12". */
export function placeFrom(from: Pick<SourceRef, "file">, { file, line }: SourceRef): string {
  return file === from.file ? `line ${line}` : `${file}:${line}`;
}

/** As a word of its own first ("Al" is not in "Alice"), then anywhere. */
function indexOfWord(text: string, words: string, from: number): number {
  for (let at = text.indexOf(words, from); at >= 0; at = text.indexOf(words, at + 1)) {
    const before = text[at - 1] ?? " ";
    const after = text[at + words.length] ?? " ";
    if (!isLetter(before) && !isLetter(after)) return at;
  }
  return text.indexOf(words, from);
}

function isLetter(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}
