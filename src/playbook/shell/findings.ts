/** Defects in a command line that break or misdirect it. */

import { forEachChild, type ParsedScript, type ParseError, parse, type SyntaxNode } from "unbash";
import type { SyntaxParsers } from "../syntax-parsers.ts";
import { classifyCommand, isReadable } from "./classify.ts";
import { listPipes } from "./command-list.ts";
import { cutAddress, eatenQuotes, rewrittenAddress } from "./findings/curl.ts";
import type { CommandFinding } from "./findings/finding.ts";
import { asksForTerminal, missingNamespace } from "./findings/kubectl.ts";
import { harmlessExitCodes, misplacedXargs } from "./findings/pipes.ts";
import { redirectedPlaceholder } from "./findings/redirected-placeholder.ts";
import { replacePlaceholders, withPlaceholders } from "./holes.ts";

export type { CommandFinding };

export interface FindingContext {
  readonly parsers: SyntaxParsers;
  /** Where commands work that name no namespace; undefined where nothing says so. */
  readonly namespace?: string | undefined;
}

/** What is wrong with a command line, in the order of the text. Never throws. */
export function commandFindings(
  command: string,
  { parsers, namespace }: FindingContext,
): readonly CommandFinding[] {
  if (!isReadable(command)) return [];
  const { text, placeholders } = replacePlaceholders(command);
  const script = parse(text);
  const [error] = parseErrors(script);
  if (error !== undefined) return [unparsed(error, command)];
  const pipes = listPipes(script);
  const commands = pipes.flat();
  const perCommand = commands.flatMap((listed) => [
    namespace === undefined ? missingNamespace(listed) : undefined,
    asksForTerminal(listed),
    rewrittenAddress(listed),
    eatenQuotes(listed),
    cutAddress(listed, command),
  ]);
  return [
    ...perCommand,
    ...pipes.map(misplacedXargs),
    ...pipes.flatMap(harmlessExitCodes),
    redirectedPlaceholder(command, script, placeholders),
    printsSecrets(command, parsers),
  ]
    .filter((finding) => finding !== undefined)
    .map((finding) => ({ ...finding, message: withPlaceholders(finding.message, placeholders) }))
    .sort((a, b) => a.start - b.start || a.code.localeCompare(b.code));
}

function unparsed(error: ParseError, command: string): CommandFinding {
  const start = Math.min(error.pos, Math.max(0, command.length - 1));
  return {
    code: "TOC311",
    message: `the shell cannot parse this: ${error.message}`,
    help: "quote brackets, quotes and other signs that are meant for the program",
    start,
    end: Math.max(command.length, start),
  };
}

function parseErrors(node: SyntaxNode): ParseError[] {
  const errors: ParseError[] =
    node.type === "Script" ? [...((node as ParsedScript).errors ?? [])] : [];
  forEachChild(node, (child) => errors.push(...parseErrors(child)));
  return errors;
}

/** TOC308, for the whole line: the class has the reason. */
function printsSecrets(command: string, parsers: SyntaxParsers): CommandFinding | undefined {
  const { effect, reason } = classifyCommand(command, parsers);
  if (effect !== "reveal") return undefined;
  return {
    code: "TOC308",
    message: `this may show secrets: ${reason}`,
    help: "a person must start it, and its output is masked. Where less is enough, such as whether the thing is there, ask for less",
    start: 0,
    end: command.length,
  };
}
