/** Which version of an integration's alerts is stored; see migration 6. */

import type { Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

const select = "select version from alert_version where integration_id = $1";
const selectAndLock = defineStatement<{ version: string }>({
  sqlite: select,
  postgres: `${select} for no key update`,
});

/**
 * The version of an integration's alerts; undefined before it has one. Lets no other transaction take
 * alerts of the integration in until this one ends, so that each folds its events into what the one before
 * it stored. Who locks several takes them in the order of their ids.
 */
export async function lockAlertVersion(tx: Tx, integrationId: string): Promise<string | undefined> {
  const [row] = await selectAndLock(tx, integrationId);
  return row?.version;
}

const insert = defineStatement<never>(
  `insert into alert_version (integration_id, version) values ($1, $2)
   on conflict (integration_id) do nothing`,
);

/** Gives an integration's alerts their first version, unless they have got one meanwhile. */
export async function insertAlertVersion(
  tx: Tx,
  integrationId: string,
  version: string,
): Promise<void> {
  await insert(tx, integrationId, version);
}

const update = defineStatement<never>(
  "update alert_version set version = $2 where integration_id = $1",
);

/** Says that an integration's alerts have changed; the version must never have been any other's. */
export async function renewAlertVersion(
  tx: Tx,
  integrationId: string,
  version: string,
): Promise<void> {
  await update(tx, integrationId, version);
}

const lockAll = defineStatement<{ integration_id: string }>({
  sqlite: "select integration_id from alert_version",
  postgres: "select integration_id from alert_version order by integration_id for no key update",
});
const updateAll = defineStatement<never>("update alert_version set version = $1");

/** Makes all that any process remembers of any alert void; the version must never have been any other's. */
export async function renewAllAlertVersions(tx: Tx, version: string): Promise<void> {
  await lockAll(tx);
  await updateAll(tx, version);
}
