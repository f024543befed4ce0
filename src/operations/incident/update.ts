import type { Incident, PublicStatus } from "../../domain/incident.ts";
import { DEFAULT_AUDIENCE } from "../../domain/incident-clocks.ts";
import type { Principal } from "../../domain/permission.ts";
import type { OperationContext } from "../context.ts";
import { changeIncident } from "./change.ts";

/** Records what an audience was told, and starts its communication clock anew. */
export async function updateOnIncident(
  context: OperationContext,
  principal: Principal,
  input: {
    readonly number: string;
    readonly text: string;
    readonly audience?: string;
    readonly publicStatus?: PublicStatus;
  },
): Promise<Incident> {
  return changeIncident(context, principal, {
    number: input.number,
    permission: "incident.update",
    input: (by) => ({
      kind: "update",
      by,
      audience: input.audience ?? DEFAULT_AUDIENCE,
      text: input.text,
      ...(input.publicStatus === undefined ? {} : { publicStatus: input.publicStatus }),
    }),
  });
}
