import type { ActionStatus } from "../../domain/action-item.ts";
import { AppError } from "../../domain/error.ts";
import type { Incident } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import { loadAction } from "../../store/action-items.ts";
import type { OperationContext } from "../context.ts";
import { changeIncident } from "../incident/change.ts";

/**
 * Changes an action item's owner, deadline or status. Its reminders begin anew.
 * @throws AppError `not-found` where the incident has no such item, `conflict` where nothing would change.
 */
export async function changeActionItem(
  context: OperationContext,
  principal: Principal,
  input: {
    readonly number: string;
    readonly item: number;
    readonly owner?: string;
    readonly dueAt?: number;
    readonly status?: ActionStatus;
    readonly reason: string;
  },
): Promise<Incident> {
  const { number, item, ...change } = input;
  return changeIncident(context, principal, {
    number,
    permission: "incident.action",
    input: async (by, incident, tx) => {
      const stored = await loadAction(tx, incident.id, item);
      if (stored === undefined) {
        throw new AppError("not-found", `${number} has no action item ${item}.`);
      }
      const { text, owner, ownerId, dueAt, status, purpose } = stored;
      const action = { item, text, owner, ownerId, dueAt, status, purpose };
      return { kind: "change-action", by, action, ...change };
    },
  });
}
