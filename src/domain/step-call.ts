/** Whom a step calls on, and when it is passed over: outside its hours, when too little fires, when nobody is left. */

import type { DecisionContext } from "./decision.ts";
import { describeDuration } from "./duration.ts";
import type { Incident, PolicyStep, SeverityRules, StepHours } from "./incident.ts";
import type { Person } from "./person.ts";
import type { RoleResolution } from "./roster.ts";
import { weeklyIntervals } from "./schedule/weekly-windows.ts";
import { resolveStep } from "./target.ts";
import { turnKey, whoseTurn } from "./turns.ts";

/** Whom a step calls on at an instant; nobody, and why, where it is to be passed over. */
export function callOfStep(
  incident: Incident,
  step: PolicyStep,
  { roster, now, turns }: DecisionContext,
): RoleResolution {
  const reason = whyPassedOver(incident, step, now);
  if (reason !== undefined) return { people: [], missing: [reason], unreachable: [] };
  const resolved = resolveStep(roster, step, now);
  const unanswered = stillToAnswer(incident, resolved.people);
  const answered = resolved.people.filter((person) => !unanswered.includes(person));
  const missing = answered.map(({ name }) => `${name} has acknowledged`);
  const last = turns?.get(turnKey(incident.rules, step)) ?? "";
  const inTurn = whoseTurn(unanswered, last);
  const isOne = step.takesTurns === true && turns !== undefined && inTurn !== undefined;
  const people = isOne ? [inTurn] : unanswered;
  return { ...resolved, people, missing: [...resolved.missing, ...missing] };
}

function whyPassedOver(incident: Incident, step: PolicyStep, now: number): string | undefined {
  const { hours, moreThan } = step;
  if (hours !== undefined && isWithin(hours, now) !== (hours.when === "within")) {
    return hours.when === "within" ? "it is outside working hours" : "it is within working hours";
  }
  if (moreThan === undefined) return undefined;
  const { alerts, withinMs } = moreThan;
  const count = incident.firedAt.filter((at) => at > now - withinMs).length;
  if (count > alerts) return undefined;
  return `${count} alerts fired within ${describeDuration(withinMs)}, not more than ${alerts}`;
}

function isWithin({ windows, timeZone }: StepHours, now: number): boolean {
  return weeklyIntervals(windows, timeZone, { startsAt: now, endsAt: now + 1 }).some(
    ({ startsAt, endsAt }) => startsAt <= now && now < endsAt,
  );
}

/** While more people must acknowledge, those who have are not called again. */
export function stillToAnswer(
  { status, acknowledgements }: Incident,
  people: readonly Person[],
): readonly Person[] {
  if (status !== "open") return people;
  const answered = new Set(acknowledgements.map(({ personId }) => personId));
  return people.filter(({ id }) => !answered.has(id));
}

/** The instants at which alerts fired, with those that fire now; no more than a step asks for. */
export function firedLately(
  before: readonly number[],
  rules: SeverityRules,
  count: number,
  now: number,
): readonly number[] {
  const asked = Math.max(0, ...rules.steps.map(({ moreThan }) => moreThan?.alerts ?? 0));
  if (asked === 0) return [];
  const fresh = Array.from({ length: Math.min(count, asked + 1) }, () => now);
  return [...before, ...fresh].slice(-(asked + 1));
}
