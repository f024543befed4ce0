import { AppError } from "../../domain/error.ts";
import type { Incident } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import type { Tx } from "../../store/database.ts";
import { loadOpenIncidentsByGroup } from "../../store/incidents.ts";
import type { OperationContext } from "../context.ts";
import { changeIncident } from "./change.ts";

/**
 * Opens a resolved or closed incident again and pages anew.
 * @throws AppError `conflict` also when its alerts have opened another one since.
 */
export async function reopenIncident(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string; readonly reason: string },
): Promise<Incident> {
  return changeIncident(context, principal, {
    number: input.number,
    permission: "incident.reopen",
    input: async (by, incident, tx) => {
      await refuseSecond(tx, incident);
      return { kind: "reopen", by, reason: input.reason };
    },
  });
}

/** A group of alerts has one incident at a time. */
async function refuseSecond(
  tx: Tx,
  { id, number, integrationId, groupKey }: Incident,
): Promise<void> {
  if (integrationId === null || groupKey === null) return;
  const present = await loadOpenIncidentsByGroup(tx, integrationId, [groupKey], {
    resolvedSince: Number.MAX_SAFE_INTEGER,
  });
  const other = present.find(({ incident }) => incident.id !== id)?.incident;
  if (other === undefined) return;
  const message = `${number} cannot be opened again: its alerts have ${other.number} now.`;
  throw new AppError("conflict", message);
}
