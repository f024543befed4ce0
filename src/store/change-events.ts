/** Changes that senders tell of. */

import type { ChangeEvent } from "../domain/change-event.ts";
import { fromJson, toJson } from "./json-text.ts";
import type { ChangeEventRow, Tx } from "./schema.ts";

type Detail = Pick<ChangeEvent, "summary" | "source" | "details" | "links">;

export async function insertChangeEvent(tx: Tx, change: ChangeEvent): Promise<void> {
  const { summary, source, details, links } = change;
  const detail: Detail = { summary, source, details, links };
  const row: ChangeEventRow = {
    id: change.id,
    integration_id: change.integrationId,
    team: change.team,
    happened_at: change.happenedAt,
    received_at: change.receivedAt,
    detail: toJson(detail),
  };
  await tx.insertInto("change_event").values(row).execute();
}

/** Forgets what was received before an instant. */
export async function deleteChangeEvents(tx: Tx, receivedBefore: number): Promise<void> {
  await tx.deleteFrom("change_event").where("received_at", "<", receivedBefore).execute();
}

export interface ListChangeEventsOptions {
  /** Of these teams, or of none; all when empty. */
  readonly teams: readonly string[];
  readonly from: number;
  /** Exclusive. */
  readonly until: number;
  readonly limit: number;
}

/** What happened between two instants, the newest first. */
export async function listChangeEvents(
  tx: Tx,
  { teams, from, until, limit }: ListChangeEventsOptions,
): Promise<ChangeEvent[]> {
  let query = tx
    .selectFrom("change_event")
    .selectAll()
    .where("happened_at", ">=", from)
    .where("happened_at", "<", until)
    .orderBy("happened_at", "desc")
    .orderBy("id", "desc")
    .limit(limit);
  if (teams.length > 0) {
    query = query.where((where) =>
      where.or([where("team", "is", null), where("team", "in", teams)]),
    );
  }
  return (await query.execute()).map(fromRow);
}

function fromRow(row: ChangeEventRow): ChangeEvent {
  return {
    id: row.id,
    integrationId: row.integration_id,
    team: row.team,
    happenedAt: row.happened_at,
    receivedAt: row.received_at,
    ...fromJson<Detail>(row.detail),
  };
}
