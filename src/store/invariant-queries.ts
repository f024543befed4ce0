/**
 * What must never be, asked of the tables directly and without the code that is to keep it so: the
 * auditor's questions. Each is cheap on an index, however many incidents there are: what has to be asked
 * row by row is asked of some of them at a time.
 */

import { sql } from "kysely";
import type { Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

export interface Breach {
  readonly invariant: string;
  readonly count: number;
}

/** Every value, named, so that the indexes that begin with the priority are used. */
const PRIORITIES = {
  incident: sql.raw([0, 1, 2, 3, 4, 5, 6, 7].join(", ")),
  notification: sql.raw(Array.from({ length: 16 }, (_, priority) => priority).join(", ")),
};

/** Rows that should have been acted on, due since before this instant. */
export async function findOverdue(tx: Tx, overdueBefore: number): Promise<readonly Breach[]> {
  const { rows } = await sql<{ invariant: string; count: number }>`
    select 'an escalation or clock is overdue' as invariant, count(*) as count
      from incident
      where priority in (${PRIORITIES.incident}) and due_at < ${overdueBefore}
    union all
    select 'a notification is overdue', count(*)
      from notification
      where priority in (${PRIORITIES.notification}) and claim_at < ${overdueBefore}
    union all
    select 'an item of the outbox is overdue', count(*)
      from outbox_item
      where kind in ('take-back', 'event') and claim_at < ${overdueBefore}
    union all
    select 'a notice is overdue', count(*)
      from notice
      where claim_at < ${overdueBefore}
    union all
    select 'a look at shifts or test pages is overdue',
      (select count(*) from shift_watch where due_at < ${overdueBefore})
        + (select count(*) from test_watch where due_at < ${overdueBefore})
    union all
    select 'an alert that is held was not looked at again', count(*)
      from alert
      where review_at is not null and review_at < ${overdueBefore}
    union all
    select 'a heartbeat is overdue', count(*)
      from heartbeat
      where due_at < ${overdueBefore}
  `.execute(tx);
  return broken(rows);
}

export type LiveStatus = "open" | "acknowledged";

export interface InspectionWindow {
  readonly status: LiveStatus;
  /** Incidents whose ids come behind this one, in their order. */
  readonly afterId: string;
  readonly limit: number;
}

export interface Inspection {
  readonly breaches: readonly Breach[];
  /** The last incident looked at; null when there was none. */
  readonly lastId: string | null;
}

const inspect = defineStatement<{ last_id: string | null; undue: number; gaps: number }>(
  `select max(id) as last_id,
     count(case when status = 'open' and due_at is null then 1 end) as undue,
     count(case when last_seq <> entries then 1 end) as gaps
   from (
     select id, status, due_at, last_seq,
       (select count(*) from timeline_entry where incident_id = i.id) as entries
     from incident as i where status = $1 and id > $2 order by id limit $3) as looked_at`,
);

/** Looks at some incidents row by row: whether they are due at all, and their timelines without a gap. */
export async function inspectIncidents(
  tx: Tx,
  { status, afterId, limit }: InspectionWindow,
): Promise<Inspection> {
  const [row] = await inspect(tx, status, afterId, limit);
  const rows = [
    { invariant: "an open incident has nothing due", count: row?.undue ?? 0 },
    { invariant: "a timeline has a gap", count: row?.gaps ?? 0 },
  ];
  return { breaches: broken(rows), lastId: row?.last_id ?? null };
}

function broken(rows: readonly Breach[]): readonly Breach[] {
  return rows
    .map(({ invariant, count }) => ({ invariant, count: Number(count) }))
    .filter(({ count }) => count > 0);
}
