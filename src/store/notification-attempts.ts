/**
 * Attempts to send a notification: recorded before they are made, ended when their outcome is known. One
 * that is open while its notification is claimed anew was made by a process that died or was too slow.
 */

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

const endAttempt = defineStatement<never>(
  `update notification_attempt set outcome = $3, reason = $4, ended_at = $5
   where notification_id = $1 and fence = $2 and ended_at is null`,
);

/** Records what became of an attempt. */
export async function completeAttempt(
  tx: Tx,
  attempt: {
    readonly notificationId: string;
    readonly fence: number;
    readonly outcome: string;
    readonly reason: string | null;
    readonly endedAt: number;
  },
): Promise<void> {
  const { notificationId, fence, outcome, reason, endedAt } = attempt;
  await endAttempt(tx, notificationId, fence, outcome, reason, endedAt);
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
