import { firstReminderAt } from "../../domain/action-item.ts";
import type { Decision } from "../../domain/decision.ts";
import { saveAction } from "../../store/action-items.ts";
import type { Tx } from "../../store/database.ts";
import type { OperationContext } from "../context.ts";

/** Stores action items as the entries of decisions tell them, in the transaction that saves those. */
export async function saveActions(
  context: OperationContext,
  tx: Tx,
  decisions: readonly Decision[],
): Promise<void> {
  for (const { incident, entries } of decisions) {
    for (const { kind, data, at } of entries) {
      if (kind !== "action.added" && kind !== "action.changed") continue;
      const remindAt = firstReminderAt(data, context.clock.now());
      await saveAction(tx, incident.id, data, { at, remindAt });
    }
  }
}
