/** Roles, taken by saying so. */

import { change, type Decision, type DecisionContext, type Refusal, record } from "./decision.ts";
import { rolesWanted } from "./escalation.ts";
import { actorName, over, touched } from "./person-deed.ts";
import { holderOf, tellOfRole, withoutOffers } from "./role-offers.ts";
import { roleKey } from "./roster.ts";
import type { Actor } from "./timeline.ts";

/** A role is taken by saying so; taking over from somebody is allowed and recorded. */
export function acceptRole(
  decision: Decision,
  input: { readonly by: Actor; readonly role: string },
  context: DecisionContext,
): Decision | Refusal {
  const { incident } = decision;
  if (incident.status === "closed") return over(decision);
  const held = Object.entries(incident.roles).find(
    ([role]) => roleKey(role) === roleKey(input.role),
  );
  if (held?.[1] === actorName(input.by)) {
    return { refused: `${held[1]} is already ${held[0]} of ${incident.number}` };
  }
  const taken = takeRole(touched(decision, input.by, context.now), input.by, input.role, context);
  return taken.incident.status === "acknowledged" ? pagingOnlyForRoles(taken) : taken;
}

export function takeRole(
  decision: Decision,
  by: Actor,
  role: string,
  context: DecisionContext,
): Decision {
  const from = holderOf(decision.incident, role);
  const others = Object.entries(decision.incident.roles).filter(
    ([held]) => roleKey(held) !== roleKey(role),
  );
  const roles = { ...Object.fromEntries(others), [role]: actorName(by) };
  const data = { role, ...(from === undefined ? {} : { from }) };
  const taken = change(withoutOffers(decision, role), { roles });
  const recorded = record(taken, context.now, "role.accepted", data, by);
  return tellOfRole(recorded, { role, by, from }, context);
}

/** After an acknowledgement only roles that are wanted and not accepted are paged. */
export function pagingOnlyForRoles(decision: Decision): Decision {
  const mode = rolesWanted(decision.incident).length > 0 ? "role-only" : "stopped";
  return change(decision, { escalation: { ...decision.incident.escalation, mode } });
}
