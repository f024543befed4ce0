import type { Incident } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import type { OperationContext } from "../context.ts";
import { changeIncident } from "../incident/change.ts";

/**
 * Adds an action item to an incident, at any time.
 * @throws AppError `conflict` where nobody is called like its owner.
 */
export async function addActionItem(
  context: OperationContext,
  principal: Principal,
  input: {
    readonly number: string;
    readonly text: string;
    readonly owner?: string;
    readonly dueAt?: number;
  },
): Promise<Incident> {
  const { number, ...item } = input;
  return changeIncident(context, principal, {
    number,
    permission: "incident.action",
    input: (by) => ({ kind: "add-action", by, ...item }),
  });
}
