/** Messages from outside that are heeded once, however often they are brought. */

import type { Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

/** Providers repeat within minutes. */
const KEPT_MS = 7 * 24 * 3_600_000;

const insert = defineStatement<{ id: string }>(
  `insert into inbound_message (id, received_at) values ($1, $2)
   on conflict (id) do nothing returning id`,
);
const prune = defineStatement<never>("delete from inbound_message where received_at <= $1");

/** True exactly once for each id within a week. */
export async function isFirstOf(tx: Tx, id: string, now: number): Promise<boolean> {
  await prune(tx, now - KEPT_MS);
  return (await insert(tx, id, now)).length === 1;
}
