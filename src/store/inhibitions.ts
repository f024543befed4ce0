/** Which alerts keep others from paging, and which are kept. */

import type { Alert } from "../domain/alert.ts";
import type { InhibitionPart } from "../domain/inhibition.ts";
import { defineBulkStatement } from "./bulk-statement.ts";
import { keyHash } from "./key-hash.ts";
import type { Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

type IdentifiedAlert = Pick<Alert, "id" | "integrationId" | "dedupKey">;

export interface AlertPart {
  readonly alert: IdentifiedAlert;
  readonly part: InhibitionPart;
}

/** Keys of rules are hashed apart from those of alerts. */
const OF_RULES = "inhibition";

interface PartRow {
  readonly key_hash: string;
  readonly part: "source" | "target";
  readonly alert_key: string;
  readonly alert_id: string;
  readonly is_both: number;
}

const insertRows = defineBulkStatement<PartRow>(
  { key_hash: "bytes", part: "text", alert_key: "bytes", alert_id: "text", is_both: "integer" },
  `insert into inhibition (key_hash, part, alert_key, alert_id, is_both)
   select n.key_hash, n.part, n.alert_key, n.alert_id, n.is_both from {rows} where true
   on conflict (key_hash, part, alert_key) do nothing`,
);

/** Records what alerts are to rules. */
export async function insertParts(
  tx: Tx,
  part: "source" | "target",
  parts: readonly AlertPart[],
): Promise<void> {
  const rows = parts.map(
    ({ alert, part: { key, isBoth } }): PartRow => ({
      key_hash: keyHash(OF_RULES, key),
      part,
      alert_key: alertKey(alert),
      alert_id: alert.id,
      is_both: isBoth ? 1 : 0,
    }),
  );
  await insertRows(tx, rows);
}

function alertKey({ integrationId, dedupKey }: IdentifiedAlert): string {
  return keyHash(integrationId, dedupKey);
}

const deleteOf = defineBulkStatement<{ readonly alert_key: string }, { key: string; part: string }>(
  { alert_key: "bytes" },
  {
    sqlite: `delete from inhibition where alert_key = n.alert_key
      returning lower(hex(key_hash)) as key, part`,
    postgres: `delete from inhibition using {rows} where inhibition.alert_key = n.alert_key
      returning encode(inhibition.key_hash, 'hex') as key, inhibition.part`,
  },
);

/**
 * Forgets what alerts were to rules. Waits for transactions that have held others by them.
 * @returns hashes of the keys of which they were sources
 */
export async function deleteParts(
  tx: Tx,
  alerts: readonly IdentifiedAlert[],
): Promise<readonly string[]> {
  const rows = alerts.map((alert) => ({ alert_key: alertKey(alert) }));
  const deleted = await deleteOf(tx, rows);
  return deleted.flatMap(({ key, part }) => (part === "source" ? [key] : []));
}

const wake = defineBulkStatement<{ readonly key_hash: string }>(
  { key_hash: "bytes" },
  {
    sqlite: `update alert set review_at = $2 where incident_id is null and review_at > $2
      and key_hash in (select alert_key from inhibition
        where key_hash = n.key_hash and part = 'target')`,
    postgres: `update alert set review_at = $2 from {rows}
      join inhibition as i on i.key_hash = n.key_hash and i.part = 'target'
      where alert.key_hash = i.alert_key and alert.incident_id is null and alert.review_at > $2`,
  },
);

/** Has the engine look again at alerts that are held by sources of these keys. */
export async function reviewTargets(
  tx: Tx,
  keyHashes: readonly string[],
  at: number,
): Promise<void> {
  await wake(
    tx,
    [...new Set(keyHashes)].map((key_hash) => ({ key_hash })),
    at,
  );
}

export interface Source {
  readonly alertId: string;
  readonly isBoth: boolean;
}

interface SourceRow {
  readonly key: string;
  readonly alert_id: string;
  readonly is_both: number;
}

const selectSources = defineBulkStatement<{ readonly key_hash: string }, SourceRow>(
  { key_hash: "bytes" },
  {
    sqlite: `select lower(hex(i.key_hash)) as key, i.alert_id, i.is_both from inhibition as i
      where i.key_hash = n.key_hash and i.part = 'source'`,
    postgres: `select encode(i.key_hash, 'hex') as key, i.alert_id, i.is_both
      from {rows} join inhibition as i on i.key_hash = n.key_hash and i.part = 'source'
      order by i.key_hash, i.alert_key for share of i`,
  },
);

/** The sources of each key, by the key. They cannot end until the transaction does. */
export async function lockSources(
  tx: Tx,
  keys: readonly string[],
): Promise<ReadonlyMap<string, readonly Source[]>> {
  const byHash = new Map(keys.map((key) => [keyHash(OF_RULES, key), key]));
  const found = await selectSources(
    tx,
    [...byHash.keys()].map((key_hash) => ({ key_hash })),
  );
  const sources = new Map<string, Source[]>();
  for (const { key, alert_id, is_both } of found) {
    const name = byHash.get(key);
    if (name === undefined) continue;
    const source = { alertId: alert_id, isBoth: is_both !== 0 };
    sources.set(name, [...(sources.get(name) ?? []), source]);
  }
  return sources;
}

const deleteAllSources = defineStatement<never>("delete from inhibition where part = 'source'");

/** Forgets all sources, because the rules have changed. */
export async function deleteSources(tx: Tx): Promise<void> {
  await deleteAllSources(tx);
}

const selectAny = defineStatement<{ found: number }>(
  "select 1 as found from inhibition where part = 'source' limit 1",
);

/** Whether there is any source. */
export async function hasSources(tx: Tx): Promise<boolean> {
  return (await selectAny(tx)).length > 0;
}
