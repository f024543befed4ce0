/** A step of the playbook that somebody has done, or that does not matter here. */

import { type Decision, type DecisionContext, record } from "./decision.ts";
import { touched } from "./person-deed.ts";
import type { Actor } from "./timeline.ts";

export interface StepInput {
  readonly kind: "step-done";
  readonly by: Actor;
  readonly step: { readonly key: string; readonly text: string; readonly line: number };
  /** Why it is skipped; absent where it is done. */
  readonly reason?: string;
}

/** Records it, at any time: what was done late is done. */
export function doStep(decision: Decision, input: StepInput, context: DecisionContext): Decision {
  const { by, step, reason } = input;
  const { key, text, line } = step;
  const data = { step: key, text, line, ...(reason === undefined ? {} : { reason }) };
  return record(touched(decision, by, context.now), context.now, "step.done", data, by);
}
