/** Snoozing: paging stops until an instant, and then begins anew, whoever had the incident. */

import { change, type Decision, type DecisionContext, type Refusal, record } from "./decision.ts";
import { describeDuration, MS } from "./duration.ts";
import { openAgain } from "./open-again.ts";
import { over, touched } from "./person-deed.ts";
import { startEscalation } from "./run-escalation.ts";
import type { Actor } from "./timeline.ts";

/** Longer than this nobody may be kept from being paged. */
const SNOOZE_PAGING_MAX_MS = MS.day;
/** Over a weekend and more, where nobody would be woken. */
const SNOOZE_MAX_MS = MS.week;

/** Nobody is paged until an instant. What people are asked by hand meanwhile goes out. */
export function snooze(
  decision: Decision,
  input: { readonly by: Actor; readonly untilAt: number; readonly reason: string },
  context: DecisionContext,
): Decision | Refusal {
  const { status, number, rules } = decision.incident;
  if (status === "resolved" || status === "closed") return over(decision);
  const forMs = input.untilAt - context.now;
  if (forMs <= 0) return { refused: `${number} cannot be snoozed until a time that has passed` };
  const maxMs = rules.pages ? SNOOZE_PAGING_MAX_MS : SNOOZE_MAX_MS;
  if (forMs > maxMs) {
    return {
      refused: `${number} is ${rules.id} and is snoozed for ${describeDuration(maxMs)} at most`,
    };
  }
  const snoozed = change(touched(decision, input.by, context.now), { snoozedUntil: input.untilAt });
  const { untilAt, reason } = input;
  return record(snoozed, context.now, "incident.snoozed", { untilAt, forMs, reason }, input.by);
}

/** Its time has come: it is open, and paging begins from the first step. */
export function wake(decision: Decision, context: DecisionContext): Decision {
  const { snoozedUntil, acknowledgedBy } = decision.incident;
  if (snoozedUntil === null || snoozedUntil > context.now) return decision;
  const reason = "its time is over";
  const ended = endSnooze(decision, context.now, reason, acknowledgedBy);
  return startEscalation(openAgain(ended, context.now), context, "the snooze is over");
}

/** Ends it, with the acknowledgement that ends with it where there is one. */
export function endSnooze(
  decision: Decision,
  now: number,
  reason: string,
  acknowledgedBy: string | null = null,
): Decision {
  return record(change(decision, { snoozedUntil: null }), now, "snooze.ended", {
    reason,
    ...(acknowledgedBy === null ? {} : { acknowledgedBy }),
  });
}
