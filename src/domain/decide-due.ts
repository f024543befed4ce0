/** What happens by itself when its time has come: clocks, escalation, lapsing, closing. */

import { type ClockEvent, tickClocks } from "./clock.ts";
import { wake } from "./decide-snooze.ts";
import { change, type Decision, type DecisionContext, record, tell } from "./decision.ts";
import { describeDuration } from "./duration.ts";
import { nextStep } from "./escalation.ts";
import type { ClockSegment, Incident } from "./incident.ts";
import { recordClockEvent } from "./incident-clocks.ts";
import { lapsesAt, REOPENS_WITHIN_MS } from "./next-due.ts";
import { openAgain } from "./open-again.ts";
import { peopleInCharge } from "./people-in-charge.ts";
import type { Person } from "./person.ts";
import { remindResponders } from "./responders.ts";
import { catchAllPeople } from "./roster.ts";
import { runEscalation, startEscalation } from "./run-escalation.ts";
import { callOfStep } from "./step-call.ts";

/** Does all that is due at `context.now`; nothing when nothing is. */
export function decideDue(decision: Decision, context: DecisionContext): Decision {
  const { incident } = decision;
  if (incident.status === "closed") return decision;
  if (incident.status === "resolved") return closeWhenQuiet(decision, context.now);
  const asked = remindResponders(runClocks(wake(decision, context), context), context);
  return lapse(runEscalation(asked, context), context);
}

function closeWhenQuiet(decision: Decision, now: number): Decision {
  if (now < (decision.incident.resolvedAt ?? 0) + REOPENS_WITHIN_MS) return decision;
  const reason = `nothing fired again within ${describeDuration(REOPENS_WITHIN_MS)}`;
  const closed = change(decision, { status: "closed", closedAt: now });
  return record(closed, now, "incident.closed", { reason });
}

function runClocks(decision: Decision, context: DecisionContext): Decision {
  const { segments, events } = tickClocks(decision.incident.clocks, context.now);
  let current = change(decision, { clocks: segments });
  for (const event of events) {
    current = recordClockEvent(current, event, context.now);
    current = tellOfClock(current, event, context);
  }
  return current;
}

/**
 * A warning goes to those who have the incident in hand; a breach to the next escalation step. Both are
 * of low urgency but for a breach of response or resolution where the severity pages.
 */
function tellOfClock(decision: Decision, event: ClockEvent, context: DecisionContext): Decision {
  const { incident } = decision;
  const { segment } = event;
  const breached = event.kind === "breached";
  const people = breached
    ? nextInLine(incident, context)
    : peopleInCharge(incident, context.roster);
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
      role: breached ? "next escalation step" : "responder",
      reason: clockSentence(segment, breached),
      discriminator: `${segment.kind}:${segment.startedAt}`,
    },
    context.now,
  );
}

function wakesPeople({ rules, snoozedUntil }: Incident): boolean {
  return rules.pages && snoozedUntil === null;
}

function clockSentence(segment: ClockSegment, breached: boolean): string {
  const target = describeDuration(segment.targetMs);
  const name =
    segment.kind === "communication"
      ? `Communication to ${segment.audience}`
      : capitalised(segment.kind);
  return breached
    ? `${name} clock breached: ${target} have passed.`
    : `${name} clock: 80 % of ${target} have passed.`;
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The people of the step that would fire next, else of the last one; else the catch-all. */
function nextInLine(incident: Incident, context: DecisionContext): readonly Person[] {
  const fired = incident.escalation.fired.filter((index) => index >= 0).length;
  const steps = incident.rules.steps;
  const step = nextStep(incident) ?? steps[fired] ?? steps.at(-1);
  const people = step === undefined ? [] : callOfStep(incident, step, context).people;
  return people.length > 0 ? people : catchAllPeople(context.roster);
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
