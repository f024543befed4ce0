/** Escalation as time goes on: rounds begin, steps fire, and some of them before their time. */

import { change, type Decision, type DecisionContext, record } from "./decision.ts";
import { describeDuration, MS } from "./duration.ts";
import {
  activeSteps,
  catchAllJoinsNext,
  nextEscalationAt,
  nextStep,
  rolesWanted,
  roundLengthMs,
} from "./escalation.ts";
import { fireNextStep, moveRound, pageCatchAll } from "./fire-step.ts";
import type { Incident } from "./incident.ts";

/** Later than this, the rest of the round is moved instead of fired in a burst. */
const LATE_MS = 30 * MS.second;

/** Begins paging anew at `now`, in a round of its own. */
export function startEscalation(
  decision: Decision,
  context: DecisionContext,
  reason: string,
): Decision {
  const { escalation } = decision.incident;
  const running = change(decision, { escalation: { ...escalation, mode: "running" } });
  const started = newRound(running, context.now, reason);
  // A severity that pages but has nobody in its policy goes straight to the catch-all.
  if (started.incident.rules.pages && activeSteps(started.incident).length === 0) {
    return pageCatchAll(started, context);
  }
  return runEscalation(started, context);
}

/** The first round of a run, in the present mode. Nothing is fired yet. */
export function newRound(decision: Decision, now: number, reason: string): Decision {
  const { escalation } = decision.incident;
  const round = escalation.round + 1;
  const begun = change(decision, {
    escalation: { ...escalation, round, firstRound: round, roundStartedAt: now, fired: [] },
  });
  return record(begun, now, "escalation.started", { round, reason });
}

/** Fires what is due: at most one step, or the beginning of the next round with its first step. */
export function runEscalation(decision: Decision, context: DecisionContext): Decision {
  const dueAt = nextEscalationAt(decision.incident);
  if (dueAt === null || dueAt > context.now) return decision;
  if (nextStep(decision.incident) !== undefined) {
    return fireNextStep(caughtUp(decision, dueAt, context.now), context);
  }
  const begun = beginNextRound(decision, context, {
    startsAt: context.now - dueAt <= LATE_MS ? dueAt : context.now,
    reason: whyAgain(decision.incident),
  });
  const first = nextStep(begun.incident);
  return first !== undefined && first.afterMs === 0 ? fireNextStep(begun, context) : begun;
}

function whyAgain(incident: Incident): string {
  // Somebody has answered; what is still asked for are roles.
  return incident.escalation.mode === "role-only"
    ? `nobody has taken the role ${rolesWanted(incident).join(" or ")} yet`
    : `nobody answered within ${describeDuration(roundLengthMs(incident))}`;
}

/**
 * Does now what would come next by itself. After the last step that is the next round, and the catch-all
 * with it: whoever asks for more help than the policy has is not called again alone.
 */
export function advanceEscalation(decision: Decision, context: DecisionContext): Decision {
  const { now } = context;
  if (nextStep(decision.incident) !== undefined) {
    const dueAt = nextEscalationAt(decision.incident) ?? now;
    return fireNextStep(caughtUp(decision, dueAt, now), context);
  }
  const begun = beginNextRound(decision, context, {
    startsAt: now,
    reason: "the step before was the last",
    withCatchAll: true,
  });
  return nextStep(begun.incident) === undefined ? begun : fireNextStep(begun, context);
}

/** Every channel of everybody in a step has failed: the next step fires now. */
export function stepUndeliverable(
  decision: Decision,
  context: DecisionContext,
  failed: { readonly round: number; readonly step: number; readonly role: string },
): Decision {
  const { escalation } = decision.incident;
  const isCurrent =
    escalation.mode !== "stopped" &&
    decision.incident.snoozedUntil === null &&
    escalation.round === failed.round &&
    escalation.fired.at(-1) === failed.step;
  if (!isCurrent) return decision;
  const skipped = record(decision, context.now, "escalation.skipped", {
    ...failed,
    reason: "every channel failed",
  });
  return fireNextStep(skipped, context);
}

/** Moves the round when its step is fired so late that the others would follow in a burst. */
function caughtUp(decision: Decision, dueAt: number, now: number): Decision {
  const lateMs = now - dueAt;
  return lateMs <= LATE_MS ? decision : moveRound(decision, lateMs);
}

function beginNextRound(
  decision: Decision,
  context: DecisionContext,
  next: { readonly startsAt: number; readonly reason: string; readonly withCatchAll?: true },
): Decision {
  const { escalation } = decision.incident;
  const round = escalation.round + 1;
  const begun = record(
    change(decision, {
      escalation: { ...escalation, round, roundStartedAt: next.startsAt, fired: [] },
    }),
    context.now,
    "escalation.started",
    { round, reason: next.reason },
  );
  const catchAllJoins = next.withCatchAll ?? catchAllJoinsNext(decision.incident);
  return catchAllJoins ? pageCatchAll(begun, context) : begun;
}
