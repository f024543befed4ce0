/** Maintenance windows that are open once. */

import type { Maintenance } from "../domain/maintenance.ts";
import { fromJson, toJson } from "./json-text.ts";
import type { MaintenanceRow, Tx } from "./schema.ts";

export async function insertMaintenance(tx: Tx, window: Maintenance): Promise<void> {
  await tx.insertInto("maintenance").values(toRow(window)).execute();
}

/** Stores when a window is open: nothing else of it changes. */
export async function saveMaintenanceTimes(
  tx: Tx,
  { id, startsAt, endsAt, updatedAt }: Maintenance,
): Promise<void> {
  await tx
    .updateTable("maintenance")
    .set({ starts_at: startsAt, ends_at: endsAt, updated_at: updatedAt })
    .where("id", "=", id)
    .execute();
}

export async function loadMaintenanceWindow(tx: Tx, id: string): Promise<Maintenance | undefined> {
  const row = await tx
    .selectFrom("maintenance")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

/** Those that end after an instant, the first to begin first. */
export async function listMaintenance(
  tx: Tx,
  options: { readonly endingAfter: number; readonly limit: number },
): Promise<Maintenance[]> {
  const rows = await tx
    .selectFrom("maintenance")
    .selectAll()
    .where("ends_at", ">", options.endingAfter)
    .orderBy("starts_at")
    .orderBy("id")
    .limit(options.limit)
    .execute();
  return rows.map(fromRow);
}

function toRow(window: Maintenance): MaintenanceRow {
  return {
    id: window.id,
    matchers: toJson(window.matchers),
    service: window.service,
    team: window.team,
    include_worst: window.includeWorst ? 1 : 0,
    starts_at: window.startsAt,
    ends_at: window.endsAt,
    author: window.author,
    comment: window.comment,
    created_at: window.createdAt,
    updated_at: window.updatedAt,
  };
}

function fromRow(row: MaintenanceRow): Maintenance {
  return {
    id: row.id,
    matchers: fromJson<Maintenance["matchers"]>(row.matchers),
    service: row.service,
    team: row.team,
    includeWorst: row.include_worst === 1,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    author: row.author,
    comment: row.comment,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
