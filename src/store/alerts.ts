/** Alerts, one for each (integration, dedup key). */

import type { Alert } from "../domain/alert.ts";
import { assert } from "../domain/assert.ts";
import { fromJson, toJson } from "./json-text.ts";
import { keyHash } from "./key-hash.ts";
import type { AlertRow, Tx } from "./schema.ts";
import { defineBulkStatement, defineStatement } from "./statement.ts";

const COLUMNS = {
  id: "text",
  key_hash: "bytes",
  integration_id: "text",
  dedup_key: "text",
  group_key: "text",
  incident_id: "text",
  status: "text",
  title: "text",
  labels: "text",
  annotations: "text",
  source_url: "text",
  starts_at: "integer",
  ends_at: "integer",
  last_received_at: "integer",
  received_count: "integer",
} as const;

const selectByKeys = defineBulkStatement<{ key_hash: Uint8Array }, AlertRow>(
  { key_hash: "bytes" },
  "select a.* from {rows} join alert as a on a.key_hash = n.key_hash",
);

/** The alert of each key, firing or resolved, by its dedup key; keys not heard of before are left out. */
export async function loadAlerts(
  tx: Tx,
  integrationId: string,
  dedupKeys: readonly string[],
): Promise<Map<string, Alert>> {
  const rows = [...new Set(dedupKeys)].map((key) => ({ key_hash: keyHash(integrationId, key) }));
  const found = await selectByKeys(tx, rows.sort(byKeyHash));
  return new Map(found.map((row) => [row.dedup_key, fromRow(row)]));
}

const names = Object.keys(COLUMNS);
const changing = names.filter((name) => !["id", "key_hash", "integration_id"].includes(name));
const upsertRows = defineBulkStatement<Pick<AlertRow, keyof typeof COLUMNS>>(
  COLUMNS,
  `insert into alert (${names.join(", ")})
   select ${names.map((name) => `n.${name}`).join(", ")} from {rows} where true
   on conflict (key_hash) do update set ${changing.map((name) => `${name} = excluded.${name}`).join(", ")}`,
);

/** Stores alerts, new or changed; one whose key is known keeps the id it has. A key may appear only once. */
export async function saveAlerts(tx: Tx, alerts: readonly Alert[]): Promise<void> {
  // Neighbours in the index share its pages, and two writers meet in the same order.
  const rows = alerts.map(toRow).sort(byKeyHash);
  assert(
    rows.every((row, index) => index === 0 || byKeyHash(row, rows[index - 1] ?? row) > 0),
    "an alert is saved once",
  );
  await upsertRows(tx, rows);
}

export interface TouchedAlert {
  readonly integrationId: string;
  readonly dedupKey: string;
  readonly receivedAt: number;
  /** How many events told of it, in all. */
  readonly count: number;
}

const touchRows = defineBulkStatement<
  Pick<AlertRow, "key_hash" | "last_received_at" | "received_count">
>(
  { key_hash: "bytes", last_received_at: "integer", received_count: "integer" },
  `update alert as a set last_received_at = n.last_received_at, received_count = n.received_count
   from {rows} where a.key_hash = n.key_hash`,
);

/** Notes that alerts were heard of again: the common case, which changes no index. */
export async function touchAlerts(tx: Tx, touched: readonly TouchedAlert[]): Promise<void> {
  const rows = touched.map(({ integrationId, dedupKey, receivedAt, count }) => ({
    key_hash: keyHash(integrationId, dedupKey),
    last_received_at: receivedAt,
    received_count: count,
  }));
  await touchRows(tx, rows.sort(byKeyHash));
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
  return (await query.execute()).map(fromRow);
}

const countFiringOf = defineStatement<{ count: number }>(
  "select count(*) as count from alert where incident_id = $1 and status = 'firing'",
);

export async function countFiring(tx: Tx, incidentId: string): Promise<number> {
  const [row] = await countFiringOf(tx, incidentId);
  return row?.count ?? 0;
}

const selectFiringTitles = defineBulkStatement<{ id: string }, { id: string; title: string }>(
  { id: "text" },
  {
    sqlite: `select n.id as id, a.title from {rows} join alert as a on a.incident_id = n.id
      where a.status = 'firing' order by a.id limit $2`,
    postgres: `select n.id, a.title from {rows} cross join lateral (
        select id, title from alert where incident_id = n.id and status = 'firing'
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
  for (const { id, title } of await selectFiringTitles(tx, rows, limitEach)) {
    titles.set(id, [...(titles.get(id) ?? []), title]);
  }
  return titles;
}

function byKeyHash(
  a: { readonly key_hash: Uint8Array },
  b: { readonly key_hash: Uint8Array },
): number {
  return Buffer.compare(a.key_hash, b.key_hash);
}

function toRow(alert: Alert): AlertRow {
  return {
    id: alert.id,
    key_hash: keyHash(alert.integrationId, alert.dedupKey),
    integration_id: alert.integrationId,
    dedup_key: alert.dedupKey,
    group_key: alert.groupKey,
    incident_id: alert.incidentId,
    status: alert.status,
    title: alert.title,
    labels: toJson(alert.labels),
    annotations: toJson(alert.annotations),
    source_url: alert.sourceUrl,
    starts_at: alert.startsAt,
    ends_at: alert.endsAt,
    last_received_at: alert.lastReceivedAt,
    received_count: alert.receivedCount,
  };
}

function fromRow(row: AlertRow): Alert {
  return {
    id: row.id,
    integrationId: row.integration_id,
    dedupKey: row.dedup_key,
    groupKey: row.group_key,
    incidentId: row.incident_id,
    status: row.status,
    title: row.title,
    labels: fromJson(row.labels),
    annotations: fromJson(row.annotations),
    sourceUrl: row.source_url,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    lastReceivedAt: row.last_received_at,
    receivedCount: row.received_count,
  };
}
