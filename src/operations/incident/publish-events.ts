import type { Decision } from "../../domain/decision.ts";
import { lifecycleEvents } from "../../domain/lifecycle.ts";
import type { Tx } from "../../store/database.ts";
import { insertEventItems } from "../../store/outbox.ts";
import type { OperationContext } from "../context.ts";

/**
 * Puts what others have subscribed to into the outbox, in the transaction that saves the decisions.
 * @param lastSeq where the incident's timeline ended before them
 */
export async function publishEvents(
  context: OperationContext,
  tx: Tx,
  decisions: readonly Decision[],
  lastSeq: (decision: Decision) => number,
): Promise<void> {
  const events = decisions.flatMap((decision) =>
    lifecycleEvents(decision.incident, decision.entries, lastSeq(decision)),
  );
  const told = await insertEventItems(tx, events, {
    newId: context.newId,
    now: context.clock.now(),
  });
  if (told > 0) await context.database.hint(tx);
}
