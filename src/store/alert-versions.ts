/** Which version of an integration's alerts is stored; see migration 6. */

import { defineBulkStatement } from "./bulk-statement.ts";
import type { Tx } from "./schema.ts";

export interface AlertVersion {
  readonly integration_id: string;
  readonly version: string;
}

const lockRows = defineBulkStatement<Pick<AlertVersion, "integration_id">, AlertVersion>(
  { integration_id: "text" },
  {
    sqlite: `select v.integration_id, v.version from {rows} cross join alert_version as v
      where v.integration_id = n.integration_id`,
    // In the order of ids, so that two transactions never wait for each other.
    postgres: `select v.integration_id, v.version from {rows} cross join alert_version as v
      where v.integration_id = n.integration_id order by v.integration_id for no key update of v`,
  },
);

const insertMissing = defineBulkStatement<AlertVersion>(
  { integration_id: "text", version: "text" },
  `insert into alert_version (integration_id, version)
   select n.integration_id, n.version from {rows} where true
   on conflict (integration_id) do nothing`,
);

/**
 * Lets no other transaction take alerts of these integrations in until this one ends, so that each folds
 * its events into what the one before it stored. Returns the version of each one's alerts.
 */
export async function lockAlertVersions(
  tx: Tx,
  integrationIds: readonly string[],
  newVersion: () => string,
): Promise<ReadonlyMap<string, string>> {
  const rows = [...new Set(integrationIds)].sort().map((id) => ({ integration_id: id }));
  let locked = await lockRows(tx, rows);
  if (locked.length < rows.length) {
    const known = new Set(locked.map((row) => row.integration_id));
    const missing = rows.filter((row) => !known.has(row.integration_id));
    await insertMissing(
      tx,
      missing.map((row) => ({ ...row, version: newVersion() })),
    );
    locked = await lockRows(tx, rows);
  }
  return new Map(locked.map((row) => [row.integration_id, row.version]));
}

const renewRows = defineBulkStatement<AlertVersion>(
  { integration_id: "text", version: "text" },
  `update alert_version set version = n.version from {rows}
   where alert_version.integration_id = n.integration_id`,
);

/** Says that an integration's alerts have changed; the version must never have been any other's. */
export async function renewAlertVersion(
  tx: Tx,
  integrationId: string,
  version: string,
): Promise<void> {
  await renewRows(tx, [{ integration_id: integrationId, version }]);
}
