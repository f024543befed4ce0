import type { Incident } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import type { OperationContext } from "../context.ts";
import { changeIncident } from "./change.ts";

/**
 * Says "I have it": paging stops, but for roles nobody has accepted.
 * @throws AppError `conflict` when somebody has it already or it is over.
 */
export async function acknowledgeIncident(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string; readonly via: string; readonly role?: string },
): Promise<Incident> {
  return changeIncident(context, principal, {
    number: input.number,
    permission: "incident.acknowledge",
    input: (by) => ({
      kind: "acknowledge",
      by,
      via: input.via,
      ...(input.role === undefined ? {} : { role: input.role }),
    }),
  });
}
