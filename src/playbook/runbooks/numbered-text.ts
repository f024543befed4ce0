/** Instructions in words that stand in a fence, each line with its number. */

import { isInstruction } from "../words/instructions.ts";
import type { CodeLines } from "./runbook-fence.ts";

const LINES_MIN = 3;
const NUMBERED = /^\s*\d{1,2}[.)]\s+(\S.*)$/u;
/** Tagged as a shell's too, where a person is told what to click. */
const PLAIN: ReadonlySet<string> = new Set([
  "",
  "text",
  "txt",
  "plain",
  "plaintext",
  "bash",
  "sh",
  "shell",
]);

const COMMENT = /^\s*#+\s/u;

/** "2. Open the hatch" without its number; undefined for any other line. */
export function numberedText(written: string): string | undefined {
  return NUMBERED.exec(written)?.[1];
}

interface NumberedLine {
  readonly text: string;
  readonly line: number;
}

/** The lines without their numbers; undefined unless all but comments have one, and most ask for something. */
export function numberedInstructions(code: CodeLines): readonly NumberedLine[] | undefined {
  if (!PLAIN.has(code.lang.toLowerCase())) return undefined;
  const lines: NumberedLine[] = [];
  for (const [index, written] of code.value.split("\n").entries()) {
    if (written.trim() === "" || COMMENT.test(written)) continue;
    const text = numberedText(written);
    if (text === undefined) return undefined;
    lines.push({ text: text.trimEnd(), line: code.line + index });
  }
  const acts = lines.filter(({ text }) => isInstruction(text)).length;
  return lines.length >= LINES_MIN && acts * 2 > lines.length ? lines : undefined;
}
