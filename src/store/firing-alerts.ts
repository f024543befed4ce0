/**
 * All alerts that fire, a piece at a time, so that whoever pages gets a turn in between. They are found by
 * their incidents, which are indexed by their status: an index of alerts that fire would be written with
 * every alert that is taken in.
 */

import type { Alert } from "../domain/alert.ts";
import { alertFromRow, LOADED_ALERT, type LoadedAlertRow, labelsIn, titleIn } from "./alerts.ts";
import type { AlertRow, Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

/** Incidents, and alerts that are held, looked at together. */
const PIECE = 2000;

export interface FiringQuery {
  /** Text that stands in the stored detail of each alert that is wanted; all of them without. */
  readonly containing?: string;
}

/** What is to be known of each of very many alerts. */
export interface FiringSketch {
  readonly integrationId: string;
  readonly incidentId: string | null;
  readonly startsAt: number;
  readonly labels: Alert["labels"];
  readonly title: () => string;
}

type SketchRow = Pick<AlertRow, "id" | "integration_id" | "incident_id" | "starts_at" | "detail">;

const selectLive = defineStatement<{ id: string }>(
  `select id from incident where status in ('open', 'acknowledged', 'resolved') and id > $1
   order by id limit $2`,
);

const CONTAINS = {
  sqlite: "($2 is null or instr(a.detail, $2) > 0)",
  postgres: "($2::text is null or position($2 in a.detail) > 0)",
};

/** @param columns of an alert `a` */
function defineSelections<Row>(columns: string) {
  const held = `select ${columns} from alert as a
    where a.review_at is not null and a.status = 'firing' and a.incident_id is null`;
  return {
    ofIncidents: defineStatement<Row>({
      sqlite: `select ${columns} from json_each($1) as n cross join alert as a
        where a.incident_id = n.value and a.status = 'firing' and ${CONTAINS.sqlite}`,
      postgres: `select ${columns} from json_array_elements_text($1::json) as n(id)
        cross join lateral (select * from alert where incident_id = n.id offset 0) as a
        where a.status = 'firing' and ${CONTAINS.postgres}`,
    }),
    held: defineStatement<Row>({
      sqlite: `${held} and a.id > $1 and ${CONTAINS.sqlite} order by a.id limit $3`,
      postgres: `${held} and a.id > $1 and ${CONTAINS.postgres} order by a.id limit $3`,
    }),
  };
}

const wholes = defineSelections<LoadedAlertRow>(LOADED_ALERT);
const sketches = defineSelections<SketchRow>(
  "a.id, a.integration_id, a.incident_id, a.starts_at, a.detail",
);

/** Those of incidents that are not closed, then those that are held. */
export async function* firingAlerts(
  tx: Tx,
  query: FiringQuery = {},
): AsyncGenerator<readonly Alert[]> {
  for await (const rows of firingRows(tx, wholes, query)) yield rows.map(alertFromRow);
}

/** The same, read no further than a comparison of labels needs. */
export async function* firingSketches(
  tx: Tx,
  query: FiringQuery = {},
): AsyncGenerator<readonly FiringSketch[]> {
  for await (const rows of firingRows(tx, sketches, query)) yield rows.map(sketchFromRow);
}

function sketchFromRow(row: SketchRow): FiringSketch {
  return {
    integrationId: row.integration_id,
    incidentId: row.incident_id,
    startsAt: row.starts_at,
    labels: labelsIn(row.detail),
    title: () => titleIn(row.detail),
  };
}

async function* firingRows<Row extends { readonly id: string }>(
  tx: Tx,
  selections: ReturnType<typeof defineSelections<Row>>,
  { containing }: FiringQuery,
): AsyncGenerator<readonly Row[]> {
  const text = containing ?? null;
  let after = "";
  for (;;) {
    const ids = (await selectLive(tx, after, PIECE)).map(({ id }) => id);
    const last = ids.at(-1);
    if (last === undefined) break;
    yield await selections.ofIncidents(tx, JSON.stringify(ids), text);
    after = last;
  }
  for (after = ""; ; ) {
    const held = await selections.held(tx, after, text, PIECE);
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
