import { CHANGES_KEPT_MS, type ChangeEvent } from "../../domain/change-event.ts";
import { deleteChangeEvents, insertChangeEvent } from "../../store/change-events.ts";
import { insertReceipts, type ReceivedBody, receiptsOf } from "../../store/receipts.ts";
import type { OperationContext } from "../context.ts";

export interface ReceivedChange
  extends Pick<ChangeEvent, "summary" | "source" | "details" | "links"> {
  readonly integration: { readonly id: string; readonly team: string | null };
  readonly request: ReceivedBody;
  /** As the sender says; undefined when it does not. */
  readonly happenedAt: number | undefined;
}

/**
 * Stores a change and what its sender posted; those that are too old are forgotten. When it returns, both
 * are on disk.
 */
export async function receiveChange(
  context: OperationContext,
  { integration, request, happenedAt, ...told }: ReceivedChange,
): Promise<void> {
  const { newId } = context;
  await context.database.transaction(async (tx) => {
    const receivedAt = context.clock.now();
    const integrationId = integration.id;
    await insertReceipts(tx, receiptsOf([request], { integrationId, receivedAt, newId }));
    await insertChangeEvent(tx, {
      ...told,
      id: newId(),
      integrationId,
      team: integration.team,
      happenedAt: Math.min(happenedAt ?? receivedAt, receivedAt),
      receivedAt,
    });
    await deleteChangeEvents(tx, receivedAt - CHANGES_KEPT_MS);
  });
}
