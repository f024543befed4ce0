import type { Incident } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import type { OperationContext } from "../context.ts";
import { changeIncident } from "./change.ts";

/**
 * Takes an acknowledgement back, also somebody else's: paging starts again from the first step.
 * @throws AppError `conflict` when nobody has acknowledged.
 */
export async function unacknowledgeIncident(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string; readonly reason: string },
): Promise<Incident> {
  return changeIncident(context, principal, {
    number: input.number,
    permission: "incident.unacknowledge",
    input: (by) => ({ kind: "unacknowledge", by, reason: input.reason }),
  });
}
