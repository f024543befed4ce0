import {
  type CompiledMaintenance,
  compileMaintenance,
  MAINTENANCE_MAX,
} from "../../domain/maintenance.ts";
import type { Tx } from "../../store/database.ts";
import { LeastRecentlyUsed } from "../../store/least-recently-used.ts";
import { listMaintenance } from "../../store/maintenance.ts";

/** Of few databases at once; a version is never that of other windows. */
const KEPT_MAX = 4;
const kept = new LeastRecentlyUsed<string, readonly CompiledMaintenance[]>(KEPT_MAX);

/**
 * The windows that have not ended, ready to be asked. Read and compiled only when one has changed; those
 * that have ended since are among them.
 * @param version of what holds alerts, as the transaction has found it
 */
export async function loadMaintenance(
  tx: Tx,
  version: string,
  now: number,
): Promise<readonly CompiledMaintenance[]> {
  const known = kept.get(version);
  if (known !== undefined) return known;
  const stored = await listMaintenance(tx, { endingAfter: now, limit: MAINTENANCE_MAX });
  const found = compileMaintenance(stored);
  kept.set(version, found);
  return found;
}
