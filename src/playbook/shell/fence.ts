/**
 * A shell fence as comments, commands and output.
 *
 * If any line has a prompt, only prompted lines and their continuations are commands and the rest is
 * what the commands print. Otherwise every line is a command or a comment.
 */

import { isIncomplete } from "./incomplete.ts";
import { startsWithKnownCommand } from "./known-commands.ts";
import { findPrompt, rootPromptsIn } from "./prompt.ts";

export interface FenceLine {
  readonly kind: "comment" | "command" | "output";
  /** Without prompt or `#`; lines of one command are joined by "\n". */
  readonly text: string;
  /** 0-based offset in the fence. */
  readonly line: number;
  /** 1-based column of the text in its first line. */
  readonly column: number;
  readonly lineCount: number;
}

/** A construct that is still open after this many lines was never one. */
const MAX_CONTINUATION_LINES = 120;

const SHELL_LANGUAGES = new Set([
  "bash",
  "sh",
  "shell",
  "console",
  "zsh",
  "terminal",
  "shell-session",
]);

/** Tagged as shell, or untagged and beginning with a prompt or a command everybody knows. */
export function isShellFence(body: string, language: string | undefined): boolean {
  const tag = language?.trim().toLowerCase() ?? "";
  if (tag !== "") return SHELL_LANGUAGES.has(tag);
  return startsWithKnownCommand(body);
}

/** Splits a fence's body. Blank lines are left out. */
export function readFence(body: string, _language: string | undefined): FenceLine[] {
  const lines = body.split(/\r\n|\n|\r/u);
  const rootPrompts = rootPromptsIn(lines);
  const prompts = lines.map((line) => findPrompt(line, rootPrompts));
  const prompted = prompts.some((prompt) => prompt !== undefined);
  const result: FenceLine[] = [];
  for (let index = 0; index < lines.length; ) {
    const line = lines[index] ?? "";
    const start = prompts[index]?.end ?? line.length - line.trimStart().length;
    const text = line.slice(start).trimEnd();
    const isCommand = prompted ? prompts[index] !== undefined : !text.startsWith("#");
    const at = { line: index, column: start + 1 };
    if (text === "") index += 1;
    else if (isCommand) {
      const command = joinCommand(lines, index, start, (next) => prompts[next] !== undefined);
      result.push({ kind: "command", text: command.text, ...at, lineCount: command.lineCount });
      index += command.lineCount;
    } else {
      result.push({ ...describe(text, at.column, prompted), line: index, lineCount: 1 });
      index += 1;
    }
  }
  return result;
}

function describe(
  text: string,
  column: number,
  prompted: boolean,
): Pick<FenceLine, "kind" | "text" | "column"> {
  if (!text.startsWith("#")) return { kind: prompted ? "output" : "command", text, column };
  const bare = text.replace(/^#+[ \t]*/u, "");
  return { kind: "comment", text: bare, column: column + text.length - bare.length };
}

/** The command that begins on this line, with the lines it needs to be complete. */
function joinCommand(
  lines: readonly string[],
  first: number,
  start: number,
  hasPrompt: (line: number) => boolean,
): { text: string; lineCount: number } {
  const alone = (lines[first] ?? "").slice(start).trimEnd();
  let text = alone;
  const limit = Math.min(lines.length, first + MAX_CONTINUATION_LINES);
  for (let next = first; next < limit; next += 1) {
    if (next > first) {
      if (hasPrompt(next)) break;
      text += `\n${(lines[next] ?? "").trimEnd()}`;
    }
    if (!isIncomplete(text)) return { text, lineCount: next - first + 1 };
  }
  return { text: alone, lineCount: 1 };
}
