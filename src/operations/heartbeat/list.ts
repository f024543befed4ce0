import type { Heartbeat } from "../../domain/heartbeat.ts";
import type { Principal } from "../../domain/permission.ts";
import { listHeartbeats } from "../../store/heartbeats.ts";
import type { Tx } from "../../store/schema.ts";
import { authorise, reaches } from "../authorise.ts";
import type { OperationContext } from "../context.ts";

/** Those of the principal's teams, in the order of names. */
export async function listOwnHeartbeats(
  context: OperationContext,
  principal: Principal,
): Promise<readonly Heartbeat[]> {
  authorise(principal, "heartbeat.read");
  return heartbeatsFor(context.database.read, principal);
}

/** One without a team is everybody's. */
export async function heartbeatsFor(tx: Tx, principal: Principal): Promise<readonly Heartbeat[]> {
  const all = await listHeartbeats(tx);
  return all.filter(({ team }) => reaches(principal, team === null ? [] : [team]));
}
