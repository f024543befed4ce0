/** Access tokens, kept as hashes only. */

import type { Role } from "../domain/permission.ts";
import { fromJson, toJson } from "./json-text.ts";
import type { TokenRow, Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

export interface NewToken {
  readonly id: string;
  readonly hash: string;
  readonly name: string;
  /** Who acts with it; null for a program. */
  readonly personId: string | null;
  readonly role: Role;
  readonly teams: readonly string[];
  readonly expiresAt: number | null;
  readonly createdAt: number;
}

export interface Token extends NewToken {
  readonly lastUsedAt: number | null;
  readonly revokedAt: number | null;
}

export async function insertToken(tx: Tx, token: NewToken): Promise<void> {
  const row: TokenRow = {
    id: token.id,
    hash: token.hash,
    name: token.name,
    person_id: token.personId,
    role: token.role,
    teams: toJson(token.teams),
    created_at: token.createdAt,
    expires_at: token.expiresAt,
    last_used_at: null,
    revoked_at: null,
  };
  await tx.insertInto("token").values(row).execute();
}

const selectUsable = defineStatement<TokenRow>(
  `select id, hash, name, person_id, role, teams, created_at, expires_at, last_used_at, revoked_at
   from token
   where hash = $1 and revoked_at is null and (expires_at is null or expires_at > $2)`,
);

/** The token with this hash, unless it has been revoked or has expired. */
export async function findTokenByHash(
  tx: Tx,
  hash: string,
  now: number,
): Promise<Token | undefined> {
  const [row] = await selectUsable(tx, hash, now);
  return row === undefined ? undefined : fromRow(row);
}

const touch = defineStatement<never>(
  "update token set last_used_at = $2 where id = $1 and (last_used_at is null or last_used_at < $2)",
);

/** Notes that a token was used. */
export async function touchToken(tx: Tx, id: string, usedAt: number): Promise<void> {
  await touch(tx, id, usedAt);
}

/** False when there is no such token or it was revoked before. */
export async function revokeToken(tx: Tx, id: string, revokedAt: number): Promise<boolean> {
  const revoked = await tx
    .updateTable("token")
    .set({ revoked_at: revokedAt })
    .where("id", "=", id)
    .where("revoked_at", "is", null)
    .returning("id")
    .execute();
  return revoked.length > 0;
}

/** Makes a person's tokens worthless, and nobody's. @returns the ids of those that were not before */
export async function revokeTokensOf(
  tx: Tx,
  personId: string,
  revokedAt: number,
): Promise<readonly string[]> {
  const revoked = await tx
    .updateTable("token")
    .set({ revoked_at: revokedAt })
    .where("person_id", "=", personId)
    .where("revoked_at", "is", null)
    .returning("id")
    .execute();
  await tx
    .updateTable("token")
    .set({ person_id: null })
    .where("person_id", "=", personId)
    .execute();
  return revoked.map(({ id }) => id);
}

/** All tokens, revoked ones too, in the order in which they were made. */
export async function listTokens(tx: Tx): Promise<Token[]> {
  const rows = await tx.selectFrom("token").selectAll().orderBy("id").execute();
  return rows.map(fromRow);
}

function fromRow(row: TokenRow): Token {
  return {
    id: row.id,
    hash: row.hash,
    name: row.name,
    personId: row.person_id,
    role: row.role,
    teams: fromJson(row.teams),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  };
}
