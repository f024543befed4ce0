/** Of each alert that fires what it is looked for by: very many are read. */

import type { Alert } from "../domain/alert.ts";
import { labelsIn } from "./alerts.ts";
import type { AlertRow, Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

export interface AlertSketch {
  readonly id: string;
  readonly integrationId: string;
  readonly incidentId: string | null;
  /** Has no incident, because something holds it. */
  readonly isHeld: boolean;
  readonly labels: Alert["labels"];
}

type SketchRow = Pick<
  AlertRow,
  "id" | "integration_id" | "incident_id" | "status" | "review_at" | "detail"
>;

const COLUMNS = "a.id, a.integration_id, a.incident_id, a.status, a.review_at, a.detail";

const selectFiring = defineStatement<SketchRow>(
  `select ${COLUMNS} from alert as a where a.status = 'firing' and a.id > $1 order by a.id limit $2`,
);

/** Alerts that fire, in the order of their ids. */
export async function listSketches(
  tx: Tx,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<AlertSketch[]> {
  return (await selectFiring(tx, after, limit)).map(fromRow);
}

// Both states are named so that the index is of use; each row is looked up, whatever the planner believes.
const selectByIds = defineStatement<SketchRow>({
  sqlite: `select ${COLUMNS} from json_each($1) as n cross join alert as a
    where a.status in ('firing', 'resolved') and a.id = n.value`,
  postgres: `select ${COLUMNS} from json_array_elements_text($1::json) as n(id)
    cross join lateral (
      select * from alert where status in ('firing', 'resolved') and id = n.id offset 0) as a`,
});

/** Those of the alerts that fire. */
export async function loadSketches(tx: Tx, ids: readonly string[]): Promise<AlertSketch[]> {
  const rows = await selectByIds(tx, JSON.stringify(ids));
  return rows.filter(({ status }) => status === "firing").map(fromRow);
}

function fromRow(row: SketchRow): AlertSketch {
  return {
    id: row.id,
    integrationId: row.integration_id,
    incidentId: row.incident_id,
    isHeld: row.review_at !== null && row.incident_id === null,
    labels: labelsIn(row.detail),
  };
}
