/** Silences, and the alerts they hold. */

import type { Silence } from "../domain/silence.ts";
import { fromJson, toJson } from "./json-text.ts";
import type { SilenceRow, Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

export async function insertSilence(tx: Tx, silence: Silence): Promise<void> {
  await tx.insertInto("silence").values(toRow(silence)).execute();
}

/** Stores what may change of a silence: all but who made it, when, and where it counts. */
export async function saveSilence(tx: Tx, silence: Silence): Promise<void> {
  const { matchers, starts_at, ends_at, author, comment, updated_at } = toRow(silence);
  await tx
    .updateTable("silence")
    .set({ matchers, starts_at, ends_at, author, comment, updated_at })
    .where("id", "=", silence.id)
    .execute();
}

export async function loadSilence(tx: Tx, id: string): Promise<Silence | undefined> {
  const row = await tx.selectFrom("silence").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

/** Those that end after an instant, as they were made. */
export async function listSilences(
  tx: Tx,
  options: { readonly endingAfter: number; readonly limit: number },
): Promise<Silence[]> {
  const rows = await tx
    .selectFrom("silence")
    .selectAll()
    .where("ends_at", ">", options.endingAfter)
    .orderBy("id")
    .limit(options.limit)
    .execute();
  return rows.map(fromRow);
}

const selectVersion = "select version from silence_version";
const selectAndLockVersion = defineStatement<{ version: string }>({
  sqlite: selectVersion,
  postgres: `${selectVersion} for share`,
});

/**
 * Which version is stored of the silences and of all else that holds alerts. Nothing of it is changed until
 * the transaction ends: who holds an alert by it cannot miss its end.
 */
export async function lockSilences(tx: Tx): Promise<string | undefined> {
  const [row] = await selectAndLockVersion(tx);
  return row?.version;
}

const updateVersion = defineStatement<never>("update silence_version set version = $1");

/**
 * Gives what holds alerts another version, by hand where no trigger does: behind those who hold an alert by
 * the old one.
 */
export async function renewSilenceVersion(tx: Tx, version: string): Promise<void> {
  await updateVersion(tx, version);
}

const updateReviews = defineStatement<never>(
  // Those without an incident: others are looked at because they may have ended.
  "update alert set review_at = $1 where review_at > $1 and incident_id is null",
);

/** Has the engine look again at all alerts that are held. To be called after what has changed is stored. */
export async function reviewHeldAlerts(tx: Tx, at: number): Promise<void> {
  await updateReviews(tx, at);
}

function toRow(silence: Silence): SilenceRow {
  return {
    id: silence.id,
    matchers: toJson(silence.matchers),
    starts_at: silence.startsAt,
    ends_at: silence.endsAt,
    author: silence.author,
    comment: silence.comment,
    team: silence.team,
    integration_id: silence.integrationId,
    created_at: silence.createdAt,
    updated_at: silence.updatedAt,
  };
}

function fromRow(row: SilenceRow): Silence {
  return {
    id: row.id,
    matchers: fromJson<Silence["matchers"]>(row.matchers),
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    author: row.author,
    comment: row.comment,
    team: row.team,
    integrationId: row.integration_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
