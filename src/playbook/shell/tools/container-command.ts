/** A command run inside a container, whatever program puts it there. */

import { type Argument, literal } from "../argument.ts";
import type { ToolContext } from "../tool.ts";
import { opensShell, type Verdict } from "../verdict.ts";

const SHELLS = /^(?:.*\/)?(?:sh|ash|bash|dash|ksh|zsh|fish|busybox|tmux|screen)$/u;

/** The class of the inner command; none at all, or a shell, is something a person types into. */
export function inContainer(command: readonly Argument[], context: ToolContext): Verdict {
  const [program, ...words] = command;
  if (program === undefined) return opensShell("no command is given: this opens a shell");
  if (!isShell(program)) return context.classify(command, context.hasInput);
  const runsText = words.length > 1 && /^-[elux]*c$/u.test(words[0]?.value ?? "");
  return runsText
    ? context.classify([literal(program.value.replace(/^.*\//u, "")), ...words], context.hasInput)
    : opensShell(`\`${program.text}\` in a container is a shell`);
}

/** Whether a word is a program that is typed into. */
export function isShell({ value }: Argument): boolean {
  return SHELLS.test(value);
}
