import type { Diagnostic, Playbook } from "../../domain/playbook.ts";
import type { TextEdit } from "./text-edit.ts";

/** The file of a finding, and what the compiler made of the whole. */
export interface FixedText {
  readonly file: string;
  readonly text: string;
  readonly lines: readonly string[];
  /** Where each line begins in the text. */
  readonly lineStarts: readonly number[];
  readonly playbook: Playbook;
  /** Files beside the playbook, relative with forward slashes. */
  readonly presentFiles: ReadonlySet<string>;
}

/** Makes ready what every finding of a file is fixed with. */
export function fixedText(
  { file, text }: Pick<FixedText, "file" | "text">,
  { playbook, presentFiles }: Pick<FixedText, "playbook" | "presentFiles">,
): FixedText {
  const lines = text.split("\n");
  let next = 0;
  const lineStarts = lines.map((line) => {
    const start = next;
    next += line.length + 1;
    return start;
  });
  return { file, text, lines, lineStarts, playbook, presentFiles };
}

/**
 * What to change so that a finding is gone; nothing where the right text is not certain. Pure: whether it
 * really is gone, and nothing else has changed, is tried by whoever applies it.
 */
export type FixRule = (finding: Diagnostic, at: FixedText) => readonly TextEdit[];

/** The range that a finding marks on its line; undefined for a point. */
export function markedRange(
  finding: Diagnostic,
  { text, lineStarts }: FixedText,
): { start: number; end: number; text: string } | undefined {
  const { line, column, endColumn } = finding;
  if (endColumn === undefined || endColumn <= column) return undefined;
  const before = lineStarts[line - 1];
  if (before === undefined) return undefined;
  const start = before + column - 1;
  const end = before + endColumn - 1;
  return { start, end, text: text.slice(start, end) };
}

/** The part of the line around a range that no blank divides; a blank in quotes does not. */
export function wordAround(text: string, range: { start: number; end: number }) {
  let start = range.start;
  while (start > 0 && !/\s/u.test(text[start - 1] ?? "")) start -= 1;
  let end = start;
  let isQuoted = false;
  for (; end < text.length; end += 1) {
    const character = text[end] ?? "";
    if (character === "\n" || (!isQuoted && end >= range.end && /\s/u.test(character))) break;
    if (character === '"') isQuoted = !isQuoted;
  }
  return { start, end, text: text.slice(start, end) };
}
