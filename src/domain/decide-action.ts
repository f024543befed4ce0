/** Action items, as entries of their incident: who has promised what until when, and how it stands. */

import type { ActionState } from "./action-item.ts";
import { commanderName } from "./commander.ts";
import { change, type Decision, type DecisionContext, type Refusal, record } from "./decision.ts";
import { touched } from "./person-deed.ts";
import { findPerson } from "./roster.ts";
import type { Actor } from "./timeline.ts";

export type ActionInput =
  | {
      readonly kind: "add-action";
      readonly by: Actor;
      readonly text: string;
      readonly owner?: string;
      readonly dueAt?: number;
    }
  | {
      readonly kind: "change-action";
      readonly by: Actor;
      /** As it stands. */
      readonly action: ActionState;
      readonly owner?: string;
      readonly dueAt?: number;
      readonly status?: ActionState["status"];
      readonly reason: string;
    };

/** At any time: most are found when the incident is over. */
export function addAction(
  decision: Decision,
  input: ActionInput & { readonly kind: "add-action" },
  context: DecisionContext,
): Decision | Refusal {
  const { by, text, owner: wanted, dueAt = null } = input;
  const owner = wanted === undefined ? null : findPerson(context.roster, wanted);
  if (owner === undefined) return { refused: `nobody is called ${wanted}` };
  const state: ActionState = {
    item: (decision.incident.itemsNumbered ?? 0) + 1,
    text,
    owner: owner?.name ?? null,
    ownerId: owner?.id ?? null,
    dueAt,
    status: "open",
    purpose: "action",
  };
  return addedAction(touched(decision, by, context.now), context.now, state, by);
}

export function changeAction(
  decision: Decision,
  input: ActionInput & { readonly kind: "change-action" },
  context: DecisionContext,
): Decision | Refusal {
  const { by, action, owner: wanted, dueAt = action.dueAt, status = action.status, reason } = input;
  const person = wanted === undefined ? null : findPerson(context.roster, wanted);
  if (person === undefined) return { refused: `nobody is called ${wanted}` };
  const changed: ActionState = {
    ...action,
    ...(person === null ? {} : { owner: person.name, ownerId: person.id }),
    dueAt,
    status,
  };
  if (JSON.stringify(changed) === JSON.stringify(action)) {
    return { refused: `action item ${action.item} is so already` };
  }
  const data = { ...changed, ...(reason === "" ? {} : { reason }) };
  return record(touched(decision, by, context.now), context.now, "action.changed", data, by);
}

/** Records a new one; of a task it has the number already. */
export function addedAction(
  decision: Decision,
  now: number,
  state: ActionState,
  by?: Actor,
): Decision {
  const itemsNumbered = Math.max(decision.incident.itemsNumbered ?? 0, state.item);
  return record(change(decision, { itemsNumbered }), now, "action.added", { ...state }, by);
}

/**
 * The postmortem that the playbook wants within some time after the end, as an action item of whoever
 * commanded, else of whoever acknowledged; only where somebody had the incident in hand. After a further
 * end it is to be written anew.
 */
export function promisePostmortem(decision: Decision, context: DecisionContext): Decision {
  const { now, roster } = context;
  const { incident } = decision;
  const { acknowledgedBy, postmortem, itemsNumbered = 0 } = incident;
  const { postmortemMs } = incident.rules;
  const name = commanderName(incident) ?? acknowledgedBy;
  if (postmortemMs === undefined || name === null) return decision;
  const state: ActionState = {
    item: postmortem ?? itemsNumbered + 1,
    text: "Write the postmortem",
    owner: name,
    ownerId: findPerson(roster, name)?.id ?? null,
    dueAt: now + postmortemMs,
    status: "open",
    purpose: "postmortem",
  };
  const promised = change(decision, { postmortem: state.item });
  return postmortem === undefined
    ? addedAction(promised, now, state)
    : record(promised, now, "action.changed", { ...state });
}
