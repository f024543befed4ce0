import type { Incident } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import type { OperationContext } from "../context.ts";
import { changeIncident } from "./change.ts";

/**
 * Records that somebody takes part, and pages nobody.
 * @throws AppError `conflict` when there is nobody of that name, they take part already, or it is over.
 */
export async function addResponder(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string; readonly whom: string },
): Promise<Incident> {
  return changeIncident(context, principal, {
    number: input.number,
    permission: "incident.add-responder",
    input: (by) => ({ kind: "add-responder", by, whom: input.whom }),
  });
}
