/** Links that let one person answer once, without login. */

import { defineBulkStatement } from "./bulk-statement.ts";
import type { OneTimeLinkRow, Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

export interface NewLink {
  readonly id: string;
  readonly purpose: string;
  readonly incidentId: string;
  readonly personId: string;
  /** The role they answer as. */
  readonly role: string;
  readonly expiresAt: number;
}

export interface OneTimeLink extends NewLink {
  readonly usedAt: number | null;
}

const upsertRows = defineBulkStatement<Omit<OneTimeLinkRow, "used_at">>(
  {
    id: "text",
    purpose: "text",
    incident_id: "text",
    person_id: "text",
    role: "text",
    expires_at: "integer",
  },
  `insert into one_time_link (id, purpose, incident_id, person_id, role, expires_at)
   select n.id, n.purpose, n.incident_id, n.person_id, n.role, n.expires_at from {rows} where true
   on conflict (id) do update set expires_at = excluded.expires_at`,
);

/** Stores links. One that exists, of a message sent again, gets the new expiry and stays used if it was. */
export async function insertLinks(tx: Tx, links: readonly NewLink[]): Promise<void> {
  await upsertRows(
    tx,
    links.map((link) => ({
      id: link.id,
      purpose: link.purpose,
      incident_id: link.incidentId,
      person_id: link.personId,
      role: link.role,
      expires_at: link.expiresAt,
    })),
  );
}

const selectLink = defineStatement<OneTimeLinkRow>(
  `select id, purpose, incident_id, person_id, role, expires_at, used_at
   from one_time_link where id = $1`,
);

/** A link, be it used or expired. */
export async function loadLink(tx: Tx, id: string): Promise<OneTimeLink | undefined> {
  const [row] = await selectLink(tx, id);
  return row === undefined ? undefined : fromRow(row);
}

const markUsed = defineStatement<{ id: string }>(
  `update one_time_link set used_at = $2
   where id = $1 and used_at is null and expires_at > $2 returning id`,
);

/** True exactly once: false when the link was used before, has expired, or does not exist. */
export async function markLinkUsed(tx: Tx, id: string, now: number): Promise<boolean> {
  return (await markUsed(tx, id, now)).length === 1;
}

function fromRow(row: OneTimeLinkRow): OneTimeLink {
  return {
    id: row.id,
    purpose: row.purpose,
    incidentId: row.incident_id,
    personId: row.person_id,
    role: row.role,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
  };
}
