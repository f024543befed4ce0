/** A defect found in a command line. */

import type { DiagnosticCode } from "../../diagnostic-codes.ts";

export interface CommandFinding {
  readonly code: DiagnosticCode;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly help?: string;
  /** Offsets in the command, half-open. */
  readonly start: number;
  readonly end: number;
}
