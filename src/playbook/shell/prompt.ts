/** Prompts at the beginning of the lines of a terminal session. */

export interface Prompt {
  /** Where the command begins in the line. */
  readonly end: number;
  /** The prompt belongs to a shell inside a container: a person types what follows. */
  readonly inner: boolean;
}

const DOLLAR = /^\s*[$❯➜%›»]\s+(?=\S)/u;
const USER_AT_HOST =
  /^\s*(?:\([\w.-]+\)\s*)?\[?[a-z_][\w.-]*@[\w.-]+(?:[ :][^\s$#>]*)?\]?\s?[$#>%]\s+(?=\S)/iu;
const INNER =
  /^\s*(?:\[?(?:root|[a-z]+)@[\w.-]+[ :][^\s#$]*\]?|(?:ba|da|k|z)?sh-\d[\d.]*)\s?[#$]\s+(?=\S)/iu;
const ROOT = /^\s*#\s+(?=\S)/u;

/** The prompt of a line, if it has one. `rootPrompts`: whether `# ` is one in this fence. */
export function findPrompt(line: string, rootPrompts: boolean): Prompt | undefined {
  const inner = /^\s*(?:ba|da|k|z)?sh-\d[\d.]*[a-z]?[#$]\s+(?=\S)/iu.exec(line);
  if (inner) return { end: inner[0].length, inner: true };
  const match =
    DOLLAR.exec(line) ?? USER_AT_HOST.exec(line) ?? (rootPrompts ? ROOT.exec(line) : null);
  return match ? { end: match[0].length, inner: false } : undefined;
}

/** Whether `# ` begins commands rather than comments in this fence. */
export function rootPromptsIn(lines: readonly string[]): boolean {
  return lines.some((line) => INNER.test(line) && line.includes("# "));
}
