import { AppError } from "../../domain/error.ts";
import { isAllowed, type Principal } from "../../domain/permission.ts";
import type { Silence } from "../../domain/silence.ts";
import { findAlert, type ListedAlert } from "../../store/alert-list.ts";
import type { Tx } from "../../store/database.ts";
import { findReceipts, type ReceiptSummary } from "../../store/receipts.ts";
import { loadSilence } from "../../store/silences.ts";
import type { OperationContext } from "../context.ts";

/** Why somebody was paged for an alert, or was not. */
export interface AlertView extends ListedAlert {
  /** Of the request by which it was heard of last. */
  readonly receipts: readonly ReceiptSummary[];
  /** Those that hold it. */
  readonly silences: readonly Silence[];
}

/** @throws AppError `not-found`, also for one that the principal may not see */
export async function showAlert(
  context: OperationContext,
  principal: Principal,
  { id }: { readonly id: string },
): Promise<AlertView> {
  const tx = context.database.read;
  const found = await visibleAlert(tx, principal, id);
  const { integrationId, lastReceivedAt, hold } = found.alert;
  const silences: Silence[] = [];
  for (const reason of hold?.reasons ?? []) {
    const silence =
      reason.kind === "silenced" ? await loadSilence(tx, reason.silenceId) : undefined;
    if (silence !== undefined) silences.push(silence);
  }
  const receipts = await findReceipts(tx, { integrationId, receivedAt: lastReceivedAt });
  return { ...found, receipts, silences };
}

/** An alert that the principal may read; one that it may not read is not there. */
export async function visibleAlert(tx: Tx, principal: Principal, id: string): Promise<ListedAlert> {
  const found = await findAlert(tx, id);
  const team = found?.incident === undefined ? found?.integration.team : found.incident.team;
  if (found === undefined || !isAllowed(principal, "alert.read", team ?? undefined)) {
    throw new AppError("not-found", `There is no alert ${id}.`);
  }
  return found;
}
