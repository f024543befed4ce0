/** Which exit codes mean that a step has failed. */

export interface StageExit {
  readonly program: string;
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly signal: string | null;
  /** What reads from it had seen enough, and it was ended or its output dropped. */
  readonly wasCut: boolean;
}

/** 128 and the number of SIGPIPE: nobody reads any more. */
const PIPE_CLOSED = 141;

/** Why the stage failed, without a full stop; undefined where it did not. */
export function stageFailure({ program, code, signal, wasCut }: StageExit): string | undefined {
  if (code === 0) return undefined;
  // 1 is grep's "nothing matches", which may be the best of news; an error is 2.
  if (/^[ef]?grep$/u.test(program) && code === 1) return undefined;
  if (wasCut || code === PIPE_CLOSED || signal === "SIGPIPE") return undefined;
  if (signal !== null) return `\`${program}\` was ended by ${signal}`;
  return `\`${program}\` ended with exit code ${code}`;
}
