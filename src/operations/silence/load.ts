import { type CompiledSilence, compileSilences, SILENCES_MAX } from "../../domain/silence.ts";
import type { Tx } from "../../store/database.ts";
import { LeastRecentlyUsed } from "../../store/least-recently-used.ts";
import { listSilences } from "../../store/silences.ts";

/** Of few databases at once; a version is never that of other silences. */
const KEPT_MAX = 4;
const kept = new LeastRecentlyUsed<string, readonly CompiledSilence[]>(KEPT_MAX);

/**
 * The silences that have not ended, ready to be asked. Read and compiled only when one has changed; those
 * that have ended since are among them.
 * @param version of the silences, as the transaction has found it
 */
export async function loadSilences(
  tx: Tx,
  version: string,
  now: number,
): Promise<readonly CompiledSilence[]> {
  const known = kept.get(version);
  if (known !== undefined) return known;
  const found = compileSilences(await listSilences(tx, { endingAfter: now, limit: SILENCES_MAX }));
  kept.set(version, found);
  return found;
}
