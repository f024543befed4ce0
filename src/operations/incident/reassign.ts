import type { Incident } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import type { OperationContext } from "../context.ts";
import { changeIncident } from "./change.ts";

/**
 * Moves the paging to somebody: they are called on first, the policy's steps behind them.
 * @throws AppError `conflict` when nobody of that name can be paged, or it is over.
 */
export async function reassignIncident(
  context: OperationContext,
  principal: Principal,
  input: {
    readonly number: string;
    readonly whom: string;
    readonly reason: string;
  },
): Promise<Incident> {
  return changeIncident(context, principal, {
    number: input.number,
    permission: "incident.reassign",
    input: (by) => ({ kind: "reassign", by, whom: input.whom, reason: input.reason }),
  });
}
