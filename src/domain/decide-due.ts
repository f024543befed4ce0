/** What happens by itself when its time has come: clocks, escalation, lapsing, closing. */

import { askForCommand } from "./ask-for-command.ts";
import { wake } from "./decide-snooze.ts";
import { runTasks } from "./decide-task.ts";
import { change, type Decision, type DecisionContext, record } from "./decision.ts";
import { describeDuration } from "./duration.ts";
import { lapsesAt, REOPENS_WITHIN_MS } from "./next-due.ts";
import { openAgain } from "./open-again.ts";
import { remindResponders } from "./responders.ts";
import { runClocks } from "./run-clocks.ts";
import { runEscalation, startEscalation } from "./run-escalation.ts";

/** Does all that is due at `context.now`; nothing when nothing is. */
export function decideDue(decision: Decision, context: DecisionContext): Decision {
  const { incident } = decision;
  if (incident.status === "closed") return decision;
  if (incident.status === "resolved") return closeWhenQuiet(decision, context.now);
  const reminded = remindResponders(runClocks(wake(decision, context), context), context);
  const asked = runTasks(askForCommand(runEscalation(reminded, context), context), context);
  return lapse(asked, context);
}

function closeWhenQuiet(decision: Decision, now: number): Decision {
  if (now < (decision.incident.resolvedAt ?? 0) + REOPENS_WITHIN_MS) return decision;
  const reason = `nothing fired again within ${describeDuration(REOPENS_WITHIN_MS)}`;
  const closed = change(decision, { status: "closed", closedAt: now });
  return record(closed, now, "incident.closed", { reason });
}

function lapse(decision: Decision, context: DecisionContext): Decision {
  const at = lapsesAt(decision.incident);
  if (at === null || at > context.now) return decision;
  const afterMs = decision.incident.rules.acknowledgementLapsesMs ?? 0;
  const lapsed = record(decision, context.now, "acknowledgement.lapsed", { afterMs });
  return startEscalation(
    openAgain(lapsed, context.now),
    context,
    `no entry followed the acknowledgement within ${describeDuration(afterMs)}`,
  );
}
