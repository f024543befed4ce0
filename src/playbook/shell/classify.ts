/**
 * The effect of a command line, from its syntax tree.
 *
 * Nothing runs by itself that is not known to only read: what is not understood is `unknown`. This
 * routes steps to people; what a step may do is limited by the runner's credentials.
 */

import { parse } from "unbash";
import type { Effect } from "../../domain/effect.ts";
import type { Placeholder } from "../../domain/playbook.ts";
import type { SyntaxParsers } from "../syntax-parsers.ts";
import { classScript } from "./command-tree.ts";
import { PRIVATE_CHARACTERS, replacePlaceholders, unique, withPlaceholders } from "./holes.ts";
import { lineVariables } from "./line-variables.ts";
import { isTypedInside } from "./prompt.ts";
import { manual, unknown, type Verdict } from "./verdict.ts";

export interface CommandClass {
  readonly effect: Effect;
  /** One short sentence without a full stop: what decided. */
  readonly reason: string;
  /** What is written after it is typed into what it opens. */
  readonly opensShell: boolean;
  /** What a person, or an earlier step, must fill in. */
  readonly placeholders: readonly Placeholder[];
}

const MAX_LENGTH = 8192;

const MAX_NESTING = 60;

/** Characters that look like others, hide others, or end a line for some programs only. */
const DECEPTIVE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/u;

/** Classes one command line (which may span several lines). Never throws. */
export function classifyCommand(command: string, parsers: SyntaxParsers): CommandClass {
  const text = command.replaceAll("\r\n", "\n");
  const refused = refusal(text);
  if (refused !== undefined) return { ...refused, opensShell: false, placeholders: [] };
  const filled = replacePlaceholders(text);
  const script = parse(filled.text);
  const variables = lineVariables(script);
  const { effect, reason, opensShell } = classScript(script, { parsers, variables });
  return {
    effect,
    opensShell: opensShell === true,
    reason: withPlaceholders(reason, filled.placeholders),
    placeholders: unique([...filled.placeholders, ...variables.placeholders]),
  };
}

/** Whether a command is text that can be parsed at all. */
export function isReadable(command: string): boolean {
  return refusal(command) === undefined;
}

/** Why a command is not even parsed, without a full stop; undefined for text that is. */
export function whyUnreadable(command: string): string | undefined {
  return refusal(command)?.reason;
}

/** What is not even parsed. */
function refusal(command: string): Verdict | undefined {
  if (command.length > MAX_LENGTH) return unknown("the line is too long to be a step");
  if (PRIVATE_CHARACTERS.test(command) || DECEPTIVE.test(command.replaceAll(/[\n\t]/gu, " ")))
    return unknown("the line holds characters that cannot be seen");
  if (isDeeplyNested(command)) return unknown("the line is nested too deeply");
  if (isTypedInside(command)) return manual("it is typed into a shell inside a container");
  if (command.trim().startsWith("/") && /^\/[a-z][\w-]*(?:\s|$)/u.test(command.trim()))
    return manual("it is a chat command");
  return undefined;
}

/** Whether brackets are open this deep anywhere, quoted or not: parsers and walkers recurse. */
function isDeeplyNested(command: string): boolean {
  let depth = 0;
  for (const character of command) {
    if (character === "(" || character === "{" || character === "[") depth += 1;
    else if (character === ")" || character === "}" || character === "]")
      depth = Math.max(0, depth - 1);
    if (depth > MAX_NESTING) return true;
  }
  return false;
}
