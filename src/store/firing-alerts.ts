/**
 * All alerts that fire, a piece at a time, so that whoever pages gets a turn in between. They are found by
 * their incidents, which are indexed by their status: an index of alerts that fire would be written with
 * every alert that is taken in.
 */

import type { Alert } from "../domain/alert.ts";
import { alertFromRow, LOADED_ALERT, type LoadedAlertRow } from "./alerts.ts";
import type { Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

/** Incidents, and alerts that are held, looked at together. */
const PIECE = 2000;

export interface FiringQuery {
  /** Text that stands in the stored detail of each alert that is wanted; all of them without. */
  readonly containing?: string;
}

const selectLive = defineStatement<{ id: string }>(
  `select id from incident where status in ('open', 'acknowledged', 'resolved') and id > $1
   order by id limit $2`,
);

const CONTAINS = {
  sqlite: "($2 is null or instr(a.detail, $2) > 0)",
  postgres: "($2::text is null or position($2 in a.detail) > 0)",
};

const selectOfIncidents = defineStatement<LoadedAlertRow>({
  sqlite: `select ${LOADED_ALERT} from json_each($1) as n cross join alert as a
    where a.incident_id = n.value and a.status = 'firing' and ${CONTAINS.sqlite}`,
  postgres: `select ${LOADED_ALERT} from json_array_elements_text($1::json) as n(id)
    cross join lateral (select * from alert where incident_id = n.id offset 0) as a
    where a.status = 'firing' and ${CONTAINS.postgres}`,
});

const heldSelection = `select ${LOADED_ALERT} from alert as a
   where a.review_at is not null and a.status = 'firing' and a.incident_id is null`;
const selectHeld = defineStatement<LoadedAlertRow>({
  sqlite: `${heldSelection} and a.id > $1 and ${CONTAINS.sqlite} order by a.id limit $3`,
  postgres: `${heldSelection} and a.id > $1 and ${CONTAINS.postgres} order by a.id limit $3`,
});

/** Those of incidents that are not closed, then those that are held. */
export async function* firingAlerts(
  tx: Tx,
  { containing }: FiringQuery = {},
): AsyncGenerator<readonly Alert[]> {
  const text = containing ?? null;
  let after = "";
  for (;;) {
    const ids = (await selectLive(tx, after, PIECE)).map(({ id }) => id);
    const last = ids.at(-1);
    if (last === undefined) break;
    yield (await selectOfIncidents(tx, JSON.stringify(ids), text)).map(alertFromRow);
    after = last;
  }
  for (after = ""; ; ) {
    const held = (await selectHeld(tx, after, text, PIECE)).map(alertFromRow);
    const last = held.at(-1);
    if (last === undefined) break;
    yield held;
    after = last.id;
  }
}

/** What `containing` looks for, so that a label with a value is found. */
export function labelText(name: string, value: string): string {
  return `${JSON.stringify(name)}:${JSON.stringify(value)}`;
}
