import { decide, type IncidentInput } from "./decide.ts";
import { type Decision, type DecisionContext, nextContext } from "./decision.ts";

/** Decides on a further input after a decision that is not saved yet; a refused input changes nothing. */
export function decideAlso(
  before: Decision,
  input: IncidentInput,
  context: DecisionContext,
): Decision {
  const after = decide(before.incident, input, nextContext(context, before));
  if ("refused" in after) return before;
  return {
    incident: after.incident,
    entries: [...before.entries, ...after.entries],
    notifications: [...before.notifications, ...after.notifications],
    turns: new Map([...(before.turns ?? []), ...(after.turns ?? [])]),
  };
}
