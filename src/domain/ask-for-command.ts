/**
 * Asks those who take part for a commander while the severity wants one and nobody has accepted. Before
 * anybody has answered there is nobody to ask: then the escalation calls on the role itself.
 */

import { isCommandingRole } from "./commander.ts";
import { change, type Decision, type DecisionContext, record, tell } from "./decision.ts";
import { MS } from "./duration.ts";
import { rolesWanted } from "./escalation.ts";
import type { Incident } from "./incident.ts";
import { peopleInCharge } from "./people-in-charge.ts";
import { canBeWrittenTo } from "./plan-notifications.ts";
import { RESPONDER_ROLE } from "./responders.ts";

/** As chat bots that have done this for years: often enough to be heard, and then it stops. */
const ASK_EVERY_MS = 2 * MS.minute;
const ASKS_MAX = 5;

/** When it is asked for next; null when it is not. */
export function nextCommandAskAt(incident: Incident): number | null {
  const { status, snoozedUntil, acknowledgedAt, commandAsked } = incident;
  if (status !== "acknowledged" || snoozedUntil !== null || acknowledgedAt === null) return null;
  if ((commandAsked?.times ?? 0) >= ASKS_MAX || wantedCommand(incident) === undefined) return null;
  return Math.max(acknowledgedAt, commandAsked?.at ?? acknowledgedAt) + ASK_EVERY_MS;
}

/** Asks once when its time has come; of several that were missed, one. */
export function askForCommand(decision: Decision, context: DecisionContext): Decision {
  const { incident } = decision;
  const { now, roster } = context;
  const at = nextCommandAskAt(incident);
  const role = wantedCommand(incident);
  if (at === null || at > now || role === undefined) return decision;
  const times = (incident.commandAsked?.times ?? 0) + 1;
  const joined = incident.responders.filter(({ joinedAt }) => joinedAt !== null);
  const people = new Map(
    [
      ...peopleInCharge(incident, roster),
      ...roster.people.filter(({ id }) => joined.some(({ personId }) => personId === id)),
    ]
      .filter(canBeWrittenTo)
      .map((person) => [person.id, person]),
  );
  const names = [...people.values()].map(({ name }) => name);
  const asked = change(decision, { commandAsked: { times, at: now } });
  if (names.length === 0) return asked;
  const recorded = record(asked, now, "role.wanted", { role, people: names, times, max: ASKS_MAX });
  return tell(
    recorded,
    [...people.values()],
    {
      purpose: "informed",
      urgency: "low",
      round: incident.escalation.round,
      step: 0,
      role: RESPONDER_ROLE,
      reason: `Nobody is ${role} yet. Take it: tocsin incident command ${incident.number}`,
      discriminator: `command ${times}`,
      inWriting: true,
    },
    now,
  );
}

function wantedCommand(incident: Incident): string | undefined {
  return rolesWanted(incident).find(isCommandingRole);
}
