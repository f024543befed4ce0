import type { Incident } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import type { OperationContext } from "../context.ts";
import { changeIncident } from "./change.ts";

/** Writes a note into the timeline. */
export async function noteOnIncident(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string; readonly text: string },
): Promise<Incident> {
  return changeIncident(context, principal, {
    number: input.number,
    permission: "incident.note",
    input: (by) => ({ kind: "note", by, text: input.text }),
  });
}
