/** Links with which a person does one thing for themselves, once, without login. */

import type { PersonLinkRow, Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

export interface NewPersonLink {
  readonly id: string;
  /** What it is good for: "push". */
  readonly purpose: string;
  readonly personId: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

export interface PersonLink extends NewPersonLink {
  readonly usedAt: number | null;
}

const insert = defineStatement<never>(
  `insert into person_link (id, purpose, person_id, created_at, expires_at)
   values ($1, $2, $3, $4, $5)`,
);

export async function insertPersonLink(tx: Tx, link: NewPersonLink): Promise<void> {
  const { id, purpose, personId, createdAt, expiresAt } = link;
  await insert(tx, id, purpose, personId, createdAt, expiresAt);
}

const select = defineStatement<PersonLinkRow>(
  `select id, purpose, person_id, created_at, expires_at, used_at
   from person_link where id = $1 and purpose = $2`,
);

/** A link of a purpose, be it used or expired. */
export async function loadPersonLink(
  tx: Tx,
  id: string,
  purpose: string,
): Promise<PersonLink | undefined> {
  const [row] = await select(tx, id, purpose);
  if (row === undefined) return undefined;
  return {
    id: row.id,
    purpose: row.purpose,
    personId: row.person_id,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
  };
}

const markUsed = defineStatement<{ id: string }>(
  `update person_link set used_at = $2
   where id = $1 and used_at is null and expires_at > $2 returning id`,
);

/** True exactly once: false when the link was used before, has expired, or does not exist. */
export async function markPersonLinkUsed(tx: Tx, id: string, now: number): Promise<boolean> {
  return (await markUsed(tx, id, now)).length === 1;
}
