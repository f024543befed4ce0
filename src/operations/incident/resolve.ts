import type { Incident } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import type { OperationContext } from "../context.ts";
import { changeIncident } from "./change.ts";

/** Ends the incident: clocks stop, everybody who was told hears of it. */
export async function resolveIncident(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string; readonly reason: string },
): Promise<Incident> {
  return changeIncident(context, principal, {
    number: input.number,
    permission: "incident.resolve",
    input: (by) => ({ kind: "resolve", by, reason: input.reason }),
  });
}
