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

/** What spares reading most of the alerts that are not wanted. None that is wanted is passed over. */
export type Narrowing =
  /** One of the texts at least stands in the stored detail. */
  | { readonly kind: "containing"; readonly texts: readonly string[] }
  /** A label is there and has one of these values, as `labelValues` gives them. */
  | { readonly kind: "value"; readonly label: string; readonly values: readonly string[] };

export interface AlertListQuery {
  readonly state: AlertState;
  readonly integrationId?: string;
  /** Of their incident, else of their integration; everybody's are among them. Undefined for all. */
  readonly teams?: readonly string[];
  /** Each has to be so; what is found is held against the matchers all the same. */
  readonly narrowing: readonly Narrowing[];
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

const JOINS = `left join incident as i on i.id = a.incident_id
  left join integration as g on g.id = a.integration_id`;
const COLUMNS = `select ${LOADED_ALERT}, g.name as integration_name, g.team as integration_team,
    i.number, i.severity, i.status as incident_status, i.team`;
const SELECTION = sql.raw(`${COLUMNS} from alert as a ${JOINS}`);
/** From one end of the table to the other: in the order of the index SQLite would read each row's page anew. */
const SCAN = sql.raw(`${COLUMNS} from alert as a not indexed ${JOINS}`);

/** A page of alerts, the newest first. */
export async function listAlerts(tx: Tx, query: AlertListQuery): Promise<ListedAlert[]> {
  const { state, integrationId, teams, narrowing, beforeId, limit } = query;
  const isScan = narrowing.length > 0 && dialectOf(tx) === "sqlite";
  const conditions: RawBuilder<unknown>[] = [
    sql`a.status = ${state === "resolved" ? "resolved" : "firing"}`,
    ...(state === "held" ? [sql`a.review_at is not null and a.incident_id is null`] : []),
    ...(integrationId === undefined ? [] : [sql`a.integration_id = ${integrationId}`]),
    ...(beforeId === undefined ? [] : [sql`a.id < ${beforeId}`]),
    ...narrowing.map((one) => narrowed(tx, one)),
    ...(teams === undefined ? [] : [ofTeams(teams)]),
  ];
  const where = sql.join(conditions, sql` and `);
  const statement = sql<ListedRow>`${isScan ? SCAN : SELECTION} where ${where} order by a.id desc limit ${limit}`;
  return (await statement.execute(tx)).rows.map(fromRow);
}

/** An alert by its id, firing or resolved; undefined when there is none. */
export async function findAlert(tx: Tx, id: string): Promise<ListedAlert | undefined> {
  // Both states are named so that the index is of use.
  const found = sql<ListedRow>`${SELECTION} where a.status in ('firing', 'resolved') and a.id = ${id}`;
  const [row] = (await found.execute(tx)).rows;
  return row === undefined ? undefined : fromRow(row);
}

function narrowed(tx: Tx, one: Narrowing): RawBuilder<unknown> {
  if (one.kind === "containing") {
    const any = one.texts.map((text) => sql`${positionOf(tx, text)} > 0`);
    return sql`(${sql.join(any, sql` or `)})`;
  }
  const { label, values } = one;
  const list = JSON.stringify(values);
  const elements =
    dialectOf(tx) === "sqlite"
      ? sql`(select value from json_each(${list}))`
      : sql`(select * from json_array_elements_text(${list}::json))`;
  // Where a name ends like this one, its value may stand first: such alerts are read.
  const isUncertain = sql`${positionOf(tx, `\\${keyText(label)}`)} > 0`;
  const isThere = sql`${positionOf(tx, keyText(label))} > 0`;
  return sql`(${isThere} and (${labelValue(tx, label)} in ${elements} or ${isUncertain}))`;
}

/** `"host":"`: only a name in the stored detail is followed so. */
function keyText(label: string): string {
  return `${JSON.stringify(label)}:"`;
}

function positionOf(tx: Tx, text: string): RawBuilder<unknown> {
  const position = sql.raw(dialectOf(tx) === "sqlite" ? "instr" : "strpos");
  return sql`${position}(a.detail, ${text})`;
}

/** So much of a label's value as is compared, up to the first quote; as it stands in JSON. */
function labelValue(tx: Tx, label: string): RawBuilder<unknown> {
  const key = keyText(label);
  const length = sql.raw(String([...key].length));
  const behind = sql`substr(a.detail, ${positionOf(tx, key)} + ${length}, ${sql.raw(String(VALUE_LENGTH))})`;
  return dialectOf(tx) === "sqlite"
    ? sql`substr(${behind}, 1, instr(${behind}, '"') - 1)`
    : sql`split_part(${behind}, '"', 1)`;
}

const VALUE_LENGTH = 128;

/**
 * The values that a label has among alerts of a state, at most so many; undefined where there are more.
 * One that is empty, holds a backslash or is long may stand for others: it has to be taken for a match.
 */
export async function labelValues(
  tx: Tx,
  query: { readonly state: AlertState; readonly label: string; readonly max: number },
): Promise<readonly string[] | undefined> {
  const { state, label, max } = query;
  const table = sql.raw(dialectOf(tx) === "sqlite" ? "alert as a not indexed" : "alert as a");
  const status = state === "resolved" ? "resolved" : "firing";
  const statement = sql<{ value: string | null }>`select distinct ${labelValue(tx, label)} as value
    from ${table} where a.status = ${status} and ${positionOf(tx, keyText(label))} > 0
    limit ${max + 1}`;
  const { rows } = await statement.execute(tx);
  return rows.length > max ? undefined : rows.map(({ value }) => value ?? "");
}

/** Whether a value of `labelValues` is the whole of one, as it is. */
export function isWholeValue(value: string): boolean {
  return value !== "" && !value.includes("\\") && value.length < VALUE_LENGTH / 2;
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
