import type { Playbook } from "../../domain/playbook.ts";
import type { Tx } from "../../store/database.ts";
import { renewSilenceVersion, reviewHeldAlerts } from "../../store/silences.ts";
import type { OperationContext } from "../context.ts";
import { renewSources } from "./inhibit.ts";

/**
 * Has the rules of a playbook that comes into force hold alerts, and those of the one before no more. To be
 * called when it is in force, as far as the transaction sees.
 */
export async function renewHolds(
  context: OperationContext,
  tx: Tx,
  playbook: Playbook,
): Promise<void> {
  await renewSources(tx, playbook);
  // Waits for those who hold an alert by the rules before, and has others decide anew.
  await renewSilenceVersion(tx, context.newId());
  await reviewHeldAlerts(tx, context.clock.now());
  await context.database.hint(tx);
}
