/**
 * The outbox. A notification is claimed with a lease, sent outside any transaction, and completed with
 * the fence of its claim: whoever lost the lease meanwhile cannot complete it any more.
 *
 * `claim_at` says when a row may be claimed: `due_at` when pending, the lease's end when sending.
 */

import { assert } from "../domain/assert.ts";
import type { Notification } from "../domain/notification.ts";
import type { ContactMethodKind } from "../domain/playbook.ts";
import { defineBulkStatement } from "./bulk-statement.ts";
import {
  type LoadedNotificationRow,
  NEW_NOTIFICATION_COLUMNS,
  type NewNotification,
  type NewNotificationRow,
  NOTIFICATION_SELECTION,
  newNotificationToRow,
  notificationFromRow,
} from "./notification-row.ts";
import type { NotificationRow, Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

/** Of an incident's eight priorities; low urgency comes after all of high urgency. */
const PRIORITIES = Array.from({ length: 16 }, (_, priority) => `(${priority})`).join(", ");

const names = Object.keys(NEW_NOTIFICATION_COLUMNS);
const insertRows = defineBulkStatement<NewNotificationRow, { id: string }>(
  NEW_NOTIFICATION_COLUMNS,
  `insert into notification (${names.join(", ")}, claim_at, attempts, fence, priority)
   select ${names.map((name) => `n.${name}`).join(", ")}, n.due_at, 0, 0,
     i.priority + case n.urgency when 'high' then 0 else 8 end
   from {rows} cross join incident as i where i.id = n.incident_id
   on conflict (incident_id, purpose, round, step, person_id, contact_method_id, discriminator)
   do nothing returning id`,
);

/**
 * Stores planned notifications and returns how many were new: one with the same incident, purpose, round,
 * step, person, contact method and discriminator is planned already and dropped.
 */
export async function insertNotifications(
  tx: Tx,
  planned: readonly NewNotification[],
): Promise<number> {
  const rows = planned.map((notification) => {
    assert(
      (notification.state === "pending") === (notification.dueAt !== null),
      "a notification has a due time exactly when it is pending",
    );
    return newNotificationToRow(notification);
  });
  return (await insertRows(tx, rows)).length;
}

export interface NotificationClaim {
  readonly now: number;
  readonly limit: number;
  /** Which process claims, for people who look into the table. */
  readonly owner: string;
  readonly leaseMs: number;
  /** Channels that have enough to do: what is due on them waits. */
  readonly except?: readonly ContactMethodKind[];
}

const CLAIMING = `state = 'sending', attempts = attempts + 1, fence = fence + 1,
  lease_owner = $3, lease_until = $4, claim_at = $4`;

// One probe of the index for each priority, as for incidents.
const claimRows = defineStatement<LoadedNotificationRow>({
  sqlite: `update notification set ${CLAIMING} where rowid in (
      select d.rowid from (select column1 as priority from (values ${PRIORITIES})) as p
        join notification as d on d.rowid in (
          select rowid from notification where priority = p.priority and claim_at <= $1
            and instr($5, channel) = 0
          order by claim_at limit $2)
      order by d.priority, d.claim_at limit $2)
    returning ${NOTIFICATION_SELECTION}`,
  postgres: `with due as materialized (
      select d.id from (values ${PRIORITIES}) as p(priority)
        cross join lateral (
          select id from notification where priority = p.priority and claim_at <= $1
            and strpos($5, channel) = 0
          order by claim_at limit $2 for no key update skip locked) as d
      limit $2)
    update notification set ${CLAIMING} from due where notification.id = due.id
    returning ${NOTIFICATION_SELECTION}`,
});

/**
 * Leases what is due: pending ones, and those whose sender's lease ran out. High urgency first, then the
 * worst severity, then the longest due. Their fence and attempts have grown by one.
 */
export async function claimDueNotifications(
  tx: Tx,
  { now, limit, owner, leaseMs, except = [] }: NotificationClaim,
): Promise<Notification[]> {
  const rows = await claimRows(tx, now, limit, owner, now + leaseMs, except.join(" "));
  rows.sort(
    (a, b) =>
      a.priority - b.priority || (a.due_at ?? 0) - (b.due_at ?? 0) || (a.id < b.id ? -1 : 1),
  );
  return rows.map(notificationFromRow);
}

export interface NotificationCompletion {
  readonly id: string;
  /** Of the claim under which it was sent. */
  readonly fence: number;
  readonly state: "delivered" | "failed" | "pending" | "cancelled";
  /** When to try again; exactly with "pending". */
  readonly dueAt?: number;
  readonly reason?: string;
  readonly providerReference?: string;
  readonly at: number;
}

const completeRow = defineStatement<{ id: string }>(
  `update notification set state = $3, due_at = coalesce($4, due_at), claim_at = $4,
     lease_owner = null, lease_until = null, delivered_at = $5, last_reason = $6,
     provider_reference = coalesce($7, provider_reference)
   where id = $1 and fence = $2 and state = 'sending' returning id`,
);

/** Ends a claim. False, and nothing changed, when somebody else has claimed it since. */
export async function completeNotification(
  tx: Tx,
  completion: NotificationCompletion,
): Promise<boolean> {
  const { id, fence, state, dueAt = null, reason = null, providerReference = null } = completion;
  assert(
    (state === "pending") === (dueAt !== null),
    "a notification is due again exactly when it is pending",
  );
  const deliveredAt = state === "delivered" ? completion.at : null;
  const rows = await completeRow(
    tx,
    id,
    fence,
    state,
    dueAt,
    deliveredAt,
    reason,
    providerReference,
  );
  return rows.length === 1;
}

const holdRow = defineStatement<{ id: string }>(
  `update notification set state = 'pending', due_at = $3, claim_at = $3, attempts = attempts - 1,
     lease_owner = null, lease_until = null, last_reason = $4
   where id = $1 and fence = $2 and state = 'sending' returning id`,
);
const dropOlderRows = defineStatement<{ id: string }>(
  `update notification set state = 'cancelled', claim_at = null, last_reason = $6
   where incident_id = $1 and person_id = $2 and contact_method_id = $3 and id <> $4
     and created_at <= $5 and purpose = 'page' and urgency = 'low' and state = 'pending'
     and attempts = 0 returning id`,
);

/** Ends a claim that is made again later, as if it had not been made. */
export async function holdNotification(
  tx: Tx,
  { id, fence }: Pick<Notification, "id" | "fence">,
  { until, reason }: { readonly until: number; readonly reason: string },
): Promise<void> {
  await holdRow(tx, id, fence, until, reason);
}

/**
 * Drops pages of low urgency that wait, that were planned no later than this one, and that go the same way:
 * to its person, over its contact method, about its incident.
 */
export async function dropOlderPages(tx: Tx, kept: Notification, reason: string): Promise<void> {
  const { incidentId, personId, contactMethodId, id, createdAt } = kept;
  await dropOlderRows(tx, incidentId, personId, contactMethodId, id, createdAt, reason);
}

const SELECT_ONE = `select ${NOTIFICATION_SELECTION} from notification where id = $1`;
const selectRow = defineStatement<LoadedNotificationRow>(SELECT_ONE);
const lockRow = defineStatement<LoadedNotificationRow>({
  sqlite: SELECT_ONE,
  postgres: `${SELECT_ONE} for no key update`,
});

export async function loadNotification(tx: Tx, id: string): Promise<Notification | undefined> {
  const [row] = await selectRow(tx, id);
  return row === undefined ? undefined : notificationFromRow(row);
}

/** A notification that nobody else changes until the transaction ends. */
export async function lockNotification(tx: Tx, id: string): Promise<Notification | undefined> {
  const [row] = await lockRow(tx, id);
  return row === undefined ? undefined : notificationFromRow(row);
}

const failDeliveredRow = defineStatement<{ id: string }>(
  `update notification set state = 'failed', last_reason = $3
   where id = $1 and fence = $2 and state = 'delivered' returning id`,
);

/** What a provider had taken did not arrive after all. False when it is not delivered (any more). */
export async function failDelivered(
  tx: Tx,
  failure: { readonly id: string; readonly fence: number; readonly reason: string },
): Promise<boolean> {
  return (await failDeliveredRow(tx, failure.id, failure.fence, failure.reason)).length === 1;
}

export interface StandbyWanted {
  readonly incidentId: string;
  readonly purpose: Notification["purpose"];
  readonly round: number;
  readonly step: number;
  readonly personId: string;
  readonly discriminator: string;
  /** Only channels behind this one; without it, behind the last that failed. */
  readonly afterChannelIndex?: number;
  readonly now: number;
}

/**
 * Makes a person's next channel for a notification due now: the first one behind those that failed, if it
 * stands by or was to be tried later. Undefined when that one is already under way, or there is none.
 */
export async function wakeStandby(
  tx: Tx,
  wanted: StandbyWanted,
): Promise<Notification | undefined> {
  const rows = await tx
    .selectFrom("notification")
    .selectAll()
    .where("incident_id", "=", wanted.incidentId)
    .where("purpose", "=", wanted.purpose)
    .where("round", "=", wanted.round)
    .where("step", "=", wanted.step)
    .where("person_id", "=", wanted.personId)
    .where("discriminator", "=", wanted.discriminator)
    .orderBy("channel_index")
    .execute();
  const failed = rows.filter((row) => row.state === "failed").map((row) => row.channel_index);
  const behind = wanted.afterChannelIndex ?? Math.max(-1, ...failed);
  const next = rows.find((row) => row.channel_index > behind && !isOver(row));
  if (next === undefined) return undefined;
  const waits = next.state === "standby" || (next.state === "pending" && isLater(next, wanted.now));
  if (!waits) return undefined;
  // Another process may have claimed it since it was read.
  const woken = await tx
    .updateTable("notification")
    .set({ state: "pending", due_at: wanted.now, claim_at: wanted.now })
    .where("id", "=", next.id)
    .where("fence", "=", next.fence)
    .where("state", "=", next.state)
    .returningAll()
    .executeTakeFirst();
  return woken === undefined ? undefined : notificationFromRow(woken);
}

function isOver(row: NotificationRow): boolean {
  return row.state === "failed" || row.state === "cancelled";
}

function isLater(row: NotificationRow, now: number): boolean {
  return row.due_at !== null && row.due_at > now;
}

const selectOver = defineBulkStatement<{ readonly id: string }, LoadedNotificationRow>(
  { id: "text" },
  {
    sqlite: `select ${NOTIFICATION_SELECTION} from {rows} cross join notification
      where notification.incident_id = n.id and instr($2, channel) > 0 and attempts > 0`,
    postgres: `select ${NOTIFICATION_SELECTION} from {rows} cross join notification
      where notification.incident_id = n.id and strpos($2, channel) > 0 and attempts > 0`,
  },
);

/** The incidents' notifications over these channels that were attempted at least once. */
export async function listNotificationsOver(
  tx: Tx,
  incidentIds: readonly string[],
  channels: readonly ContactMethodKind[],
): Promise<Notification[]> {
  const rows = await selectOver(
    tx,
    incidentIds.map((id) => ({ id })),
    channels.join(" "),
  );
  return rows.map(notificationFromRow);
}

/** An incident's notifications in the order in which they were planned. */
export async function listNotifications(tx: Tx, incidentId: string): Promise<Notification[]> {
  const rows = await tx
    .selectFrom("notification")
    .selectAll()
    .where("incident_id", "=", incidentId)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.map(notificationFromRow);
}

const selectNextDueAt = defineStatement<{ claim_at: number | null }>(
  `select min((select min(t.claim_at) from notification as t
     where t.priority = p.column1 and t.claim_at is not null)) as claim_at
   from (values ${PRIORITIES}) as p`,
);

/** When the next notification can be claimed: it is due, or its sender's lease ends. */
export async function nextNotificationDueAt(tx: Tx): Promise<number | null> {
  const [row] = await selectNextDueAt(tx);
  return row?.claim_at ?? null;
}

const selectReached = defineStatement<{ person_id: string }>(
  `select distinct person_id from notification
   where incident_id = $1 and purpose = $2 and round = $3 and step = $4
     and state in ('pending', 'sending', 'delivered')`,
);

/**
 * The ids of those whom a step has reached or still may: by a notification that is pending, being sent, or
 * delivered. Without any, nobody is or will be told.
 */
export async function listReached(
  tx: Tx,
  step: {
    readonly incidentId: string;
    readonly purpose: Notification["purpose"];
    readonly round: number;
    readonly step: number;
  },
): Promise<readonly string[]> {
  const rows = await selectReached(tx, step.incidentId, step.purpose, step.round, step.step);
  return rows.map((row) => row.person_id);
}
