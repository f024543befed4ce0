import { AppError } from "../../domain/error.ts";
import type { Playbook } from "../../domain/playbook.ts";
import type { Tx } from "../../store/database.ts";
import { LeastRecentlyUsed } from "../../store/least-recently-used.ts";
import { activePlaybookHash, loadPlaybook } from "../../store/playbooks.ts";

/** Compiled playbooks never change under their hash, so a few parsed ones are kept. */
const KEPT_MAX = 8;
const kept = new LeastRecentlyUsed<string, Playbook>(KEPT_MAX);

/**
 * The playbook in force.
 * @throws AppError `unavailable` when none has been activated yet.
 */
export async function loadActivePlaybook(tx: Tx): Promise<Playbook> {
  return loadPinnedPlaybook(tx, activeHash(await activePlaybookHash(tx)));
}

/** @throws AppError `unavailable` when there is none yet */
export function activeHash(hash: string | undefined): string {
  if (hash !== undefined) return hash;
  throw new AppError(
    "unavailable",
    "No playbook is active. Start Tocsin with TOCSIN_PLAYBOOK, or send one with `tocsin playbook activate PATH`.",
  );
}

/**
 * The playbook of a hash, as an incident pins it.
 * @throws AppError `internal` when it is gone: playbooks are never deleted.
 */
export async function loadPinnedPlaybook(tx: Tx, hash: string): Promise<Playbook> {
  const known = kept.get(hash);
  if (known !== undefined) return known;
  const stored = await loadPlaybook(tx, hash);
  if (stored === undefined) throw new AppError("internal", `playbook ${hash} is not stored`);
  kept.set(hash, stored);
  return stored;
}
