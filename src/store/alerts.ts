/** Alerts, one for each (integration, dedup key). */

import { type Alert, reviewAt } from "../domain/alert.ts";
import type { AlertHold } from "../domain/alert-hold.ts";
import { assert } from "../domain/assert.ts";
import type { Flapping } from "../domain/flapping.ts";
import type { IncidentStatus } from "../domain/incident.ts";
import { defineBulkStatement } from "./bulk-statement.ts";
import { fromJson } from "./json-text.ts";
import { keyHash } from "./key-hash.ts";
import type { AlertRow, Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

type AlertDetail = Pick<
  Alert,
  "groupKey" | "title" | "labels" | "annotations" | "sourceUrl" | "routing"
> & {
  readonly hold?: AlertHold;
  readonly heldToEnd?: AlertHold;
  readonly flapping?: Flapping;
  readonly expiresAfterMs?: number;
  readonly placed?: true;
};

type SavedAlert = Omit<AlertRow, "key_hash" | "detail"> & {
  readonly key_hash: string;
  readonly detail: AlertDetail;
};

const COLUMNS = {
  id: "text",
  key_hash: "bytes",
  integration_id: "text",
  dedup_key: "text",
  incident_id: "text",
  status: "text",
  starts_at: "integer",
  ends_at: "integer",
  last_received_at: "integer",
  received_count: "integer",
  detail: "json",
  review_at: "integer",
} as const;

export type LoadedAlertRow = Omit<AlertRow, "key_hash">;

interface KnownAlertRow extends LoadedAlertRow {
  readonly incident_status: IncidentStatus | null;
}

const names = Object.keys(COLUMNS);
/** Of an alert `a`, what `alertFromRow` reads. */
export const LOADED_ALERT = names
  .filter((name) => name !== "key_hash")
  .map((name) => `a.${name}`)
  .join(", ");

/** In one statement: on SQLite one for each row takes three times as long where most find nothing. */
const selectByKeys = defineStatement<KnownAlertRow>({
  sqlite: `select ${LOADED_ALERT}, i.status as incident_status
    from json_each($1) as n cross join alert as a left join incident as i on i.id = a.incident_id
    where a.key_hash = unhex(n.value)`,
  // Written so that each row is looked up by its key, whatever the planner believes: joined freely, it
  // reads the whole table as soon as it takes it for small.
  postgres: `select ${LOADED_ALERT}, i.status as incident_status
    from json_array_elements_text($1::json) as n(key_hash)
    cross join lateral (
      select * from alert where key_hash = decode(n.key_hash, 'hex') offset 0) as a
    left join lateral (select status from incident where id = a.incident_id offset 0) as i on true`,
});

/**
 * The alert of each key, firing or resolved, by its dedup key, with where its incident stands; keys not
 * heard of before are left out.
 */
export async function loadAlerts(
  tx: Tx,
  integrationId: string,
  dedupKeys: readonly string[],
): Promise<Map<string, Alert>> {
  if (dedupKeys.length === 0) return new Map();
  const hashes = [...new Set(dedupKeys)].map((key) => keyHash(integrationId, key));
  const found = await selectByKeys(tx, JSON.stringify(hashes));
  return new Map(found.map((row) => [row.dedup_key, withIncident(row)]));
}

const selectDedupKey = defineStatement<Pick<AlertRow, "dedup_key">>(
  `select dedup_key from alert
   where status in ('firing', 'resolved') and id = $1 and integration_id = $2`,
);

/** The dedup key of an integration's alert by its id; undefined where there is no such alert of its own. */
export async function findDedupKey(
  tx: Tx,
  integrationId: string,
  id: string,
): Promise<string | undefined> {
  const [row] = await selectDedupKey(tx, id, integrationId);
  return row?.dedup_key;
}

const INSERT = `insert into alert (${names.join(", ")})
   select ${names.map((name) => `n.${name}`).join(", ")} from {rows} where true`;
const insertRows = defineBulkStatement<SavedAlert>(COLUMNS, INSERT);

const changing = names.filter((name) => !["id", "key_hash", "integration_id"].includes(name));
const upsertRows = defineBulkStatement<SavedAlert>(
  COLUMNS,
  `${INSERT} on conflict (key_hash)
   do update set ${changing.map((name) => `${name} = excluded.${name}`).join(", ")}`,
);

/** While the database stores so many, the next ones are made ready. */
const ROWS_AT_ONCE = 250;

/** Stores alerts that were never heard of before, as the lock on their integration's version guarantees. */
export async function insertAlerts(tx: Tx, alerts: readonly Alert[]): Promise<void> {
  const rows = sortedRows(alerts);
  for (let first = 0; first < rows.length; first += ROWS_AT_ONCE) {
    await insertRows(tx, rows.slice(first, first + ROWS_AT_ONCE));
  }
}

/** Stores alerts, new or changed; one whose key is known keeps the id it has. A key may appear only once. */
export async function saveAlerts(tx: Tx, alerts: readonly Alert[]): Promise<void> {
  const rows = sortedRows(alerts);
  assert(
    rows.every((row, index) => index === 0 || row.key_hash !== rows[index - 1]?.key_hash),
    "an alert is saved once",
  );
  await upsertRows(tx, rows);
}

export interface HeardAlert {
  readonly integrationId: string;
  readonly dedupKey: string;
  readonly receivedAt: number;
  /** How many events told of it. */
  readonly count: number;
}

const HEARD = `received_count = alert.received_count + n.received_count,
  last_received_at = case when alert.last_received_at < n.last_received_at
    then n.last_received_at else alert.last_received_at end`;

const heardRows = defineBulkStatement<
  Pick<SavedAlert, "key_hash" | "last_received_at" | "received_count">
>(
  { key_hash: "bytes", last_received_at: "integer", received_count: "integer" },
  {
    sqlite: `update alert set ${HEARD} where key_hash = n.key_hash`,
    postgres: `update alert set ${HEARD} from {rows}
        cross join lateral (select ctid from alert where key_hash = n.key_hash offset 0) as known
      where alert.ctid = known.ctid`,
  },
);

/**
 * Notes that alerts were heard of again, once for each key: the common case, which changes no index. Keys
 * not heard of before are passed over.
 */
export async function noteHeard(tx: Tx, heard: readonly HeardAlert[]): Promise<void> {
  const rows = heard.map(({ integrationId, dedupKey, receivedAt, count }) => ({
    key_hash: keyHash(integrationId, dedupKey),
    last_received_at: receivedAt,
    received_count: count,
  }));
  await heardRows(tx, rows.sort(byKeyHash));
}

/** An incident's alerts in the order in which they were first heard of. */
export async function listAlertsOfIncident(
  tx: Tx,
  incidentId: string,
  options: { readonly firingOnly?: boolean; readonly limit: number },
): Promise<Alert[]> {
  let query = tx
    .selectFrom("alert")
    .selectAll()
    .where("incident_id", "=", incidentId)
    .orderBy("id")
    .limit(options.limit);
  if (options.firingOnly === true) query = query.where("status", "=", "firing");
  return (await query.execute()).map(alertFromRow);
}

const countFiringOf = defineStatement<{ count: number }>(
  "select count(*) as count from alert where incident_id = $1 and status = 'firing'",
);

export async function countFiring(tx: Tx, incidentId: string): Promise<number> {
  const [row] = await countFiringOf(tx, incidentId);
  return row?.count ?? 0;
}

const selectFiring = defineBulkStatement<{ readonly id: string }, { id: string; detail: string }>(
  { id: "text" },
  {
    sqlite: `select n.id as id, a.detail from alert as a
      where a.incident_id = n.id and a.status = 'firing' order by a.id limit $2`,
    postgres: `select n.id, a.detail from {rows} cross join lateral (
        select id, detail from alert where incident_id = n.id and status = 'firing'
        order by id limit $2) as a
      order by n.id, a.id`,
  },
);

/** The titles of what still fires, at most so many for each incident, the oldest first. */
export async function listFiringTitles(
  tx: Tx,
  incidentIds: readonly string[],
  limitEach: number,
): Promise<Map<string, string[]>> {
  const rows = [...new Set(incidentIds)].map((id) => ({ id }));
  const titles = new Map<string, string[]>();
  for (const { id, detail } of await selectFiring(tx, rows, limitEach)) {
    titles.set(id, [...(titles.get(id) ?? []), fromJson<AlertDetail>(detail).title]);
  }
  return titles;
}

const selectIntegrations = defineStatement<{ integration_id: string }>(
  "select distinct integration_id from alert where incident_id = $1",
);

/** The integrations of an incident's alerts, firing or resolved. */
export async function integrationsOfAlerts(tx: Tx, incidentId: string): Promise<string[]> {
  return (await selectIntegrations(tx, incidentId)).map((row) => row.integration_id);
}

const moveAll = defineStatement<{ id: string; integration_id: string }>(
  "update alert set incident_id = $2 where incident_id = $1 returning id, integration_id",
);

/** All alerts of one incident, firing or resolved, belong to the other. Returns which those are. */
export async function moveAlertsOf(
  tx: Tx,
  from: string,
  to: string,
): Promise<Pick<Alert, "id" | "integrationId">[]> {
  const moved = await moveAll(tx, from, to);
  return moved.map(({ id, integration_id: integrationId }) => ({ id, integrationId }));
}

// Both states are named so that the index is of use.
const selectByAlertIds = defineBulkStatement<{ readonly id: string }, LoadedAlertRow>(
  { id: "text" },
  `select ${LOADED_ALERT} from {rows} cross join alert as a
   where a.status in ('firing', 'resolved') and a.id = n.id`,
);

/** Alerts by their ids, firing or resolved; those that do not exist are left out. */
export async function loadAlertsById(tx: Tx, ids: readonly string[]): Promise<Alert[]> {
  const rows = [...new Set(ids)].map((id) => ({ id }));
  return (await selectByAlertIds(tx, rows)).map(alertFromRow);
}

const selectToReview = defineStatement<{ integration_id: string }>(
  `select integration_id from alert where review_at is not null and review_at <= $1
   order by review_at limit 1`,
);

/** The integration of the alert that is to be looked at first, of those due until an instant. */
export async function findIntegrationToReview(tx: Tx, now: number): Promise<string | undefined> {
  const [row] = await selectToReview(tx, now);
  return row?.integration_id;
}

const selectNextReview = defineStatement<{ at: number | null }>(
  "select min(review_at) as at from alert where review_at is not null",
);

/** When the next alert is to be looked at again; null for none. */
export async function nextReviewAt(tx: Tx): Promise<number | null> {
  const [row] = await selectNextReview(tx);
  return row?.at ?? null;
}

const selectReviews = defineStatement<LoadedAlertRow>(
  `select ${LOADED_ALERT} from alert as a
   where a.review_at is not null and a.review_at <= $1 and a.integration_id = $2
   order by a.review_at limit $3`,
);

/** An integration's alerts that are to be looked at until an instant. */
export async function loadAlertsToReview(
  tx: Tx,
  due: { readonly integrationId: string; readonly now: number; readonly limit: number },
): Promise<Alert[]> {
  return (await selectReviews(tx, due.now, due.integrationId, due.limit)).map(alertFromRow);
}

/** Puts what could not be looked at off until an instant. */
export async function putReviewOff(tx: Tx, alertId: string, until: number): Promise<void> {
  await tx
    .updateTable("alert")
    .set({ review_at: until })
    .where("id", "=", alertId)
    .where("review_at", "is not", null)
    .execute();
}

const LABELS = '"labels":';
/** In a text of JSON this can stand nowhere else: labels are texts, and quotes in texts are escaped. */
const BEHIND_LABELS = ',"annotations":{';

/** The labels in a stored detail, without reading the rest: a third of the time. */
export function labelsIn(detail: string): Alert["labels"] {
  const start = detail.indexOf(LABELS) + LABELS.length;
  return fromJson(detail.slice(start, detail.indexOf(BEHIND_LABELS, start)));
}

/** Never 0: the rows of one statement have different hashes. */
function byKeyHash(a: { readonly key_hash: string }, b: { readonly key_hash: string }): number {
  return a.key_hash < b.key_hash ? -1 : 1;
}

/** Always in this order: its JSON is compared as text. */
function detailOf(alert: Alert): AlertDetail {
  const { groupKey, title, labels, annotations, sourceUrl, expiresAfterMs } = alert;
  const { hold, heldToEnd, flapping, routing, placed } = alert;
  return {
    groupKey,
    title,
    labels,
    annotations,
    sourceUrl,
    ...(typeof expiresAfterMs === "number" ? { expiresAfterMs } : {}),
    ...(hold === undefined ? {} : { hold }),
    ...(heldToEnd === undefined ? {} : { heldToEnd }),
    ...(flapping === undefined ? {} : { flapping }),
    ...(routing === undefined ? {} : { routing }),
    ...(placed === undefined ? {} : { placed }),
  };
}

/** Neighbours in the index share its pages, and two writers meet in the same order. */
function sortedRows(alerts: readonly Alert[]): SavedAlert[] {
  return alerts.map(toRow).sort(byKeyHash);
}

function toRow(alert: Alert): SavedAlert {
  return {
    id: alert.id,
    key_hash: keyHash(alert.integrationId, alert.dedupKey),
    integration_id: alert.integrationId,
    dedup_key: alert.dedupKey,
    incident_id: alert.incidentId,
    status: alert.status,
    starts_at: alert.startsAt,
    ends_at: alert.endsAt,
    last_received_at: alert.lastReceivedAt,
    received_count: alert.receivedCount,
    detail: detailOf(alert),
    review_at: reviewAt(alert),
  };
}

function withIncident(row: KnownAlertRow): Alert {
  const alert = alertFromRow(row);
  return row.incident_status === null ? alert : { ...alert, incidentStatus: row.incident_status };
}

export function alertFromRow(row: LoadedAlertRow): Alert {
  const detail = fromJson<AlertDetail>(row.detail);
  const { groupKey, title, labels, annotations, sourceUrl, expiresAfterMs } = detail;
  const { hold, heldToEnd, flapping, routing, placed } = detail;
  return {
    id: row.id,
    integrationId: row.integration_id,
    dedupKey: row.dedup_key,
    groupKey,
    incidentId: row.incident_id,
    status: row.status,
    title,
    labels,
    annotations,
    sourceUrl,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    lastReceivedAt: row.last_received_at,
    receivedCount: row.received_count,
    ...(expiresAfterMs === undefined ? {} : { expiresAfterMs }),
    ...(hold === undefined ? {} : { hold }),
    ...(heldToEnd === undefined ? {} : { heldToEnd }),
    ...(flapping === undefined ? {} : { flapping }),
    ...(routing === undefined ? {} : { routing }),
    ...(placed === undefined ? {} : { placed }),
  };
}
