import type { Incident } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import type { OperationContext } from "../context.ts";
import { changeIncident } from "./change.ts";

/** Puts a resolved incident away; its alert then opens a new one. */
export async function closeIncident(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string; readonly reason: string },
): Promise<Incident> {
  return changeIncident(context, principal, {
    number: input.number,
    permission: "incident.close",
    input: (by) => ({ kind: "close", by, reason: input.reason }),
  });
}
