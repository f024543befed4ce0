/** Action items: how each stands now, as the last entry of its incident's timeline tells it. */

import type { ActionItem, ActionState, ListedAction } from "../domain/action-item.ts";
import type { ActionItemRow, Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

const COLUMNS =
  "incident_id, item, text, purpose, owner, owner_id, due_at, status, created_at, changed_at, remind_at, reminders";
const upsert = defineStatement<never>(
  `insert into action_item (${COLUMNS})
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, 0)
   on conflict (incident_id, item) do update set text = excluded.text, owner = excluded.owner,
     owner_id = excluded.owner_id, due_at = excluded.due_at, status = excluded.status,
     changed_at = excluded.changed_at, remind_at = excluded.remind_at, reminders = 0`,
);

/** Stores how one stands now. @param at when it was added or changed; reminders begin anew */
export async function saveAction(
  tx: Tx,
  incidentId: string,
  state: ActionState,
  { at, remindAt }: { readonly at: number; readonly remindAt: number | null },
): Promise<void> {
  const { item, text, purpose, owner, ownerId, dueAt, status } = state;
  await upsert(tx, incidentId, item, text, purpose, owner, ownerId, dueAt, status, at, remindAt);
}

export async function loadAction(
  tx: Tx,
  incidentId: string,
  item: number,
): Promise<ActionItem | undefined> {
  const row = await tx
    .selectFrom("action_item")
    .selectAll()
    .where("incident_id", "=", incidentId)
    .where("item", "=", item)
    .executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

/** Action items, those that are due first at the top and those without a deadline last. */
export async function listActions(
  tx: Tx,
  wanted: {
    readonly open: boolean;
    readonly incidentId?: string;
    /** Those of these teams, and of none; all when there are none. */
    readonly teams: readonly string[];
    readonly limit: number;
  },
): Promise<ListedAction[]> {
  let query = tx
    .selectFrom("action_item as a")
    .innerJoin("incident as i", "i.id", "a.incident_id")
    .selectAll("a")
    .select(["i.number", "i.title"]);
  if (wanted.open) query = query.where("a.status", "in", ["open", "in-progress"]);
  const { teams } = wanted;
  if (teams.length > 0) {
    query = query.where((eb) => eb.or([eb("i.team", "is", null), eb("i.team", "in", teams)]));
  }
  if (wanted.incidentId !== undefined) query = query.where("a.incident_id", "=", wanted.incidentId);
  const rows = await query
    .orderBy((eb) => eb.fn.coalesce("a.due_at", eb.val(Number.MAX_SAFE_INTEGER)))
    .orderBy("a.incident_id")
    .orderBy("a.item")
    .limit(wanted.limit)
    .execute();
  return rows.map((row) => {
    const { number, title } = row;
    return { ...fromRow(row), number, title };
  });
}

export interface DueReminder extends ActionItem {
  readonly number: string;
  readonly dueAt: number;
  /** So often its owner was reminded before. */
  readonly reminders: number;
}

const SELECT_DUE = `select a.incident_id, a.item, a.text, a.purpose, a.owner, a.owner_id, a.due_at,
    a.status, a.created_at, a.changed_at, a.remind_at, a.reminders, i.number
  from action_item as a join incident as i on i.id = a.incident_id
  where a.remind_at <= $1 order by a.remind_at limit $2`;
const selectDue = defineStatement<ActionItemRow & { number: string }>({
  sqlite: SELECT_DUE,
  postgres: `${SELECT_DUE} for no key update of a skip locked`,
});

/** Those whose owners are to be reminded now, locked by this transaction. */
export async function claimReminders(tx: Tx, now: number, limit: number): Promise<DueReminder[]> {
  const rows = await selectDue(tx, now, limit);
  return rows.flatMap((row) => {
    const { number, reminders, due_at: dueAt } = row;
    return dueAt === null ? [] : [{ ...fromRow(row), number, reminders, dueAt }];
  });
}

const moveReminder = defineStatement<never>(
  `update action_item set remind_at = $3, reminders = reminders + 1
   where incident_id = $1 and item = $2`,
);

/** Of one that was claimed: it was said, and is said again then; never when null. */
export async function reminded(
  tx: Tx,
  { incidentId, item }: Pick<ActionItem, "incidentId" | "item">,
  nextAt: number | null,
): Promise<void> {
  await moveReminder(tx, incidentId, item, nextAt);
}

const selectNextReminderAt = defineStatement<{ remind_at: number | null }>(
  "select min(remind_at) as remind_at from action_item where remind_at is not null",
);

export async function nextReminderDueAt(tx: Tx): Promise<number | null> {
  const [row] = await selectNextReminderAt(tx);
  return row?.remind_at ?? null;
}

function fromRow(row: ActionItemRow): ActionItem {
  return {
    incidentId: row.incident_id,
    item: row.item,
    text: row.text,
    purpose: row.purpose,
    owner: row.owner,
    ownerId: row.owner_id,
    dueAt: row.due_at,
    status: row.status,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}
