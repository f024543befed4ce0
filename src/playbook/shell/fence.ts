/**
 * A shell fence as comments, commands and output.
 *
 * If any line has a prompt, only prompted lines and their continuations are commands and the rest is
 * what the commands print. Otherwise a line is a command, a comment, or what nobody would type.
 */

import { parse } from "unbash";
import {
  beginsStatement,
  beginsTypedStatement,
  type Client,
  clientOfLanguage,
  goesOn,
  statementAt,
} from "./clients.ts";
import { replacePlaceholders } from "./holes.ts";
import { isIncomplete } from "./incomplete.ts";
import { isKnownCommand } from "./known-commands.ts";
import { findPrompts, hasPrompt, type Prompt } from "./prompt.ts";
import { isBareSetting, isSampleLine, namesProgram, namesSettingsFile } from "./sample-lines.ts";
import { TOOLS } from "./tools/table.ts";

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
  /** Of a command: the client that it is typed into, where that is no shell. */
  readonly client?: Client;
}

/** A construct that is still open after this many lines was never one. */
const MAX_CONTINUATION_LINES = 120;

/** Characters parsed per fence to find where commands end; a fence that needs more is read line by line. */
const MAX_PARSED = 400_000;

const SHELL_LANGUAGES =
  /^(?:bash|sh|shell|console|zsh|terminal|shell-session|shellsession|sh-session)$/u;

/** Languages that are written over fences of commands which only start a program of theirs. */
const MISTAKEN_LANGUAGES = /^(?:python|py|ruby|php|powershell|pwsh|ps1|cmd|bat|batch)$/u;

/**
 * Tagged as shell or as a database's language and holding a command, or untagged and beginning with a
 * prompt or a command everybody knows. A tag does not make shell of what nobody types, such as a query,
 * a log or a stack trace.
 */
export function isShellFence(body: string, language: string | undefined): boolean {
  const tag = tagOf(language);
  if (clientOfLanguage(tag) !== undefined)
    return readFence(body, tag).some(({ kind }) => kind === "command");
  if (MISTAKEN_LANGUAGES.test(tag)) return holdsOnlyPrograms(body);
  if (tag !== "") return SHELL_LANGUAGES.test(tag) && mayBeShell(body) && isTyped(body, tag);
  for (const line of linesOf(body)) {
    if (hasPrompt(line) || isKnownCommand(line)) return true;
    if (line.trim() !== "" && !line.trim().startsWith("#")) return false;
  }
  return false;
}

const KEYWORDS =
  /^(?:import|from|if|for|while|with|try|def|class|return|raise|assert|print|exec|type|set|test|echo|require|use|function|foreach|begin|end|puts|do|case)$/u;

/** Every line begins with a program and something that a shell would give it. */
function holdsOnlyPrograms(body: string): boolean {
  const texts = ownLines(linesOf(body));
  return texts.every((text) => {
    const [word = "", next = ""] = text.split(/\s+/u, 2);
    return TOOLS.has(word) && !KEYWORDS.test(word) && /^[\w./~$"'<-]/u.test(next);
  });
}

/** Of lines without prompts: trimmed, without comments and what goes on from the line above. */
function ownLines(lines: readonly string[]): string[] {
  return lines
    .filter((_, index) => !lines[index - 1]?.trimEnd().endsWith("\\"))
    .map((line) => line.trim())
    .filter((text) => text !== "" && !text.startsWith("#"));
}

/** Not only samples, but for a few among comments. */
function isTyped(body: string, tag: string): boolean {
  const kinds = readFence(body, tag).map(({ kind }) => kind);
  const samples = kinds.filter((kind) => kind === "output").length;
  return kinds.includes("command") || samples * 2 < kinds.length;
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
  const tag = tagOf(language);
  const lines = linesOf(body);
  const prompts = findPrompts(lines, tag);
  const isDisguised = clientOfLanguage(tag) !== undefined && beginsWithProgram(lines);
  const joining: Joining = {
    prompts,
    prompted: prompts.some((prompt) => prompt !== undefined),
    client: isDisguised ? undefined : clientOfLanguage(tag),
    // No program is called "--": between statements typed into a client it is that client's comment.
    comments: clientOfLanguage(tag) === undefined ? /^(?:#+|--(?=\s))/u : /^(?:#+|--|\/\/)/u,
    parsed: 0,
  };
  const isSample = joining.prompted ? () => true : samplesOf(lines);
  const result: FenceLine[] = [];
  for (let index = 0; index < lines.length; ) {
    const read = readLine(lines, index, { joining, isSample });
    if (read !== undefined) result.push(read);
    index += read?.lineCount ?? 1;
  }
  return result;
}

/** What begins on this line; undefined for a blank one. */
function readLine(
  lines: readonly string[],
  index: number,
  { joining, isSample }: { joining: Joining; isSample: (text: string, index: number) => boolean },
): FenceLine | undefined {
  const line = lines[index] ?? "";
  const prompt = joining.prompts[index];
  const start = prompt?.end ?? line.length - line.trimStart().length;
  const text = line.slice(start).trimEnd();
  // What runs a script is nothing that its reader does.
  if (text === "" || (index === 0 && text.startsWith("#!"))) return undefined;
  const place = { line: index, column: start + 1 };
  const mark = prompt === undefined ? joining.comments.exec(text)?.[0] : undefined;
  if (mark !== undefined) return comment(text, mark, place);
  const statement = statementOf(lines, { index, start, text }, joining);
  if (statement !== undefined) return { kind: "command", ...statement, ...place };
  const isOutput = joining.client !== undefined || isSample(text, index);
  if (prompt === undefined && isOutput) return { kind: "output", text, ...place, lineCount: 1 };
  return { kind: "command", ...joinCommand(lines, { first: index, start }, joining), ...place };
}

/** What this line begins for a client and not for a shell. */
function statementOf(
  lines: readonly string[],
  at: { index: number; start: number; text: string },
  { prompts, prompted, client: own }: Joining,
): { text: string; lineCount: number; client: Client } | undefined {
  const prompt = prompts[at.index];
  const client = prompt === undefined ? (own ?? "sql") : prompt.client;
  if (client === undefined || (prompted && prompt === undefined)) return undefined;
  const begins = own === undefined ? beginsTypedStatement : beginsStatement;
  if (prompt === undefined && client === "sql" && !begins(at.text)) return undefined;
  const read = statementAt(lines, { first: at.index, start: at.start, client }, (index) =>
    prompted ? prompts[index] === undefined && goesOn(lines[index] ?? "") : true,
  );
  // In a shell's fence nothing but its end tells a statement from a heading in capitals.
  if (prompt === undefined && own === undefined && !read.isEnded) return undefined;
  return { text: read.text, lineCount: read.lineCount, client };
}

/** A fence may be tagged by the query inside of the command. */
function beginsWithProgram(lines: readonly string[]): boolean {
  const first = lines.find((line) => line.trim() !== "" && !/^\s*(?:#|--)/u.test(line)) ?? "";
  return isKnownCommand(first) && !beginsStatement(first.trim());
}

/** Tells, line by line in their order, what is a sample where nothing has a prompt. */
function samplesOf(lines: readonly string[]): (text: string, index: number) => boolean {
  const texts = ownLines(lines);
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

function comment(
  written: string,
  mark: string,
  { line, column }: { line: number; column: number },
): FenceLine {
  const text = written.slice(mark.length).trimStart();
  return {
    kind: "comment",
    text,
    line,
    column: column + written.length - text.length,
    lineCount: 1,
  };
}

interface Joining {
  readonly prompted: boolean;
  readonly prompts: readonly (Prompt | undefined)[];
  /** Whose statements the fence holds, where it is no shell's. */
  readonly client: Client | undefined;
  /** What a comment begins with. */
  readonly comments: RegExp;
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
