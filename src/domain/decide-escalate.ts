import { change, type Decision, type DecisionContext, type Refusal, record } from "./decision.ts";
import { openAgain } from "./open-again.ts";
import { over, touched } from "./person-deed.ts";
import { advanceEscalation } from "./run-escalation.ts";
import type { Actor } from "./timeline.ts";

/**
 * The next step fires now; whoever is being paged goes on being paged. Of an incident that somebody has
 * acknowledged it says that they need others: it is open again, and paging goes on from where it stood
 * until one of those answers.
 */
export function escalateNow(
  decision: Decision,
  input: { readonly by: Actor; readonly via: string },
  context: DecisionContext,
): Decision | Refusal {
  const { status, acknowledgedBy } = decision.incident;
  const { now } = context;
  if (status === "resolved" || status === "closed") return over(decision);
  const recorded = record(
    touched(decision, input.by, now),
    now,
    "escalation.advanced",
    { via: input.via, ...(acknowledgedBy === null ? {} : { acknowledgedBy }) },
    input.by,
  );
  // Who has acknowledged where more must is not called again.
  const open =
    status === "acknowledged" ? openAgain(recorded, now) : change(recorded, { snoozedUntil: null });
  const escalation = { ...open.incident.escalation, mode: "running" as const };
  return advanceEscalation(change(open, { escalation }), context);
}
