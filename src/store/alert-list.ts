/** Alerts as people look for them: by their state, the newest first, and one by its id. */

import { type RawBuilder, sql } from "kysely";
import type { Alert } from "../domain/alert.ts";
import type { IncidentStatus } from "../domain/incident.ts";
import { alertFromRow, LOADED_ALERT, type LoadedAlertRow } from "./alerts.ts";
import type { Tx } from "./schema.ts";
import { dialectOf } from "./statement.ts";

/** `held`: fires and has no incident, because something holds it. */
export const ALERT_STATES = ["firing", "held", "resolved"] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** An alert with what is shown beside it. */
export interface ListedAlert {
  readonly alert: Alert;
  readonly integration: { readonly name: string; readonly team: string | null };
  readonly incident:
    | {
        readonly number: string;
        readonly severity: string;
        readonly status: IncidentStatus;
        readonly team: string | null;
      }
    | undefined;
}

export interface AlertListQuery {
  readonly state: AlertState;
  readonly integrationId?: string;
  /** Of their incident, else of their integration; everybody's are among them. Undefined for all. */
  readonly teams?: readonly string[];
  /** Only these. */
  readonly ids?: readonly string[];
  readonly beforeId?: string;
  readonly limit: number;
}

type ListedRow = LoadedAlertRow & {
  readonly integration_name: string | null;
  readonly integration_team: string | null;
  readonly number: string | null;
  readonly severity: string | null;
  readonly incident_status: IncidentStatus | null;
  readonly team: string | null;
};

const SELECTION = sql.raw(`select ${LOADED_ALERT}, g.name as integration_name,
    g.team as integration_team, i.number, i.severity, i.status as incident_status, i.team
  from alert as a left join incident as i on i.id = a.incident_id
    left join integration as g on g.id = a.integration_id`);

/** A page of alerts, the newest first. */
export async function listAlerts(tx: Tx, query: AlertListQuery): Promise<ListedAlert[]> {
  const { state, integrationId, teams, ids, beforeId, limit } = query;
  const conditions: RawBuilder<unknown>[] = [
    sql`a.status = ${state === "resolved" ? "resolved" : "firing"}`,
    ...(state === "held" ? [sql`a.review_at is not null and a.incident_id is null`] : []),
    ...(integrationId === undefined ? [] : [sql`a.integration_id = ${integrationId}`]),
    ...(ids === undefined ? [] : [amongIds(tx, ids)]),
    ...(beforeId === undefined ? [] : [sql`a.id < ${beforeId}`]),
    ...(teams === undefined ? [] : [ofTeams(teams)]),
  ];
  const where = sql.join(conditions, sql` and `);
  const statement = sql<ListedRow>`${SELECTION} where ${where} order by a.id desc limit ${limit}`;
  return (await statement.execute(tx)).rows.map(fromRow);
}

/** An alert by its id, firing or resolved; undefined when there is none. */
export async function findAlert(tx: Tx, id: string): Promise<ListedAlert | undefined> {
  // Both states are named so that the index is of use.
  const found = sql<ListedRow>`${SELECTION} where a.status in ('firing', 'resolved') and a.id = ${id}`;
  const [row] = (await found.execute(tx)).rows;
  return row === undefined ? undefined : fromRow(row);
}

function amongIds(tx: Tx, ids: readonly string[]): RawBuilder<unknown> {
  const list = JSON.stringify(ids);
  return dialectOf(tx) === "sqlite"
    ? sql`a.id in (select value from json_each(${list}))`
    : sql`a.id = any(array(select json_array_elements_text(${list}::json)))`;
}

function ofTeams(teams: readonly string[]): RawBuilder<unknown> {
  const team = sql`case when i.id is null then g.team else i.team end`;
  return sql`(${team} is null or ${team} in (${sql.join(teams)}))`;
}

function fromRow(row: ListedRow): ListedAlert {
  const { number, severity, incident_status: status } = row;
  return {
    alert: alertFromRow(row),
    integration: { name: row.integration_name ?? "", team: row.integration_team },
    incident:
      number === null || severity === null || status === null
        ? undefined
        : { number, severity, status, team: row.team },
  };
}
