/** Defects in a command line that break or misdirect it. */

import { parse } from "unbash";
import type { DiagnosticCode } from "../diagnostic-codes.ts";
import type { SyntaxParsers } from "../syntax-parsers.ts";
import { replacePlaceholders } from "./holes.ts";

export interface CommandFinding {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly help?: string;
  /** Offsets in the command, half-open. */
  readonly start: number;
  readonly end: number;
}

/** What is wrong with a command line, in the order of the text. Never throws. */
export function commandFindings(
  command: string,
  _parsers: SyntaxParsers,
): readonly CommandFinding[] {
  const error = parse(replacePlaceholders(command).text).errors?.[0];
  if (error === undefined) return [];
  const start = Math.min(error.pos, Math.max(0, command.length - 1));
  const message = `the shell cannot parse this: ${error.message}`;
  return [{ code: "TOC311", message, start, end: command.length }];
}
