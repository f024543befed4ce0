import { assert } from "./assert.ts";
import type { Decision } from "./decision.ts";
import { nextDueAt } from "./next-due.ts";

/** Gives a decision its next due time. Every decision passes here before it is saved. */
export function settle(decision: Decision): Decision {
  const dueAt = nextDueAt(decision.incident);
  assert(
    decision.incident.status !== "open" || dueAt !== null,
    "an open incident always has something due",
  );
  return { ...decision, incident: { ...decision.incident, dueAt } };
}
