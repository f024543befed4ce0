/** What alerts do to an incident that exists: they join it, reopen it, or end it. */

import { decideReopened, decideResolved } from "./decide-ending.ts";
import { change, type Decision, type DecisionContext, record, tell } from "./decision.ts";
import type { Incident } from "./incident.ts";
import { peopleInCharge } from "./people-in-charge.ts";
import { firedLately } from "./step-call.ts";
import type { Actor } from "./timeline.ts";

/** How many titles an entry names; the rest is counted. */
const TITLES_NAMED = 5;

export interface AlertsInput {
  readonly kind: "alerts";
  readonly by: Actor;
  /** Titles of alerts that began to fire, or fire again. */
  readonly fired: readonly string[];
  /** Titles of alerts that ended. */
  readonly resolved: readonly string[];
  /**
   * By how much the number of its firing alerts changes, where that is not how many fired less how many
   * ended: an alert may do both before they are told of.
   */
  readonly firingChange?: number;
}

export function decideAlerts(
  decision: Decision,
  input: AlertsInput,
  context: DecisionContext,
): Decision {
  const { incident } = decision;
  const firingChange = input.firingChange ?? input.fired.length - input.resolved.length;
  const firing = Math.max(0, incident.firingAlerts + firingChange);
  const { firedAt, rules } = incident;
  let current = change(decision, {
    firingAlerts: firing,
    firedAt: firedLately(firedAt, rules, input.fired.length, context.now),
  });
  if (input.fired.length > 0) {
    current = record(current, context.now, "alerts.fired", summary(input.fired, firing), input.by);
    current = reopenIfResolved(current, context);
  }
  if (input.resolved.length > 0) {
    const data = summary(input.resolved, firing);
    current = record(current, context.now, "alerts.resolved", data, input.by);
  }
  return firing === 0 && input.resolved.length > 0 ? allEnded(current, context) : current;
}

function summary(
  titles: readonly string[],
  firing: number,
): { count: number; titles: string[]; firing: number } {
  return { count: titles.length, titles: titles.slice(0, TITLES_NAMED), firing };
}

/** Whoever gives it alerts has seen to it that it was not resolved too long ago: they must page. */
function reopenIfResolved(decision: Decision, context: DecisionContext): Decision {
  if (decision.incident.status !== "resolved") return decision;
  return decideReopened(decision, context, "its alert fired again");
}

/**
 * Nobody had answered: it resolves itself and says so. Otherwise its people are asked. What somebody has
 * declared, or what was merged into it, is not over because alerts are.
 */
export function allEnded(
  decision: Decision,
  context: DecisionContext,
  because = "all alerts have ended",
): Decision {
  const { incident } = decision;
  if (incident.status === "open" && !isDeclared(incident)) {
    return decideResolved(decision, context, { reason: `${because} and nobody had acknowledged` });
  }
  if (incident.status !== "open" && incident.status !== "acknowledged") return decision;
  return tell(
    record(decision, context.now, "resolution.proposed", { reason: because }),
    peopleInCharge(incident, context.roster),
    {
      purpose: "resolution-proposed",
      urgency: "low",
      round: incident.escalation.round,
      step: 0,
      role: "responder",
      reason: `${because.charAt(0).toUpperCase()}${because.slice(1)}. Is it resolved?`,
      discriminator: String(context.now),
    },
    context.now,
  );
}

/** Whether somebody has said that something is wrong, whatever alerts say. */
export function isDeclared({ integrationId, holdsDeclared }: Incident): boolean {
  return integrationId === null || holdsDeclared === true;
}
