/** Removing incidents that are over, with all that belongs to them. The database refuses it for any other. */

import type { Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";
import type { Batch, Swept } from "./sweeps.ts";

const selectRetirable = defineStatement<{ id: string }>({
  sqlite: retirable(""),
  postgres: retirable("for update of i skip locked"),
});

function retirable(lock: string): string {
  return `select i.id from incident as i
    where i.status = 'closed' and i.id > $1 and i.closed_at < $2
      and not exists (select 1 from postmortem as p where p.incident_id = i.id)
      and not exists (select 1 from alert as a where a.incident_id = i.id and a.status = 'firing')
    order by i.id limit $3 ${lock}`;
}

const insertRetired = defineStatement<never>(
  `insert into retired_incident (incident_id, number, entries, closed_at, retired_at)
   select i.id, i.number, i.last_seq, i.closed_at, $2 from incident as i where i.id = $1`,
);

/** In this order, so that nothing is left that refers to what has gone. */
const DELETES = [
  `delete from notification_attempt where notification_id in (
     select id from notification where incident_id = $1)`,
  "delete from notification where incident_id = $1",
  `delete from outbox_attempt where outbox_item_id in (
     select id from outbox_item where incident_id = $1)`,
  "delete from outbox_item where incident_id = $1",
  "delete from one_time_link where incident_id = $1",
  "delete from reply_code where incident_id = $1",
  "update inbound_call set incident_id = null, opened_at = null where incident_id = $1",
  "delete from step_run where incident_id = $1",
  "delete from first_look where incident_id = $1",
  "delete from joined_group where incident_id = $1",
  "delete from alert where incident_id = $1",
  "delete from timeline_entry where incident_id = $1",
  "delete from incident where id = $1",
].map((text) => defineStatement<never>(text));

/** Incidents that were closed before an instant, and from which no postmortem was drawn. */
export async function sweepIncidents(
  tx: Tx,
  { before, place, limit, now }: Batch & { readonly now: number },
): Promise<Swept> {
  const found = await selectRetirable(tx, place, before, limit);
  for (const { id } of found) {
    await insertRetired(tx, id, now);
    for (const remove of DELETES) await remove(tx, id);
  }
  const last = found.at(-1);
  return { removed: found.length, next: last === undefined ? null : last.id };
}

const insertPostmortem = defineStatement<never>(
  `insert into postmortem (incident_id, first_drawn_at) values ($1, $2)
   on conflict (incident_id) do nothing`,
);

/** From now on the incident is kept: somebody has a postmortem of it that is drawn from its timeline. */
export async function notePostmortem(tx: Tx, incidentId: string, at: number): Promise<void> {
  await insertPostmortem(tx, incidentId, at);
}

const selectPostmortem = defineStatement<{ first_drawn_at: number }>(
  "select first_drawn_at from postmortem where incident_id = $1",
);

export async function hasPostmortem(tx: Tx, incidentId: string): Promise<boolean> {
  return (await selectPostmortem(tx, incidentId)).length > 0;
}
