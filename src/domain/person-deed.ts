/** What the deeds of people have in common. */

import { change, type Decision, type Refusal } from "./decision.ts";
import type { Incident } from "./incident.ts";
import { joinResponder } from "./responders.ts";
import type { Actor } from "./timeline.ts";

/** The name an acknowledgement or a role is held under. */
export function actorName(actor: Actor): string {
  return actor.kind === "system" ? "Tocsin" : actor.name;
}

export function over({ incident }: Decision): Refusal {
  return { refused: `${incident.number} ${standing(incident)}` };
}

/** "is resolved", "was merged into 20261123-007" */
export function standing({ status, mergedInto }: Incident): string {
  return mergedInto === undefined ? `is ${status}` : `was merged into ${mergedInto.number}`;
}

/**
 * Remembers when a person last did something; what the system does by itself does not count. Whoever was
 * asked to take part, and does something, takes part.
 */
export function touched(decision: Decision, by: Actor, now: number): Decision {
  if (by.kind === "system") return decision;
  return change(joinResponder(decision, by, now), { lastHumanEntryAt: now });
}
