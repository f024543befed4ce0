/** A step of the escalation calls on its people; where it reaches nobody the next one does, at last the catch-all. */

import { assert } from "./assert.ts";
import { change, type Decision, type DecisionContext, record, tell } from "./decision.ts";
import { MS } from "./duration.ts";
import {
  type ActiveStep,
  CATCH_ALL_STEP,
  nextStep,
  rolesWanted,
  roundLengthMs,
} from "./escalation.ts";
import type { Incident } from "./incident.ts";
import type { Person } from "./person.ts";
import { catchAllPeople, type Roster, roleKey } from "./roster.ts";
import { callOfStep, stillToAnswer } from "./step-call.ts";
import { turnKey } from "./turns.ts";

/** How soon it is tried again when nobody at all can be reached. */
const NOBODY_RETRY_MS = 5 * MS.minute;

/**
 * Fires the next step that reaches somebody, now. A step that reaches nobody is skipped and the rest of
 * the round moves forward by its distance; when none is left, the catch-all is paged.
 */
export function fireNextStep(decision: Decision, context: DecisionContext): Decision {
  let current = decision;
  for (
    let step = nextStep(current.incident);
    step !== undefined;
    step = nextStep(current.incident)
  ) {
    const { people, missing } = callOfStep(current.incident, step, context);
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

/** Moves the beginning of the round, and with it every step that is still to come. */
export function moveRound(decision: Decision, byMs: number): Decision {
  const { escalation } = decision.incident;
  return change(decision, {
    escalation: { ...escalation, roundStartedAt: escalation.roundStartedAt + byMs },
  });
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
    turnTaken(recorded, step, people),
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

function turnTaken(decision: Decision, step: ActiveStep, people: readonly Person[]): Decision {
  const [called] = people;
  // Where nobody knew whose turn it was everybody is called, and it is nobody's.
  if (step.takesTurns !== true || called === undefined || people.length > 1) return decision;
  const taken = [turnKey(decision.incident.rules, step), roleKey(called.name)] as const;
  return { ...decision, turns: new Map([...(decision.turns ?? []), taken]) };
}

/** The catch-all, less those who have acknowledged where more must; all of them when nobody else is left. */
export function catchAllOf(incident: Incident, roster: Roster): readonly Person[] {
  const everybody = catchAllPeople(roster);
  const unanswered = stillToAnswer(incident, everybody);
  return unanswered.length > 0 ? unanswered : everybody;
}

/** Pages the catch-all, once in a round. */
export function pageCatchAll(before: Decision, context: DecisionContext): Decision {
  const people = catchAllOf(before.incident, context.roster);
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
