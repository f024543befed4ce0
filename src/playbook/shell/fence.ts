/**
 * A shell fence as comments, commands and output.
 *
 * If any line has a prompt, only prompted lines and their continuations are commands and the rest is
 * what the commands print. Otherwise a line is a command, a comment, or what nobody would type.
 */

import { parse } from "unbash";
import { replacePlaceholders } from "./holes.ts";
import { isIncomplete } from "./incomplete.ts";
import { isKnownCommand } from "./known-commands.ts";
import { findPrompts, hasPrompt } from "./prompt.ts";
import { isBareSetting, isSampleLine, namesProgram, namesSettingsFile } from "./sample-lines.ts";

export interface FenceLine {
  readonly kind: "comment" | "command" | "output";
  /**
   * Without prompt or `#`, except that a command typed into a shell inside a container keeps that
   * shell's prompt. The lines of one command are joined by "\n".
   */
  readonly text: string;
  /** 0-based offset in the fence. */
  readonly line: number;
  /** 1-based column of the text in its first line. */
  readonly column: number;
  readonly lineCount: number;
}

/** A construct that is still open after this many lines was never one. */
const MAX_CONTINUATION_LINES = 120;

/** Characters parsed per fence to find where commands end; a fence that needs more is read line by line. */
const MAX_PARSED = 400_000;

const SHELL_LANGUAGES =
  /^(?:bash|sh|shell|console|zsh|terminal|shell-session|shellsession|sh-session)$/u;

/**
 * Tagged as shell and holding a command, or untagged and beginning with a prompt or a command everybody
 * knows. A tag does not make shell of what nobody types, such as a query, a log or a stack trace.
 */
export function isShellFence(body: string, language: string | undefined): boolean {
  const tag = tagOf(language);
  if (tag !== "") return SHELL_LANGUAGES.test(tag) && mayBeShell(body) && isTyped(body, tag);
  for (const line of linesOf(body)) {
    if (hasPrompt(line) || isKnownCommand(line)) return true;
    if (line.trim() !== "" && !line.trim().startsWith("#")) return false;
  }
  return false;
}

/** Not only samples, with or without comments on them. */
function isTyped(body: string, tag: string): boolean {
  const kinds = readFence(body, tag).map(({ kind }) => kind);
  return kinds.includes("command") || !kinds.includes("output");
}

function mayBeShell(body: string): boolean {
  const hasProgram = linesOf(body).some(
    (line) => hasPrompt(line) || namesProgram(line.trim().replace(/^#\s*/u, "")),
  );
  if (hasProgram || body.length > MAX_PARSED) return true;
  return (parse(replacePlaceholders(body).text).errors ?? []).length === 0;
}

/** Splits a fence's body. Blank lines are left out. */
export function readFence(body: string, language: string | undefined): FenceLine[] {
  const lines = linesOf(body);
  const prompts = findPrompts(lines, tagOf(language));
  const prompted = prompts.some((end) => end !== undefined);
  const result: FenceLine[] = [];
  const joining = { prompts, prompted, parsed: 0 };
  const isSample = prompted ? () => true : samplesOf(lines);
  for (let index = 0; index < lines.length; ) {
    const line = lines[index] ?? "";
    const start = prompts[index] ?? line.length - line.trimStart().length;
    const text = line.slice(start).trimEnd();
    const isComment = text.startsWith("#") && prompts[index] === undefined;
    let read: FenceLine | undefined;
    if (text !== "" && isComment) read = comment(text, index, start);
    else if (text !== "" && prompts[index] === undefined && isSample(text, index))
      read = { kind: "output", text, line: index, column: start + 1, lineCount: 1 };
    else if (text !== "") {
      const joined = joinCommand(lines, { first: index, start }, joining);
      read = { kind: "command", ...joined, line: index, column: start + 1 };
    }
    if (read !== undefined) result.push(read);
    index += read?.lineCount ?? 1;
  }
  return result;
}

/** Tells, line by line in their order, what is a sample where nothing has a prompt. */
function samplesOf(lines: readonly string[]): (text: string, index: number) => boolean {
  const texts = lines
    .filter((_, index) => !lines[index - 1]?.trimEnd().endsWith("\\"))
    .map((line) => line.trim())
    .filter((text) => text !== "" && !text.startsWith("#"));
  const isAllSample = texts.some(isSampleLine) && !texts.some(beginsOrSets);
  let inSettings = false;
  return (text, index) => {
    const before = lines[index - 1]?.trim() ?? "";
    if (before === "") inSettings = inSettings && isBareSetting(text);
    if (before.startsWith("#"))
      inSettings = namesSettingsFile(before) || (inSettings && isBareSetting(text));
    return isAllSample || isSampleLine(text) || (inSettings && isBareSetting(text));
  };
}

function beginsOrSets(text: string): boolean {
  return (
    !isSampleLine(text) && (namesProgram(text) || /^(?:for|while|if)\b|^[A-Za-z_]\w*=/u.test(text))
  );
}

function tagOf(language: string | undefined): string {
  return language?.trim().toLowerCase() ?? "";
}

function linesOf(body: string): string[] {
  return body.split(/\r\n|\n|\r/u);
}

function comment(written: string, line: number, start: number): FenceLine {
  const text = written.replace(/^#+[ \t]*/u, "");
  return {
    kind: "comment",
    text,
    line,
    column: start + 1 + written.length - text.length,
    lineCount: 1,
  };
}

interface Joining {
  readonly prompted: boolean;
  readonly prompts: readonly (number | undefined)[];
  /** Characters parsed so far. */
  parsed: number;
}

/** The command that begins on this line, with the lines it needs to be complete. */
function joinCommand(
  lines: readonly string[],
  { first, start }: { first: number; start: number },
  joining: Joining,
): { text: string; lineCount: number } {
  const { prompted, prompts } = joining;
  const alone = (lines[first] ?? "").slice(start).trimEnd();
  let text = alone;
  const limit = Math.min(lines.length, first + MAX_CONTINUATION_LINES);
  for (let last = first; last < limit && joining.parsed < MAX_PARSED; last += 1) {
    if (last > first) {
      if (prompts[last] !== undefined) break;
      // "> " is the shell's prompt for more.
      const more = (lines[last] ?? "").trimEnd();
      text += `\n${prompted ? more.replace(/^> ?(?=\S)/u, "") : more}`;
    }
    joining.parsed += text.length;
    if (!isIncomplete(text)) return { text, lineCount: last - first + 1 };
  }
  // A `\` at the end of the last line, or a quote that is never closed.
  const open = alone.endsWith("\\") ? backslashed(lines, first, start) : undefined;
  return open ?? { text: alone, lineCount: 1 };
}

/** The lines that end in `\` and the one after them. */
function backslashed(
  lines: readonly string[],
  first: number,
  start: number,
): { text: string; lineCount: number } {
  let last = first;
  while (last < lines.length - 1 && (lines[last] ?? "").trimEnd().endsWith("\\")) last += 1;
  const text = lines
    .slice(first, last + 1)
    .map((line) => line.trimEnd())
    .join("\n")
    .slice(start);
  return { text, lineCount: last - first + 1 };
}
