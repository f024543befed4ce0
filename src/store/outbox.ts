/**
 * The outbox of what machines are told after a commit: each item is stored by the transaction it follows
 * from, claimed with a lease, sent outside any transaction, and completed with the fence of its claim.
 * Notifications to people have an outbox of their own, `notifications.ts`, with priorities.
 *
 * States. `pending` is due at `dueAt`; `sending` is leased by one sender, its attempt recorded; `done` was
 * accepted, or there was nothing to do; `failed` was given up. An expired lease means that the outcome is
 * unknown: the item is sent once more.
 */

import { assert } from "../domain/assert.ts";
import type { LifecycleEvent } from "../domain/lifecycle.ts";
import { defineBulkStatement } from "./bulk-statement.ts";
import { toJson } from "./json-text.ts";
import type { OutboxItemRow, OutboxKind, Tx } from "./schema.ts";
import { type DialectName, defineStatement } from "./statement.ts";

export interface NewOutboxItem {
  readonly id: string;
  readonly kind: OutboxKind;
  readonly subject: string;
  /** With kind and subject what there is one of. */
  readonly key: string;
  readonly incidentId: string;
  /** JSON, for the kind to read. */
  readonly body: string;
  readonly dueAt: number;
  readonly createdAt: number;
}

export interface OutboxItem extends NewOutboxItem {
  readonly attempts: number;
  /** Grows with each claim; a completion with an older fence is void. */
  readonly fence: number;
}

const NEW_COLUMNS = {
  id: "text",
  kind: "text",
  subject: "text",
  key: "text",
  incident_id: "text",
  body: "text",
  due_at: "integer",
  created_at: "integer",
} as const;
const names = Object.keys(NEW_COLUMNS);

const insertRows = defineBulkStatement<
  Pick<OutboxItemRow, keyof typeof NEW_COLUMNS>,
  { id: string }
>(
  NEW_COLUMNS,
  `insert into outbox_item (${names.join(", ")}, state, claim_at, attempts, fence)
   select ${names.map((name) => `n.${name}`).join(", ")}, 'pending', n.due_at, 0, 0
   from {rows} where true on conflict (kind, subject, key) do nothing returning id`,
);

/** Stores items and returns how many were new: one of the same kind, subject and key is there already. */
export async function insertOutboxItems(tx: Tx, items: readonly NewOutboxItem[]): Promise<number> {
  const rows = items.map((item) => ({
    id: item.id,
    kind: item.kind,
    subject: item.subject,
    key: item.key,
    incident_id: item.incidentId,
    body: item.body,
    due_at: item.dueAt,
    created_at: item.createdAt,
  }));
  return (await insertRows(tx, rows)).length;
}

interface EventRow {
  readonly id: string;
  readonly event: string;
  readonly incident_id: string;
  readonly key: string;
  readonly sequence: number;
  readonly team: string | null;
  readonly actor_id: string;
  readonly body: string;
  readonly now: number;
}

// Each row once for everybody who has subscribed to it; whoever is put off gets it when that is over, and
// who has caused it knows it already.
const eventText = (dialect: DialectName) => `insert into outbox_item
    (id, kind, subject, key, incident_id, body, due_at, created_at, state, claim_at, attempts, fence,
      sequence)
  select n.id || '.' || s.id, 'event', s.id, n.key, n.incident_id, n.body, ${later(dialect)}, n.now,
    'pending', ${later(dialect)}, 0, 0, n.sequence
  from {rows} cross join subscription as s
  where s.ended_at is null and (s.team is null or n.team is null or s.team = n.team)
    and s.id <> n.actor_id and ${dialect === "sqlite" ? "instr" : "strpos"}(s.events, n.event) > 0
  on conflict (kind, subject, key) do nothing returning id`;
const later = (dialect: DialectName) =>
  `${dialect === "sqlite" ? "max" : "greatest"}(n.now, coalesce(s.put_off_until, 0))`;

const insertEvents = defineBulkStatement<EventRow, { id: string }>(
  {
    id: "text",
    event: "text",
    incident_id: "text",
    key: "text",
    sequence: "integer",
    team: "text",
    actor_id: "text",
    body: "text",
    now: "integer",
  },
  { sqlite: eventText("sqlite"), postgres: eventText("postgres") },
);

/** Stores events for whoever has subscribed to them; returns how many items that makes. */
export async function insertEventItems(
  tx: Tx,
  events: readonly LifecycleEvent[],
  { newId, now }: { readonly newId: () => string; readonly now: number },
): Promise<number> {
  const rows = events.map((event) => ({
    id: newId(),
    event: ` ${event.name} `,
    incident_id: event.incident.id,
    key: `${event.incident.id} ${event.sequence}`,
    sequence: event.sequence,
    team: event.incident.team,
    actor_id: event.actor.kind === "integration" ? event.actor.id : "",
    body: toJson(event),
    now,
  }));
  return (await insertEvents(tx, rows)).length;
}

const CLAIMING = `state = 'sending', attempts = attempts + 1, fence = fence + 1,
  lease_owner = $3, lease_until = $4, claim_at = $4`;
const SELECTION = [...names, "attempts", "fence"].map((name) => `outbox_item.${name}`).join(", ");
type LoadedRow = Pick<OutboxItemRow, keyof typeof NEW_COLUMNS | "attempts" | "fence">;

/** One after the other for each subject and incident: a resolution must not overtake what it resolves. */
const IS_FIRST = `not exists (
  select 1 from outbox_item as earlier
  where earlier.subject = o.subject and earlier.incident_id = o.incident_id
    and earlier.sequence < o.sequence and earlier.claim_at is not null)`;

const claimRows = defineStatement<LoadedRow>({
  sqlite: `update outbox_item set ${CLAIMING} where id in (
      select id from outbox_item as o where kind = $5 and claim_at <= $1 and ${IS_FIRST}
      order by claim_at limit $2)
    returning ${SELECTION}`,
  postgres: `with due as materialized (
      select id from outbox_item as o where kind = $5 and claim_at <= $1 and ${IS_FIRST}
      order by claim_at limit $2 for no key update skip locked)
    update outbox_item set ${CLAIMING} from due where outbox_item.id = due.id
    returning ${SELECTION}`,
});

export interface OutboxClaim {
  readonly kind: OutboxKind;
  readonly now: number;
  readonly limit: number;
  /** Which process claims, for people who look into the table. */
  readonly owner: string;
  readonly leaseMs: number;
}

const insertAttempts = defineBulkStatement<{
  readonly outbox_item_id: string;
  readonly fence: number;
  readonly started_at: number;
}>(
  { outbox_item_id: "text", fence: "integer", started_at: "integer" },
  `insert into outbox_attempt (outbox_item_id, fence, started_at)
   select n.outbox_item_id, n.fence, n.started_at from {rows}`,
);

const closeUnknown = defineBulkStatement<{ readonly id: string }>(
  { id: "text" },
  `update outbox_attempt set outcome = 'unknown', reason = 'outcome-unknown', ended_at = $2
   from {rows} where outbox_attempt.outbox_item_id = n.id and ended_at is null`,
);

/** Leases what is due, with an attempt on record for each: pending items, and those whose lease ran out. */
export async function claimOutboxItems(
  tx: Tx,
  { kind, now, limit, owner, leaseMs }: OutboxClaim,
): Promise<OutboxItem[]> {
  const items = (await claimRows(tx, now, limit, owner, now + leaseMs, kind)).map(fromRow);
  const again = items.filter(({ attempts }) => attempts > 1);
  await closeUnknown(
    tx,
    again.map(({ id }) => ({ id })),
    now,
  );
  await insertAttempts(
    tx,
    items.map(({ id, fence }) => ({ outbox_item_id: id, fence, started_at: now })),
  );
  return items;
}

export interface OutboxCompletion {
  readonly id: string;
  /** Of the claim under which it was sent. */
  readonly fence: number;
  readonly state: "done" | "failed" | "pending";
  /** When to try again; exactly with "pending". */
  readonly dueAt?: number;
  /** What the attempt came to, and why: from closed lists. */
  readonly outcome: string;
  readonly reason?: string;
  readonly at: number;
}

const completeRow = defineStatement<{ id: string }>(
  `update outbox_item set state = $3, due_at = coalesce($4, due_at), claim_at = $4,
     lease_owner = null, lease_until = null, ended_at = $5, last_reason = $6
   where id = $1 and fence = $2 and state = 'sending' returning id`,
);

const endAttempt = defineStatement<never>(
  `update outbox_attempt set outcome = $3, reason = $4, ended_at = $5
   where outbox_item_id = $1 and fence = $2 and ended_at is null`,
);

/** Ends a claim. False, and nothing changed, when somebody else has claimed it since. */
export async function completeOutboxItem(tx: Tx, completion: OutboxCompletion): Promise<boolean> {
  const { id, fence, state, dueAt = null, outcome, reason = null, at } = completion;
  assert((state === "pending") === (dueAt !== null), "an item is due exactly when it is pending");
  const endedAt = state === "pending" ? null : at;
  const rows = await completeRow(tx, id, fence, state, dueAt, endedAt, reason);
  if (rows.length === 0) return false;
  await endAttempt(tx, id, fence, outcome, reason, at);
  return true;
}

const selectNextDueAt = defineStatement<{ claim_at: number | null }>(
  "select min(claim_at) as claim_at from outbox_item where kind = $1 and claim_at is not null",
);

/** When the next item of a kind can be claimed: it is due, or its sender's lease ends; null when none can. */
export async function nextOutboxDueAt(tx: Tx, kind: OutboxKind): Promise<number | null> {
  const [row] = await selectNextDueAt(tx, kind);
  return row?.claim_at ?? null;
}

/** Moves what waits for a subject: to no earlier than one instant, and to no later than another. */
export async function rescheduleItems(
  tx: Tx,
  to: {
    readonly kind: OutboxKind;
    readonly subject: string;
    readonly earliestAt: number;
    readonly latestAt: number | null;
  },
): Promise<void> {
  const { kind, subject, earliestAt, latestAt } = to;
  const waiting = tx
    .updateTable("outbox_item")
    .where("kind", "=", kind)
    .where("subject", "=", subject)
    .where("state", "=", "pending");
  await waiting
    .set({ due_at: earliestAt, claim_at: earliestAt })
    .where("claim_at", "<", earliestAt)
    .execute();
  if (latestAt === null) return;
  await waiting
    .set({ due_at: latestAt, claim_at: latestAt })
    .where("claim_at", ">", latestAt)
    .execute();
}

/** How many items of a kind wait, by subject. */
export async function countPendingItems(
  tx: Tx,
  kind: OutboxKind,
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .selectFrom("outbox_item")
    .select((of) => ["subject", of.fn.countAll<number>().as("count")])
    .where("kind", "=", kind)
    .where("claim_at", "is not", null)
    .groupBy("subject")
    .execute();
  return new Map(rows.map(({ subject, count }) => [subject, Number(count)]));
}

/** How many items of a kind were given up since an instant, by subject. */
export async function countFailedItems(
  tx: Tx,
  kind: OutboxKind,
  since: number,
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .selectFrom("outbox_item")
    .select((of) => ["subject", of.fn.countAll<number>().as("count")])
    .where("kind", "=", kind)
    .where("state", "=", "failed")
    .where("ended_at", ">", since)
    .groupBy("subject")
    .execute();
  return new Map(rows.map(({ subject, count }) => [subject, Number(count)]));
}

function fromRow(row: LoadedRow): OutboxItem {
  return {
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    key: row.key,
    incidentId: row.incident_id,
    body: row.body,
    dueAt: row.due_at,
    createdAt: row.created_at,
    attempts: row.attempts,
    fence: row.fence,
  };
}
