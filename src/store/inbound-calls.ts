/** Who has called the on-call number, and which incident that opened. */

import type { InboundCallRow, Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

/** A number that has not called for so long is forgotten. */
const KEPT_MS = 30 * 24 * 3_600_000;

export interface Caller {
  /** The incident that this number opened last. */
  readonly incidentId: string | null;
  /** How often it has called about that, this call included. */
  readonly calls: number;
}

const prune = defineStatement<never>("delete from inbound_call where called_at <= $1");

const take = defineStatement<Pick<InboundCallRow, "incident_id" | "calls">>(
  `insert into inbound_call (number, calls, called_at) values ($1, 1, $2)
   on conflict (number) do update set calls = inbound_call.calls + 1, called_at = excluded.called_at
   returning incident_id, calls`,
);

/** Counts a call. Another one of the same number waits until this transaction ends. */
export async function takeCall(tx: Tx, number: string, now: number): Promise<Caller> {
  await prune(tx, now - KEPT_MS);
  const [row] = await take(tx, number, now);
  return { incidentId: row?.incident_id ?? null, calls: row?.calls ?? 1 };
}

const settle = defineStatement<never>(
  "update inbound_call set incident_id = $2, opened_at = $3, calls = 1 where number = $1",
);

/** Remembers what the call opened. */
export async function saveCallOpened(
  tx: Tx,
  call: { readonly number: string; readonly incidentId: string; readonly now: number },
): Promise<void> {
  await settle(tx, call.number, call.incidentId, call.now);
}

const selectOpened = defineStatement<{ incident_id: string }>(
  `select incident_id from inbound_call where opened_at > $1 and incident_id is not null
   order by opened_at desc, number limit $2`,
);

/** The incidents that calls have opened since an instant, the latest first. */
export async function listCalledIncidents(
  tx: Tx,
  since: number,
  limit: number,
): Promise<readonly string[]> {
  return (await selectOpened(tx, since, limit)).map((row) => row.incident_id);
}
