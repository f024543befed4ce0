import type { Incident } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import type { OperationContext } from "../context.ts";
import { changeIncident } from "./change.ts";

/** Opens a resolved or closed incident again and pages anew. */
export async function reopenIncident(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string; readonly reason: string },
): Promise<Incident> {
  return changeIncident(context, principal, {
    number: input.number,
    permission: "incident.reopen",
    input: (by) => ({ kind: "reopen", by, reason: input.reason }),
  });
}
