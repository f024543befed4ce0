import type { Incident } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import type { OperationContext } from "../context.ts";
import { changeIncident } from "./change.ts";

/** Takes a role, from somebody else too; the timeline keeps both. */
export async function acceptRole(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string; readonly role: string },
): Promise<Incident> {
  return changeIncident(context, principal, {
    number: input.number,
    permission: "incident.accept-role",
    input: (by) => ({ kind: "accept-role", by, role: input.role }),
  });
}
