/** What classes one program's command lines, and what it is told. */

import type { SyntaxParsers } from "../syntax-parsers.ts";
import type { Argument } from "./argument.ts";
import type { Verdict } from "./verdict.ts";

export interface ToolContext {
  /** The program's name without its folder. */
  readonly name: string;
  readonly parsers: SyntaxParsers;
  /** Something is piped or redirected into the program. */
  readonly hasInput: boolean;
  /** Classes another command, for programs that run one. */
  readonly classify: (argv: readonly Argument[], hasInput: boolean) => Verdict;
}

/** Arguments without the program's own name. Must not throw. */
export type Tool = (args: readonly Argument[], context: ToolContext) => Verdict;
