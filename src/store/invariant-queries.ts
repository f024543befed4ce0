/**
 * What must never be, asked of the tables directly and without the code that is to keep it so: the
 * auditor's questions. Each is cheap on an index.
 */

import { sql } from "kysely";
import type { Tx } from "./schema.ts";

export interface Breach {
  readonly invariant: string;
  readonly count: number;
}

/** Every value, named, so that the indexes that begin with the priority are used. */
const PRIORITIES = {
  incident: sql.raw([0, 1, 2, 3, 4, 5, 6, 7].join(", ")),
  notification: sql.raw(Array.from({ length: 16 }, (_, priority) => priority).join(", ")),
};

/**
 * Rows that break an invariant. Nothing may still be due that was so before `overdueBefore`; timelines are
 * counted where they have grown since `changedSince`.
 */
export async function findBreaches(
  tx: Tx,
  at: { readonly overdueBefore: number; readonly changedSince: number },
): Promise<readonly Breach[]> {
  const { rows } = await sql<{ invariant: string; count: number }>`
    select 'an open incident has nothing due' as invariant, count(*) as count
      from incident where status = 'open' and due_at is null
    union all
    select 'an escalation or clock is overdue', count(*)
      from incident
      where priority in (${PRIORITIES.incident}) and due_at < ${at.overdueBefore}
    union all
    select 'a notification is overdue', count(*)
      from notification
      where priority in (${PRIORITIES.notification}) and claim_at < ${at.overdueBefore}
    union all
    select 'a timeline has a gap', count(*)
      from incident where status in ('open', 'acknowledged') and last_entry_at >= ${at.changedSince}
        and last_seq <> (select count(*) from timeline_entry where incident_id = incident.id)
  `.execute(tx);
  return rows
    .map(({ invariant, count }) => ({ invariant, count: Number(count) }))
    .filter(({ count }) => count > 0);
}
