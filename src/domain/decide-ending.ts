/** How an incident ends and begins again. */

import { announceOn } from "./announce.ts";
import { promisePostmortem } from "./decide-action.ts";
import { carryTasksOver } from "./decide-task.ts";
import { change, type Decision, type DecisionContext, record, tell } from "./decision.ts";
import { endClocks, startClocks } from "./incident-clocks.ts";
import { isReachable } from "./person.ts";
import { askNobodyAgain } from "./responders.ts";
import { startEscalation } from "./run-escalation.ts";
import { type Actor, SYSTEM } from "./timeline.ts";

/** Ends the clocks and the escalation, and tells everybody who was told of the incident, quietly. */
export function decideResolved(
  decision: Decision,
  context: DecisionContext,
  ending: { readonly reason: string; readonly by?: Actor },
): Decision {
  const { now } = context;
  const { by = SYSTEM } = ending;
  const resolved = change(decision, {
    status: "resolved",
    publicStatus: "resolved",
    resolvedAt: now,
    snoozedUntil: null,
    offers: [],
    escalation: { ...decision.incident.escalation, mode: "stopped" },
  });
  const recorded = record(
    askNobodyAgain(resolved),
    now,
    "incident.resolved",
    { reason: ending.reason },
    by,
  );
  const announced = announceOn(recorded, { kind: "resolution", text: "It is resolved." }, context);
  const clocked = endClocks(announced, now, { matches: () => true });
  const ended = promisePostmortem(carryTasksOver(clocked, context), context);
  const resolver = by.kind === "person" ? by.id : undefined;
  const people = context.roster.people.filter(
    (person) =>
      ended.incident.told.includes(person.id) && person.id !== resolver && isReachable(person),
  );
  return tell(
    ended,
    people,
    {
      purpose: "resolved",
      urgency: "low",
      round: ended.incident.escalation.round,
      step: 0,
      role: "informed",
      reason: `Resolved: ${ending.reason}.`,
      discriminator: String(now),
    },
    now,
  );
}

/** Opens it again: new clock segments, paging from the first step. */
export function decideReopened(
  decision: Decision,
  context: DecisionContext,
  reason: string,
  by: Actor = SYSTEM,
): Decision {
  const { assigned: _, ...escalation } = decision.incident.escalation;
  const reopened = change(decision, {
    status: "open",
    publicStatus: "investigating",
    resolvedAt: null,
    closedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    acknowledgements: [],
    roles: {},
    offers: [],
    commandAsked: { times: 0, at: context.now },
    escalation,
  });
  const recorded = record(reopened, context.now, "incident.reopened", { reason }, by);
  const clocked = startClocks(recorded, ["response", "resolution", "communication"], context.now);
  return startEscalation(clocked, context, reason);
}
