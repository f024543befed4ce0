import type { ChangeEvent } from "../../domain/change-event.ts";
import type { Principal } from "../../domain/permission.ts";
import { listChangeEvents } from "../../store/change-events.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";

/** Changes that the principal may see between two instants, the newest first. */
export async function listChanges(
  context: OperationContext,
  principal: Principal,
  input: { readonly from?: number; readonly until?: number; readonly limit: number },
): Promise<readonly ChangeEvent[]> {
  authorise(principal, "incident.read");
  return listChangeEvents(context.database.read, {
    teams: principal.teams,
    from: input.from ?? 0,
    until: input.until ?? Number.MAX_SAFE_INTEGER,
    limit: input.limit,
  });
}
