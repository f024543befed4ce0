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
  /** The text of a here-document or here-string that is the input, where the line holds it as it is. */
  readonly inputText?: string | undefined;
  /** Classes another command, for programs that run one. */
  readonly classify: (argv: readonly Argument[], hasInput: boolean) => Verdict;
  /** Classes text that another shell is given to run. */
  readonly classifyScript: (script: string) => Verdict;
}

/** Arguments without the program's own name. Must not throw. */
export type Tool = (args: readonly Argument[], context: ToolContext) => Verdict;
