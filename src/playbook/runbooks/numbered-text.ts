/** Instructions in words that stand in a fence, each line with its number. */

import { isInstruction } from "../words/instructions.ts";
import type { CodeLines } from "./runbook-fence.ts";

const LINES_MIN = 3;
const NUMBERED = /^\s*\d{1,2}[.)]\s+(\S.*)$/u;
const PLAIN: ReadonlySet<string> = new Set(["", "text", "txt", "plain", "plaintext"]);

interface NumberedLine {
  readonly text: string;
  readonly line: number;
}

/** The lines without their numbers; undefined unless all have one, and most ask for something. */
export function numberedInstructions(code: CodeLines): readonly NumberedLine[] | undefined {
  if (!PLAIN.has(code.lang.toLowerCase())) return undefined;
  const lines: NumberedLine[] = [];
  for (const [index, written] of code.value.split("\n").entries()) {
    if (written.trim() === "") continue;
    const text = NUMBERED.exec(written)?.[1];
    if (text === undefined) return undefined;
    lines.push({ text: text.trimEnd(), line: code.line + index });
  }
  const acts = lines.filter(({ text }) => isInstruction(text)).length;
  return lines.length >= LINES_MIN && acts * 2 > lines.length ? lines : undefined;
}
