import type { AlertHold, NamedByHolds } from "../../domain/alert-hold.ts";
import { AppError } from "../../domain/error.ts";
import { isAllowed, type Principal } from "../../domain/permission.ts";
import { findAlert, type ListedAlert } from "../../store/alert-list.ts";
import type { Tx } from "../../store/database.ts";
import { loadMaintenanceWindow } from "../../store/maintenance.ts";
import { findReceipts, type ReceiptSummary } from "../../store/receipts.ts";
import { loadSilence } from "../../store/silences.ts";
import type { OperationContext } from "../context.ts";

/** Why somebody was paged for an alert, or was not. */
export interface AlertView extends ListedAlert {
  /** Of the request by which it was heard of last. */
  readonly receipts: readonly ReceiptSummary[];
  /** What holds it. */
  readonly named: NamedByHolds;
}

/** @throws AppError `not-found`, also for one that the principal may not see */
export async function showAlert(
  context: OperationContext,
  principal: Principal,
  { id }: { readonly id: string },
): Promise<AlertView> {
  const tx = context.database.read;
  const found = await visibleAlert(tx, principal, id);
  const { integrationId, lastReceivedAt, hold, heldToEnd } = found.alert;
  const receipts = await findReceipts(tx, { integrationId, receivedAt: lastReceivedAt });
  return { ...found, receipts, named: await loadNamed(tx, hold ?? heldToEnd) };
}

async function loadNamed(tx: Tx, hold: AlertHold | undefined): Promise<NamedByHolds> {
  const named = { silences: [], maintenance: [] } as {
    silences: NamedByHolds["silences"][number][];
    maintenance: NamedByHolds["maintenance"][number][];
  };
  for (const reason of hold?.reasons ?? []) {
    if (reason.kind === "silenced") {
      const silence = await loadSilence(tx, reason.silenceId);
      if (silence !== undefined) named.silences.push(silence);
    }
    if (reason.kind === "maintenance") {
      const window = await loadMaintenanceWindow(tx, reason.maintenanceId);
      if (window !== undefined) named.maintenance.push(window);
    }
  }
  return named;
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
