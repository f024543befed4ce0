/** Groups of alerts that join the incident into which theirs was merged. */

import { keyHash } from "./key-hash.ts";
import type { Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

const upsert = defineStatement<never>(
  `insert into joined_group (group_hash, group_key, incident_id) values ($1, $2, $3)
   on conflict (group_hash) do update set incident_id = excluded.incident_id`,
);

/** From now on the group's alerts join this incident, for as long as it can be joined. */
export async function joinGroup(
  tx: Tx,
  group: { readonly integrationId: string; readonly groupKey: string },
  incidentId: string,
): Promise<void> {
  const { integrationId, groupKey } = group;
  const hash = Buffer.from(keyHash(integrationId, groupKey), "hex");
  await upsert(tx, hash, groupKey, incidentId);
}

const update = defineStatement<never>(
  "update joined_group set incident_id = $2 where incident_id = $1",
);

/** What had joined one incident joins the other. */
export async function moveJoinedGroups(tx: Tx, from: string, to: string): Promise<void> {
  await update(tx, from, to);
}
