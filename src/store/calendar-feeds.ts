/** Calendars under a secret address, kept by the hash of their token only. */

import type { CalendarFeedRow, Tx } from "./schema.ts";

/** Whose shifts a feed has. */
export type CalendarOwner =
  | { readonly kind: "schedule"; readonly scheduleId: string }
  | { readonly kind: "person"; readonly personId: string };

export interface CalendarFeed {
  readonly id: string;
  readonly owner: CalendarOwner;
  /** The person who made it; null for a program. */
  readonly createdBy: string | null;
  readonly createdAt: number;
  readonly revokedAt: number | null;
  /** Of the events that were last read; "" before the first reading. */
  readonly contentHash: string;
  /** How often they changed, and when they did last. */
  readonly revision: number;
  readonly changedAt: number;
}

export async function insertCalendarFeed(
  tx: Tx,
  feed: CalendarFeed & { readonly tokenHash: string },
): Promise<void> {
  const { owner } = feed;
  const row: CalendarFeedRow = {
    id: feed.id,
    token_hash: feed.tokenHash,
    schedule_id: owner.kind === "schedule" ? owner.scheduleId : null,
    person_id: owner.kind === "person" ? owner.personId : null,
    created_by: feed.createdBy,
    created_at: feed.createdAt,
    revoked_at: feed.revokedAt,
    content_hash: feed.contentHash,
    revision: feed.revision,
    changed_at: feed.changedAt,
  };
  await tx.insertInto("calendar_feed").values(row).execute();
}

/** The feed with this hash, unless it has been revoked. */
export async function findCalendarFeed(
  tx: Tx,
  tokenHash: string,
): Promise<CalendarFeed | undefined> {
  const row = await tx
    .selectFrom("calendar_feed")
    .selectAll()
    .where("token_hash", "=", tokenHash)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

/** Those that have not been revoked, in the order in which they were made. */
export async function listCalendarFeeds(tx: Tx): Promise<CalendarFeed[]> {
  const rows = await tx
    .selectFrom("calendar_feed")
    .selectAll()
    .where("revoked_at", "is", null)
    .orderBy("id")
    .execute();
  return rows.map(fromRow);
}

/** False when it was revoked before. */
export async function revokeCalendarFeed(tx: Tx, id: string, at: number): Promise<boolean> {
  const revoked = await tx
    .updateTable("calendar_feed")
    .set({ revoked_at: at })
    .where("id", "=", id)
    .where("revoked_at", "is", null)
    .returning("id")
    .execute();
  return revoked.length > 0;
}

/**
 * Notes that a feed's events are others than when it was loaded, one revision on.
 * @returns the feed as it then is: of two that note a change at once the first counts
 */
export async function noteCalendarChange(
  tx: Tx,
  feed: CalendarFeed,
  change: { readonly contentHash: string; readonly at: number },
): Promise<CalendarFeed> {
  await tx
    .updateTable("calendar_feed")
    .set({
      content_hash: change.contentHash,
      revision: feed.revision + 1,
      // Clients take an older instant for an older state.
      changed_at: Math.max(change.at, feed.changedAt),
    })
    .where("id", "=", feed.id)
    .where("revision", "=", feed.revision)
    .execute();
  const row = await tx
    .selectFrom("calendar_feed")
    .selectAll()
    .where("id", "=", feed.id)
    .executeTakeFirstOrThrow();
  return fromRow(row);
}

function fromRow(row: CalendarFeedRow): CalendarFeed {
  return {
    id: row.id,
    owner: ownerOf(row),
    createdBy: row.created_by,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
    contentHash: row.content_hash,
    revision: row.revision,
    changedAt: row.changed_at,
  };
}

function ownerOf({ schedule_id, person_id }: CalendarFeedRow): CalendarOwner {
  return schedule_id === null
    ? { kind: "person", personId: person_id ?? "" }
    : { kind: "schedule", scheduleId: schedule_id };
}
