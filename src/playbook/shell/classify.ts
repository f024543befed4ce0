/** The effect of a command line, from its syntax tree. */

import type { Effect } from "../../domain/effect.ts";
import type { Placeholder } from "../../domain/playbook.ts";
import type { SyntaxParsers } from "../syntax-parsers.ts";
import { replacePlaceholders } from "./holes.ts";

export interface CommandClass {
  readonly effect: Effect;
  /** One short sentence: what decided. */
  readonly reason: string;
  readonly placeholders: readonly Placeholder[];
}

/** Classes one command line (which may span several lines). Never throws. */
export function classifyCommand(command: string, _parsers: SyntaxParsers): CommandClass {
  const { placeholders } = replacePlaceholders(command);
  return { effect: "unknown", reason: "the command is not known", placeholders };
}
