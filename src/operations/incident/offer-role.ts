import type { Incident } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import type { OperationContext } from "../context.ts";
import { changeIncident } from "./change.ts";

/**
 * Offers a role to somebody, who is asked until they accept or decline; with `handsOver` by whoever has it,
 * and keeps it until then.
 * @throws AppError `conflict` where nobody is called so or can be reached, or it is not theirs to hand over.
 */
export async function offerRole(
  context: OperationContext,
  principal: Principal,
  input: {
    readonly number: string;
    readonly role: string;
    readonly person: string;
    readonly handsOver: boolean;
  },
): Promise<Incident> {
  const { number, ...offer } = input;
  return changeIncident(context, principal, {
    number,
    permission: "incident.offer-role",
    input: (by) => ({ kind: "offer-role", by, ...offer }),
  });
}
