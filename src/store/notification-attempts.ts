/**
 * Attempts to send a notification: recorded before they are made, ended when their outcome is known. One
 * that is open while its notification is claimed anew was made by a process that died or was too slow.
 */

import type { StatusReport } from "../domain/delivery-status.ts";
import { defineBulkStatement } from "./bulk-statement.ts";
import type { NotificationAttemptRow, Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

export interface NewAttempt {
  readonly id: string;
  readonly notificationId: string;
  readonly fence: number;
  readonly startedAt: number;
}

const insertAttemptRows = defineBulkStatement<
  Pick<NotificationAttemptRow, "id" | "notification_id" | "fence" | "started_at">
>(
  { id: "text", notification_id: "text", fence: "integer", started_at: "integer" },
  `insert into notification_attempt (id, notification_id, fence, started_at)
   select n.id, n.notification_id, n.fence, n.started_at from {rows}`,
);

/** Records attempts before they are made. */
export async function insertAttempts(tx: Tx, attempts: readonly NewAttempt[]): Promise<void> {
  await insertAttemptRows(
    tx,
    attempts.map(({ id, notificationId, fence, startedAt }) => ({
      id,
      notification_id: notificationId,
      fence,
      started_at: startedAt,
    })),
  );
}

const endAttempt = defineStatement<Pick<NotificationAttemptRow, StatusColumn>>(
  `update notification_attempt set outcome = $3, reason = $4, ended_at = $5, provider = $6
   where notification_id = $1 and fence = $2 and ended_at is null
   returning status, status_sequence, status_detail`,
);

type StatusColumn = "status" | "status_sequence" | "status_detail";

/** What a provider has reported of an attempt. */
export interface AttemptStatus extends StatusReport {
  /** Its error code, for instance; empty for none. */
  readonly detail: string;
}

function statusFromRow(row: Pick<NotificationAttemptRow, StatusColumn>): AttemptStatus | undefined {
  if (row.status === null) return undefined;
  return { status: row.status, sequence: row.status_sequence, detail: row.status_detail ?? "" };
}

/** Records what became of an attempt. Returns what the provider has reported of it already. */
export async function completeAttempt(
  tx: Tx,
  attempt: {
    readonly notificationId: string;
    readonly fence: number;
    readonly outcome: string;
    readonly reason: string | null;
    readonly endedAt: number;
    /** Who was asked, where a channel has several providers. */
    readonly provider?: string | undefined;
  },
): Promise<AttemptStatus | undefined> {
  const { notificationId, fence, outcome, reason, endedAt, provider = null } = attempt;
  const [row] = await endAttempt(tx, notificationId, fence, outcome, reason, endedAt, provider);
  return row === undefined ? undefined : statusFromRow(row);
}

export interface ReportedAttempt {
  readonly notificationId: string;
  readonly fence: number;
  /** Null while it is under way. */
  readonly outcome: string | null;
  readonly reported: AttemptStatus | undefined;
}

const selectAttempt = defineStatement<
  Pick<NotificationAttemptRow, "notification_id" | "fence" | "outcome" | StatusColumn>
>(
  `select notification_id, fence, outcome, status, status_sequence, status_detail
   from notification_attempt where id = $1`,
);

/** An attempt, and what was reported of it. */
export async function loadAttempt(tx: Tx, id: string): Promise<ReportedAttempt | undefined> {
  const [row] = await selectAttempt(tx, id);
  if (row === undefined) return undefined;
  const { notification_id: notificationId, fence, outcome } = row;
  return { notificationId, fence, outcome, reported: statusFromRow(row) };
}

const updateStatus = defineStatement<never>(
  `update notification_attempt set status = $2, status_sequence = $3, status_detail = $4
   where id = $1`,
);

/** Keeps what a provider has reported, in the place of what it reported before. */
export async function saveAttemptStatus(tx: Tx, id: string, status: AttemptStatus): Promise<void> {
  await updateStatus(tx, id, status.status, status.sequence, status.detail);
}

const endUnknown = defineBulkStatement<{ id: string }, { notification_id: string }>(
  { id: "text" },
  `update notification_attempt set outcome = 'unknown', reason = 'outcome-unknown',
     ended_at = $2
   from {rows} where notification_attempt.notification_id = n.id and ended_at is null
   returning notification_attempt.notification_id`,
);

/**
 * Ends the attempts of these notifications that nobody completed: their outcome is unknown. To be called
 * by who holds the claim now, before its own attempts are recorded. Returns the notifications concerned.
 */
export async function closeUnknownAttempts(
  tx: Tx,
  notificationIds: readonly string[],
  endedAt: number,
): Promise<ReadonlySet<string>> {
  const rows = await endUnknown(
    tx,
    notificationIds.map((id) => ({ id })),
    endedAt,
  );
  return new Set(rows.map((row) => row.notification_id));
}

const selectReasons = defineBulkStatement<
  { id: string },
  { notification_id: string; reason: string }
>(
  { id: "text" },
  `select a.notification_id, a.reason from {rows} cross join notification_attempt as a
   where a.notification_id = n.id and a.reason is not null`,
);

/** Why earlier attempts at these notifications came to nothing. */
export async function loadFailures(
  tx: Tx,
  notificationIds: readonly string[],
): Promise<readonly { readonly notificationId: string; readonly reason: string }[]> {
  const rows = await selectReasons(
    tx,
    notificationIds.map((id) => ({ id })),
  );
  return rows.map((row) => ({ notificationId: row.notification_id, reason: row.reason }));
}

/** The attempts whose outcome nobody has recorded, the oldest first. */
export async function loadOpenAttempts(tx: Tx, notificationId: string): Promise<NewAttempt[]> {
  const rows = await tx
    .selectFrom("notification_attempt")
    .selectAll()
    .where("notification_id", "=", notificationId)
    .where("ended_at", "is", null)
    .orderBy("fence")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    notificationId: row.notification_id,
    fence: row.fence,
    startedAt: row.started_at,
  }));
}
