import { AppError } from "../../domain/error.ts";
import type { Incident, IncidentStatus } from "../../domain/incident.ts";
import { isAllowed, type Principal } from "../../domain/permission.ts";
import { listIncidents } from "../../store/incidents.ts";
import type { OperationContext } from "../context.ts";

const LIMIT_MAX = 200;

/** Incidents the principal may see, the newest first. */
export async function listVisibleIncidents(
  context: OperationContext,
  principal: Principal,
  input: {
    readonly statuses?: readonly IncidentStatus[];
    readonly limit?: number;
    /** Only those opened before this incident's id. */
    readonly beforeId?: string;
  },
): Promise<readonly Incident[]> {
  if (!isAllowed(principal, "incident.read")) {
    throw new AppError("forbidden", `${principal.name} may not read incidents.`);
  }
  return listIncidents(context.database.read, {
    limit: Math.min(input.limit ?? 50, LIMIT_MAX),
    ...(input.statuses === undefined ? {} : { statuses: input.statuses }),
    ...(input.beforeId === undefined ? {} : { beforeId: input.beforeId }),
    ...(principal.teams.length === 0 ? {} : { teams: principal.teams }),
  });
}
