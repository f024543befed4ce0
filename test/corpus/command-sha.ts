/** How goldens and labels name a command without quoting it. */

import { createHash } from "node:crypto";

const SHA_LENGTH = 12;

/** A shell's prompt, that of a shell inside a container included, which the compiler keeps. */
const PROMPT = /^(?:\[?[\w.-]+@[\w.-]+[^#$>\]]*\]?[#$]|(?:ba|da|a|k|z)?sh-\d[\w.]*[#$]|[$#>%])\s+/u;

/** Of one line, as it is and without its prompt: a reader and the text may differ on what is one. */
export function commandShas(line: string): readonly string[] {
  const text = line.trim();
  return [...new Set([text, text.replace(PROMPT, "")])].map(shaOf);
}

function shaOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, SHA_LENGTH);
}
