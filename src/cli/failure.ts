/** Why a command did not do what was asked, and what the reader can do about it. */

import type { Problem } from "../contract/problem.ts";
import { AppError, ERROR_CODES, type ErrorCode } from "../domain/error.ts";

export class CliFailure extends AppError {
  /** What to do, a sentence each. */
  readonly help: readonly string[];

  constructor(
    code: ErrorCode,
    message: string,
    options: { readonly help?: readonly string[]; readonly cause?: unknown } = {},
  ) {
    super(code, message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = "CliFailure";
    this.help = options.help ?? [];
  }
}

/** A command line that cannot be understood: exit code 2. */
export function usageFailure(message: string, ...help: readonly string[]): CliFailure {
  return new CliFailure("invalid-input", message, { help });
}

/** A refusal of the server, in its own words, with what helps. */
export function problemFailure(problem: Problem, retryAfterSeconds?: string): CliFailure {
  const fields = (problem.errors ?? [])
    .filter(({ message }) => !problem.detail.includes(message))
    .map(({ path, message }) => `${path}: ${message}`);
  const findings = (problem.diagnostics ?? []).map(
    ({ file, line, column, level, code, message, help }) =>
      `${file}:${line}:${column}: ${level} ${code}: ${message}${help === undefined ? "" : ` (${help})`}`,
  );
  const instance =
    problem.instance === undefined ? [] : [`The server's log has it as ${problem.instance}.`];
  return new CliFailure(problem.code, `${problem.title}: ${problem.detail}`, {
    help: [...fields, ...findings, ...instance, ...adviceFor(problem.code, retryAfterSeconds)],
  });
}

function adviceFor(code: ErrorCode, retryAfterSeconds: string | undefined): readonly string[] {
  switch (code) {
    case "unauthenticated":
      return ["Run `tocsin login`, or give a token in TOCSIN_TOKEN."];
    case "forbidden":
      return ["`tocsin whoami` shows what your token may do."];
    case "too-many-requests":
    case "overloaded":
    case "unavailable":
      return retryAfterSeconds === undefined ? [] : [`Try again in ${retryAfterSeconds} s.`];
    default:
      return [];
  }
}

export function exitCodeOf(error: unknown): number {
  return error instanceof AppError
    ? ERROR_CODES[error.code].exitCode
    : ERROR_CODES.internal.exitCode;
}
