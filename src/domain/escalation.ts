/**
 * Escalation: which step pages whom, and when.
 *
 * A round fires its steps at their offsets; when it is over the next one begins. After `repeat` further
 * rounds the catch-all is paged first in each round. A step that reaches nobody advances at once; when
 * none of the remaining steps of a round reaches anybody, the catch-all is paged; when that reaches
 * nobody either, it is said loudly and tried again soon. Paging never ends by itself: only an
 * acknowledgement, an accepted role or a resolution stops it.
 *
 * After an outage the newest state wins: of all the steps that are overdue one fires, and the rest of the
 * round follows from there at its usual distance.
 */

import { assert } from "./assert.ts";
import { change, type Decision, type DecisionContext, record, tell } from "./decision.ts";
import { describeDuration, MS } from "./duration.ts";
import type { Incident, PolicyStep } from "./incident.ts";
import type { Person } from "./person.ts";
import { catchAllPeople, resolveRole, roleKey } from "./roster.ts";

/** The step number of the catch-all in notifications and entries. */
export const CATCH_ALL_STEP = -1;
/** Later than this, the rest of the round is moved instead of fired in a burst. */
const LATE_MS = 30 * MS.second;
/** How soon it is tried again when nobody at all can be reached. */
const NOBODY_RETRY_MS = 5 * MS.minute;
/** The last step of a round has at least this long, where the response time allows it. */
const LAST_STEP_MS = MS.minute;

interface ActiveStep extends PolicyStep {
  /** Its place in the policy; roles that the policy does not have come after it. */
  readonly index: number;
}

/** Engaged roles that nobody has accepted yet. */
export function rolesWanted(incident: Incident): readonly string[] {
  const accepted = new Set(Object.keys(incident.roles).map(roleKey));
  return incident.rules.engages.filter((role) => !accepted.has(roleKey(role)));
}

/** The steps of a round in the present mode, in the order of their offsets. */
export function activeSteps(incident: Incident): readonly ActiveStep[] {
  const steps = incident.rules.steps.map((step, index) => ({ ...step, index }));
  if (incident.escalation.mode === "running") return steps;
  if (incident.escalation.mode === "stopped") return [];
  const wanted = rolesWanted(incident).map((role, place) => {
    const inPolicy = steps.find((step) => roleKey(step.role) === roleKey(role));
    const column = incident.rules.informs.find((inform) => inform.role === role)?.column ?? null;
    return inPolicy ?? { role, afterMs: 0, column, index: steps.length + place };
  });
  return wanted.sort((a, b) => a.afterMs - b.afterMs);
}

/** The step that fires next in this round, if any is left. */
export function nextStep(incident: Incident): ActiveStep | undefined {
  const fired = new Set(incident.escalation.fired);
  return activeSteps(incident).find((step) => !fired.has(step.index));
}

/** When the escalation has to act next; null when it is stopped. */
export function nextEscalationAt(incident: Incident): number | null {
  const { mode, roundStartedAt } = incident.escalation;
  if (mode === "stopped") return null;
  return roundStartedAt + (nextStep(incident)?.afterMs ?? roundLengthMs(incident));
}

/**
 * A round lasts as long as the response time. Stated offsets may reach beyond it: then it lasts until its
 * last step has had some time too, or rounds would follow upon each other without a pause.
 */
function roundLengthMs({ rules }: Incident): number {
  const lastMs = Math.max(0, ...rules.steps.map((step) => step.afterMs));
  const pauseMs = Math.min(LAST_STEP_MS, Math.ceil(rules.roundMs / (rules.steps.length + 1)));
  return Math.max(rules.roundMs, lastMs + pauseMs);
}

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
  const { mode, round: last } = decision.incident.escalation;
  const round = last + 1;
  const begun = change(decision, {
    escalation: { mode, round, firstRound: round, roundStartedAt: now, fired: [] },
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
    reason: `nobody answered within ${describeDuration(roundLengthMs(decision.incident))}`,
  });
  const first = nextStep(begun.incident);
  return first !== undefined && first.afterMs === 0 ? fireNextStep(begun, context) : begun;
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

function moveRound(decision: Decision, byMs: number): Decision {
  const { escalation } = decision.incident;
  return change(decision, {
    escalation: { ...escalation, roundStartedAt: escalation.roundStartedAt + byMs },
  });
}

function beginNextRound(
  decision: Decision,
  context: DecisionContext,
  next: { readonly startsAt: number; readonly reason: string; readonly withCatchAll?: true },
): Decision {
  const { escalation, rules } = decision.incident;
  const round = escalation.round + 1;
  const begun = record(
    change(decision, {
      escalation: { ...escalation, round, roundStartedAt: next.startsAt, fired: [] },
    }),
    context.now,
    "escalation.started",
    { round, reason: next.reason },
  );
  const repeatsAreOver = round - escalation.firstRound > rules.repeat;
  const catchAllJoins = next.withCatchAll ?? (escalation.mode === "running" && repeatsAreOver);
  return catchAllJoins ? pageCatchAll(begun, context) : begun;
}

/**
 * Fires the next step that reaches somebody, now. A step that reaches nobody is skipped and the rest of
 * the round moves forward by its distance; when none is left, the catch-all is paged.
 */
function fireNextStep(decision: Decision, context: DecisionContext): Decision {
  let current = decision;
  for (
    let step = nextStep(current.incident);
    step !== undefined;
    step = nextStep(current.incident)
  ) {
    const { people, missing } = resolveRole(context.roster, step, context.now);
    current = bringForward(current, step, context.now);
    current = markFired(current, step.index);
    if (people.length > 0) return pageStep(current, step, people, context);
    current = record(current, context.now, "escalation.skipped", {
      round: current.incident.escalation.round,
      step: step.index,
      role: step.role,
      reason: missing.join("; "),
    });
  }
  return pageCatchAll(current, context);
}

/** A step that fires before its time takes the rest of its round along. */
function bringForward(decision: Decision, step: ActiveStep, now: number): Decision {
  const earlyMs = decision.incident.escalation.roundStartedAt + step.afterMs - now;
  return earlyMs > 0 ? moveRound(decision, -earlyMs) : decision;
}

function markFired(decision: Decision, index: number): Decision {
  const { escalation } = decision.incident;
  assert(!escalation.fired.includes(index), "a step fires once in a round");
  return change(decision, {
    escalation: { ...escalation, fired: [...escalation.fired, index] },
  });
}

function pageStep(
  decision: Decision,
  step: ActiveStep,
  people: readonly Person[],
  context: DecisionContext,
): Decision {
  const { escalation, rules } = decision.incident;
  const recorded = record(decision, context.now, "escalation.step", {
    round: escalation.round,
    step: step.index,
    role: step.role,
    people: people.map((person) => person.name),
  });
  return tell(
    recorded,
    people,
    {
      purpose: escalation.mode === "role-only" ? "role" : "page",
      urgency: rules.pages ? "high" : "low",
      round: escalation.round,
      step: step.index,
      role: step.role,
      reason: "",
    },
    context.now,
  );
}

/** Pages the catch-all, once in a round. */
function pageCatchAll(before: Decision, context: DecisionContext): Decision {
  const people = catchAllPeople(context.roster);
  if (before.incident.escalation.fired.includes(CATCH_ALL_STEP)) {
    return people.length > 0 ? before : againSoon(before, context.now);
  }
  const decision = markFired(before, CATCH_ALL_STEP);
  const { escalation, rules } = decision.incident;
  if (people.length === 0) return nobodyReached(decision, context);
  const recorded = record(decision, context.now, "escalation.catch-all", {
    round: escalation.round,
    people: people.map((person) => person.name),
  });
  return tell(
    recorded,
    people,
    {
      purpose: escalation.mode === "role-only" ? "role" : "page",
      urgency: rules.pages ? "high" : "low",
      round: escalation.round,
      step: CATCH_ALL_STEP,
      role: catchAllRole(decision.incident),
      reason: "Nobody who was to be paged could be reached, or nobody answered.",
    },
    context.now,
  );
}

/** Whoever answers in place of those who should take a role takes it. */
function catchAllRole(incident: Incident): string {
  const wanted = incident.escalation.mode === "role-only" ? rolesWanted(incident)[0] : undefined;
  return wanted ?? "catch-all";
}

/** Nobody at all can be reached: said in the timeline, and tried again before the round is over. */
function nobodyReached(decision: Decision, context: DecisionContext): Decision {
  const recorded = record(decision, context.now, "escalation.nobody", {
    round: decision.incident.escalation.round,
    reason: "no person has a contact method: add one to tocsin.yaml or with `tocsin person`",
  });
  return againSoon(recorded, context.now);
}

/** Once the round's steps are through. */
function againSoon(decision: Decision, now: number): Decision {
  if (nextStep(decision.incident) !== undefined) return decision;
  const lengthMs = roundLengthMs(decision.incident);
  const retryMs = Math.min(lengthMs, NOBODY_RETRY_MS);
  const roundStartedAt = now - lengthMs + retryMs;
  return change(decision, { escalation: { ...decision.incident.escalation, roundStartedAt } });
}
