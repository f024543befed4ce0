/**
 * All alerts that fire, a piece at a time, so that whoever pages gets a turn in between. Those of incidents
 * are found by their incidents, which are indexed by their status.
 */

import type { Alert } from "../domain/alert.ts";
import { alertFromRow, LOADED_ALERT, type LoadedAlertRow } from "./alerts.ts";
import type { Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

/** Incidents, and alerts that are held, looked at together. */
const PIECE = 2000;

const selectLive = defineStatement<{ id: string }>(
  `select id from incident where status in ('open', 'acknowledged', 'resolved') and id > $1
   order by id limit $2`,
);

const selectOfIncidents = defineStatement<LoadedAlertRow>({
  sqlite: `select ${LOADED_ALERT} from json_each($1) as n cross join alert as a
    where a.incident_id = n.value and a.status = 'firing'`,
  postgres: `select ${LOADED_ALERT} from json_array_elements_text($1::json) as n(id)
    cross join lateral (select * from alert where incident_id = n.id offset 0) as a
    where a.status = 'firing'`,
});

const selectHeld = defineStatement<LoadedAlertRow>(
  `select ${LOADED_ALERT} from alert as a
   where a.review_at is not null and a.status = 'firing' and a.incident_id is null
     and a.id > $1 order by a.id limit $2`,
);

/** Those of incidents that are not closed, then those that are held. */
export async function* firingAlerts(tx: Tx): AsyncGenerator<readonly Alert[]> {
  let after = "";
  for (;;) {
    const ids = (await selectLive(tx, after, PIECE)).map(({ id }) => id);
    const last = ids.at(-1);
    if (last === undefined) break;
    yield (await selectOfIncidents(tx, JSON.stringify(ids))).map(alertFromRow);
    after = last;
  }
  for (after = ""; ; ) {
    const held = await selectHeld(tx, after, PIECE);
    const last = held.at(-1);
    if (last === undefined) break;
    yield held.map(alertFromRow);
    after = last.id;
  }
}
