import type { Incident } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import type { OperationContext } from "../context.ts";
import { changeIncident } from "./change.ts";

/**
 * Writes a note into the timeline.
 * @throws AppError `conflict` where it tells of a time to come, or of long before the incident.
 */
export async function noteOnIncident(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string; readonly text: string; readonly toldAt?: number },
): Promise<Incident> {
  const { number, ...note } = input;
  return changeIncident(context, principal, {
    number,
    permission: "incident.note",
    input: (by) => ({ kind: "note", by, ...note }),
  });
}
