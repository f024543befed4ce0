import { change, type Decision, type DecisionContext, type Refusal, record } from "./decision.ts";
import { advanceEscalation } from "./escalation.ts";
import { startClocks } from "./incident-clocks.ts";
import { over, touched } from "./person-deed.ts";
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
  return advanceEscalation(
    status === "acknowledged" ? openAgain(recorded, now) : recorded,
    context,
  );
}

function openAgain(decision: Decision, now: number): Decision {
  const { escalation } = decision.incident;
  const open = change(decision, {
    status: "open",
    acknowledgedAt: null,
    acknowledgedBy: null,
    escalation: { ...escalation, mode: "running" },
  });
  return startClocks(open, ["response"], now);
}
