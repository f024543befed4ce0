import type { Principal } from "../../domain/permission.ts";
import type { OnCallOverride } from "../../domain/roster.ts";
import { statedOverrides } from "../../domain/stated-overrides.ts";
import { listOverrides } from "../../store/overrides.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { loadInForce } from "../roster/load.ts";

/** The overrides that have not ended: those of `tocsin.yaml`, then those made since, as they were made. */
export async function listOwnOverrides(
  context: OperationContext,
  principal: Principal,
): Promise<readonly OnCallOverride[]> {
  authorise(principal, "oncall.read");
  const tx = context.database.read;
  const now = context.clock.now();
  const { playbook } = await loadInForce(tx);
  const stated = statedOverrides(playbook).filter(({ endsAt }) => endsAt > now);
  return [...stated, ...(await listOverrides(tx, { endingAfter: now }))];
}
