/** Which version of an integration's alerts is stored, and what changed from one to the next; see migrations 6 and 32. */

import { fromJson } from "./json-text.ts";
import type { Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";
import { together } from "./together.ts";

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

const insertChange = defineStatement<never>(
  `insert into alert_change (integration_id, position, previous, version, alert_ids)
   select integration_id, changes + $3, version, $2, $4 from alert_version where integration_id = $1`,
);
const update = defineStatement<never>(
  "update alert_version set version = $2, changes = changes + $3 where integration_id = $1",
);
const deleteChanges = defineStatement<never>(
  `delete from alert_change where integration_id = $1
     and position < (select changes - $2 from alert_version where integration_id = $1)`,
);

/** Whoever has more to catch up with reads all alerts that fire anew, which takes as long. */
export const CHANGES_KEPT = 50_000;

export interface AlertsChanged {
  readonly integrationId: string;
  /** Must never have been any other's. */
  readonly version: string;
  /** Of which something else is stored now than how often, and when, they were heard of. */
  readonly alertIds: readonly string[];
}

/** Says that alerts of an integration have changed, and which. To be called under the lock. */
export async function renewAlertVersion(tx: Tx, changed: AlertsChanged): Promise<void> {
  const { integrationId, version, alertIds } = changed;
  // Each row has a position of its own.
  const count = Math.max(alertIds.length, 1);
  await together(tx, (tx) =>
    Promise.all([
      insertChange(tx, integrationId, version, count, JSON.stringify(alertIds)),
      update(tx, integrationId, version, count),
      // With one in sixteen, for an id ends in a random digit: that bounds what is kept, and costs little.
      version.endsWith("0") ? deleteChanges(tx, integrationId, CHANGES_KEPT) : undefined,
    ]),
  );
}

export interface AlertVersion {
  readonly integrationId: string;
  readonly version: string;
  /** How many changes of its alerts were noted ever. */
  readonly changes: number;
}

const selectAll = defineStatement<{ integration_id: string; version: string; changes: number }>(
  "select integration_id, version, changes from alert_version",
);

/** The versions of all integrations' alerts. */
export async function listAlertVersions(tx: Tx): Promise<AlertVersion[]> {
  return (await selectAll(tx)).map(({ integration_id: integrationId, version, changes }) => ({
    integrationId,
    version,
    changes,
  }));
}

const selectChanges = defineStatement<{ previous: string; version: string; alert_ids: string }>(
  `select previous, version, alert_ids from alert_change
   where integration_id = $1 and position > $2 and position <= $3 order by position`,
);

/**
 * Which alerts have changed from one version to another; undefined when that is not known, or no longer.
 */
export async function alertsChangedBetween(
  tx: Tx,
  from: AlertVersion,
  to: AlertVersion,
): Promise<readonly string[] | undefined> {
  if (to.changes - from.changes > CHANGES_KEPT) return undefined;
  const rows = await selectChanges(tx, from.integrationId, from.changes, to.changes);
  let { version } = from;
  const ids: string[] = [];
  for (const row of rows) {
    if (row.previous !== version) return undefined;
    version = row.version;
    ids.push(...fromJson<string[]>(row.alert_ids));
  }
  return version === to.version ? ids : undefined;
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
