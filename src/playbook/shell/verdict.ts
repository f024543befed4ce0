/** The effect of one command with the reason for it, and how several of them add up. */

import { EFFECTS, type Effect } from "../../domain/effect.ts";

export interface Verdict {
  readonly effect: Effect;
  /** One short sentence without a full stop; names the words that decided, in backticks. */
  readonly reason: string;
  /** It opens a shell or a prompt that is then typed into. */
  readonly opensShell?: true;
}

export const observe = (reason: string): Verdict => ({ effect: "observe", reason });
export const reveal = (reason: string): Verdict => ({ effect: "reveal", reason });
export const change = (reason: string): Verdict => ({ effect: "change", reason });
export const manual = (reason: string): Verdict => ({ effect: "manual", reason });
/** Needs a person, who then goes on typing in there. */
export const opensShell = (reason: string): Verdict => ({ ...manual(reason), opensShell: true });
export const unknown = (reason: string): Verdict => ({ effect: "unknown", reason });

/** The verdict that asks for most care, the first of equals. Nothing at all is unknown. */
export function strongest(verdicts: readonly Verdict[]): Verdict {
  let result: Verdict | undefined;
  for (const verdict of verdicts)
    if (result === undefined || rank(verdict) > rank(result)) result = verdict;
  return result ?? unknown("there is nothing to run");
}

/** The verdict, made at least as careful as `floor`. */
export function atLeast(floor: Verdict, verdict: Verdict): Verdict {
  return rank(verdict) >= rank(floor) ? verdict : floor;
}

function rank(verdict: Verdict): number {
  return EFFECTS.indexOf(verdict.effect);
}
