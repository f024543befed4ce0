/**
 * Prompts at the beginning of the lines of a terminal session.
 *
 * The prompt of a shell inside a container (`sh-4.4#`, or a root prompt after another prompt has
 * opened a shell) stays part of the command: a person types it there, and the runner must not run it
 * somewhere else.
 */

import { type Client, clientPrompt } from "./clients.ts";
import { isKnownCommand } from "./known-commands.ts";

const DOLLAR = /^[ \t]*(?:\([\w.-]+\)[ \t]*)?[$❯➜›»][ \t]+(?=\S)/u;

/** `alice@web-1:~$ `, `[root@host ~]# `, `core@node ~ $ `. */
const USER_AT_HOST =
  /^[ \t]*(?:\([\w.-]+\)[ \t]*)?\[?[A-Za-z_][\w.-]*@[\w.-]+(?:(?::|[ \t])[^\s#$>\]]*)?[ \t]*\]?[ \t]?[#$>%][ \t]+(?=\S)/u;

const INNER = /^[ \t]*(?:ba|da|a|k|z)?sh-\d[\w.]*[#$][ \t]*(?=\S)/u;
const ROOT = /^[ \t]*#[ \t]+(?=\S)/u;

const TERMINAL_LANGUAGES = /^(?:console|terminal|shell-session|shellsession|sh-session)$/u;

export interface Prompt {
  /** Where in the line the command begins. */
  readonly end: number;
  /** Whose prompt it is, where it is not a shell's. */
  readonly client?: Client;
}

/** For each line where its command begins; undefined for a line without a prompt. */
export function findPrompts(lines: readonly string[], language: string): (Prompt | undefined)[] {
  const plain = lines.map(plainPrompt);
  const hasPlain = plain.some((prompt) => prompt !== undefined && prompt.client === undefined);
  if (!hasPlain && !TERMINAL_LANGUAGES.test(language)) return plain;
  return lines.map((line, index) => {
    const root = ROOT.exec(line)?.[0].length;
    if (plain[index] !== undefined || root === undefined || !isKnownCommand(line.slice(root)))
      return plain[index];
    return { end: hasPlain ? indentation(line) : root };
  });
}

/** Whether a line begins with a prompt that cannot be a comment. */
export function hasPrompt(line: string): boolean {
  return plainPrompt(line) !== undefined;
}

function plainPrompt(line: string): Prompt | undefined {
  if (INNER.test(line)) return { end: indentation(line) };
  const end = (DOLLAR.exec(line) ?? USER_AT_HOST.exec(line))?.[0].length;
  return end === undefined ? clientPrompt(line) : { end };
}

function indentation(line: string): number {
  return line.length - line.trimStart().length;
}

/** Whether a command still has the prompt of an inner shell before it. */
export function isTypedInside(command: string): boolean {
  return INNER.test(command) || (ROOT.test(command) && !command.includes("\n"));
}
