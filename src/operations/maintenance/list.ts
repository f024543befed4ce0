import { MS } from "../../domain/duration.ts";
import {
  MAINTENANCE_MAX,
  type Maintenance,
  nextOpening,
  type RecurringMaintenance,
  recurringMaintenance,
} from "../../domain/maintenance.ts";
import type { Principal } from "../../domain/permission.ts";
import type { Interval } from "../../domain/schedule/span.ts";
import type { Tx } from "../../store/database.ts";
import { listMaintenance as listStored } from "../../store/maintenance.ts";
import { loadVersionsInForce } from "../../store/versions-in-force.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { loadPinnedPlaybook } from "../playbook/load.ts";
import { isVisible } from "../silence/maker.ts";

const ENDED_WITHIN_MS = 5 * MS.day;
const LISTED_MAX = 10 * MAINTENANCE_MAX;

export interface ListedRecurring {
  readonly window: RecurringMaintenance;
  /** The one that is open, else the next. */
  readonly next: Interval | undefined;
}

export interface MaintenanceList {
  readonly windows: readonly Maintenance[];
  readonly recurring: readonly ListedRecurring[];
}

/**
 * The windows that concern a principal, the first to begin first, and those of `tocsin.yaml`.
 * @param withEnded also those that ended within five days
 */
export async function listMaintenance(
  context: OperationContext,
  principal: Principal,
  { withEnded }: { readonly withEnded: boolean },
): Promise<MaintenanceList> {
  authorise(principal, "maintenance.read");
  const now = context.clock.now();
  const tx = context.database.read;
  const endingAfter = withEnded ? now - ENDED_WITHIN_MS : now;
  const stored = await listStored(tx, { endingAfter, limit: LISTED_MAX });
  const recurring = await recurringInForce(tx);
  return {
    windows: stored.filter((window) => isVisible(principal, window)),
    recurring: recurring
      .filter((window) => isVisible(principal, window))
      .map((window) => ({ window, next: nextOpening(window, now) })),
  };
}

async function recurringInForce(tx: Tx): Promise<readonly RecurringMaintenance[]> {
  const { playbookHash } = await loadVersionsInForce(tx);
  if (playbookHash === undefined) return [];
  const playbook = await loadPinnedPlaybook(tx, playbookHash);
  return recurringMaintenance(playbook).flatMap(({ window }) => ("id" in window ? [] : [window]));
}
