import type { Incident } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import type { OperationContext } from "../context.ts";
import { changeIncident } from "./change.ts";

/**
 * Declines a role that one was offered; whoever has the incident in hand is told.
 * @throws AppError `conflict` where nobody has offered it.
 */
export async function declineRole(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string; readonly role: string; readonly reason: string },
): Promise<Incident> {
  const { number, role, reason } = input;
  return changeIncident(context, principal, {
    number,
    permission: "incident.accept-role",
    input: (by) => ({ kind: "decline-role", by, role, reason }),
  });
}
