/**
 * The class of a command where the text has it typed: into the reader's shell, into one that was opened
 * elsewhere, or into a client.
 *
 * A line that is typed into another shell reads like any other, and would run on the wrong machine: it
 * stays `manual`, and what it does is told beside. A statement for a client is no shell's line, so its
 * own effect can stand. See docs/decisions/typed-commands.md.
 */

import type { TypedInto } from "../../domain/playbook.ts";
import type { SyntaxParsers } from "../syntax-parsers.ts";
import { type CommandClass, classifyCommand } from "./classify.ts";
import type { Client } from "./clients.ts";
import { type OpenShell, withoutPrompt } from "./open-shell.ts";
import { isTypedInside } from "./prompt.ts";
import { classifyStatement } from "./statement-class.ts";

export interface TypedClass extends CommandClass {
  readonly typedInto?: TypedInto;
}

interface TypedCommand {
  readonly command: string;
  readonly client?: Client | undefined;
  readonly line: number;
}

/** Classes the next command of the text; commands are to be given in its order. Never throws. */
export function classifyTyped(
  { command, client, line }: TypedCommand,
  shell: OpenShell,
  parsers: SyntaxParsers,
): TypedClass {
  if (client !== undefined) {
    const own = classifyStatement(command, client, parsers);
    return { ...own, typedInto: { client, effect: own.effect } };
  }
  const own = classifyCommand(command, parsers);
  const isTaken = shell.takes(command, own, line);
  if (!isTaken && !isTypedInside(command)) return own;
  const there = classifyCommand(withoutPrompt(command), parsers);
  return { ...own, effect: "manual", typedInto: { client: "shell", effect: there.effect } };
}
