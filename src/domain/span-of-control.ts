/** How many people one commander can lead, and a word to them when they are more. */

import { commanderName, commanderOf } from "./commander.ts";
import { type Decision, type DecisionContext, record, tell } from "./decision.ts";
import type { Incident } from "./incident.ts";
import { roleKey } from "./roster.ts";

/** Fire services' span of control is three to seven: https://en.wikipedia.org/wiki/Span_of_control */
const LED_MAX = 7;

/** Tells the commander, once each time the number is exceeded, that there are too many to lead. */
export function watchSpanOfControl(
  before: Incident,
  decision: Decision,
  context: DecisionContext,
): Decision {
  const { incident } = decision;
  const led = peopleLed(incident);
  const commander = commanderName(incident);
  if (commander === undefined || led <= LED_MAX) return decision;
  if (peopleLed(before) > LED_MAX && commanderName(before) === commander) return decision;
  const recorded = record(decision, context.now, "command.stretched", { commander, people: led });
  const person = commanderOf(incident, context.roster);
  if (person === undefined) return recorded;
  return tell(
    recorded,
    [person],
    {
      purpose: "informed",
      urgency: "low",
      round: incident.escalation.round,
      step: 0,
      role: "commander",
      reason: `${led} people take part, more than one can lead. Give somebody a part of it to lead.`,
      discriminator: `span ${context.now}`,
      inWriting: true,
    },
    context.now,
  );
}

/** Everybody who takes part, but the commander. */
function peopleLed(incident: Incident): number {
  const { acknowledgements, responders, roles } = incident;
  const names = new Set(
    [
      ...acknowledgements.map(({ name }) => name),
      ...responders.filter(({ joinedAt }) => joinedAt !== null).map(({ name }) => name),
      ...Object.values(roles),
    ].map(roleKey),
  );
  names.delete(roleKey(commanderName(incident) ?? ""));
  return names.size;
}
