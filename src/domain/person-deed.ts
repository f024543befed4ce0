/** What the deeds of people have in common. */

import { change, type Decision, type Refusal } from "./decision.ts";
import type { Actor } from "./timeline.ts";

export function over(decision: Decision): Refusal {
  return { refused: `${decision.incident.number} is ${decision.incident.status}` };
}

/** Remembers when a person last did something; what the system does by itself does not count. */
export function touched(decision: Decision, by: Actor, now: number): Decision {
  return by.kind === "system" ? decision : change(decision, { lastHumanEntryAt: now });
}
