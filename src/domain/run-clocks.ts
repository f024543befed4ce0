/**
 * Clocks as time goes on, and who is told of them. A warning goes to those who have the incident in hand.
 * A breach of response goes to the next escalation step, beside the escalation, which goes on by itself:
 * nobody has answered. Of the other two the commander is told, who can do something about them, else
 * whoever has it in hand, else whoever is on call.
 */

import { type ClockEvent, elapsedMs, tickClocks } from "./clock.ts";
import { commanderOf } from "./commander.ts";
import { change, type Decision, type DecisionContext, tell } from "./decision.ts";
import { describeDuration } from "./duration.ts";
import { nextStep } from "./escalation.ts";
import type { Incident } from "./incident.ts";
import { recordClockEvent } from "./incident-clocks.ts";
import { peopleInCharge } from "./people-in-charge.ts";
import type { Person } from "./person.ts";
import { catchAllPeople } from "./roster.ts";
import { callOfStep } from "./step-call.ts";

/** Marks what is due, and tells of it. */
export function runClocks(decision: Decision, context: DecisionContext): Decision {
  const { segments, events } = tickClocks(decision.incident.clocks, context.now);
  let current = change(decision, { clocks: segments });
  for (const event of events) {
    current = recordClockEvent(current, event, context.now);
    current = tellOfClock(current, event, context);
  }
  return current;
}

/** All of it is of low urgency but a breach of response or resolution where the severity pages. */
function tellOfClock(decision: Decision, event: ClockEvent, context: DecisionContext): Decision {
  const { incident } = decision;
  const { segment } = event;
  const breached = event.kind === "breached";
  const { role, people } = whoIsTold(incident, event, context);
  if (people.length === 0) return decision;
  const loud = breached && segment.kind !== "communication" && wakesPeople(incident);
  return tell(
    decision,
    people,
    {
      purpose: breached ? "clock-breach" : "clock-warning",
      urgency: loud ? "high" : "low",
      round: incident.escalation.round,
      step: 0,
      role,
      reason: clockSentence(event, context.now),
      discriminator: `${segment.kind}:${segment.startedAt}${event.kind === "resumed" ? `:${context.now}` : ""}`,
    },
    context.now,
  );
}

function wakesPeople({ rules, snoozedUntil }: Incident): boolean {
  return rules.pages && snoozedUntil === null;
}

interface Told {
  readonly role: string;
  readonly people: readonly Person[];
}

function whoIsTold(incident: Incident, event: ClockEvent, context: DecisionContext): Told {
  const inCharge = peopleInCharge(incident, context.roster);
  if (event.kind !== "breached") return { role: "responder", people: inCharge };
  if (event.segment.kind === "response") {
    return { role: "next escalation step", people: nextInLine(incident, context) };
  }
  const commander = commanderOf(incident, context.roster);
  if (commander !== undefined) return { role: "commander", people: [commander] };
  if (inCharge.length > 0) return { role: "responder", people: inCharge };
  return { role: "on call", people: onCall(incident, context) };
}

/** "Resolution clock breached: 4 h have passed." */
function clockSentence({ kind, segment }: ClockEvent, now: number): string {
  const target = describeDuration(segment.targetMs);
  const inHours = segment.working === undefined ? "" : " of working time";
  const name =
    segment.kind === "communication"
      ? `Communication to ${segment.audience}`
      : capitalised(segment.kind);
  switch (kind) {
    case "breached":
      return `${name} clock breached: ${target}${inHours} have passed.`;
    case "warned":
      return `${name} clock: 80 % of ${target}${inHours} have passed.`;
    case "resumed":
      return `${name} clock runs again, its pause is over: ${describeDuration(elapsedMs(segment, now))} of ${target}${inHours} have passed.`;
  }
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The people of the step that would fire next, else of the last one; else the catch-all. */
function nextInLine(incident: Incident, context: DecisionContext): readonly Person[] {
  const fired = incident.escalation.fired.filter((index) => index >= 0).length;
  const steps = incident.rules.steps;
  return peopleOf(incident, nextStep(incident) ?? steps[fired] ?? steps.at(-1), context);
}

/** The people of the first step, whoever it is now; else the catch-all. */
function onCall(incident: Incident, context: DecisionContext): readonly Person[] {
  return peopleOf(incident, incident.rules.steps[0], context);
}

function peopleOf(
  incident: Incident,
  step: Incident["rules"]["steps"][number] | undefined,
  context: DecisionContext,
): readonly Person[] {
  const people = step === undefined ? [] : callOfStep(incident, step, context).people;
  return people.length > 0 ? people : catchAllPeople(context.roster);
}
