import type { DecisionContext } from "./decision.ts";
import type { Incident, PolicyStep } from "./incident.ts";
import type { RoleResolution } from "./roster.ts";
import { resolveStep } from "./target.ts";

/** Whom a step calls on at an instant; nobody, and why, where it is to be passed over. */
export function callOfStep(
  _incident: Incident,
  step: PolicyStep,
  { roster, now }: DecisionContext,
): RoleResolution {
  return resolveStep(roster, step, now);
}
