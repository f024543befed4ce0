import type { ListedAction } from "../../domain/action-item.ts";
import type { Principal } from "../../domain/permission.ts";
import { listActions } from "../../store/action-items.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { visibleIncident } from "../incident/change.ts";

/** So many are read; a list that is longer is read by incident. */
const ACTIONS_MAX = 500;

/** Action items that a principal may see: those that are open, or all, of one incident or of every. */
export async function listActionItems(
  context: OperationContext,
  principal: Principal,
  wanted: { readonly open: boolean; readonly number?: string },
): Promise<readonly ListedAction[]> {
  authorise(principal, "incident.read");
  const tx = context.database.read;
  const { open, number } = wanted;
  const incident = number === undefined ? undefined : await visibleIncident(tx, principal, number);
  return listActions(tx, {
    open,
    teams: principal.teams,
    limit: ACTIONS_MAX,
    ...(incident === undefined ? {} : { incidentId: incident.id }),
  });
}
