import { expect, test } from "vitest";
import { freshDatabase } from "../../test/support/database.ts";
import type { Database } from "./database.ts";
import {
  findTokenByHash,
  insertToken,
  listTokens,
  type NewToken,
  revokeToken,
  touchToken,
} from "./tokens.ts";

const token: NewToken = {
  id: "token-1",
  hash: "hash-1",
  name: "deploys",
  personId: null,
  role: "responder",
  teams: ["web"],
  createdAt: 1,
  expiresAt: 100,
};

async function databaseWith(...tokens: NewToken[]): Promise<Database> {
  const database = await freshDatabase();
  for (const each of tokens) await database.transaction((tx) => insertToken(tx, each));
  return database;
}

test("a token is found by its hash until it expires", async () => {
  const forever = { ...token, id: "token-2", hash: "hash-2", expiresAt: null };
  const database = await databaseWith(token, forever);
  expect(await findTokenByHash(database.read, "hash-1", 99)).toEqual({
    ...token,
    lastUsedAt: null,
    revokedAt: null,
  });
  expect(await findTokenByHash(database.read, "hash-1", 100)).toBeUndefined();
  expect(await findTokenByHash(database.read, "hash-2", 2 ** 52)).toMatchObject(forever);
  expect(await findTokenByHash(database.read, "other", 0)).toBeUndefined();
});

test("a revoked token is found no more, but still listed", async () => {
  const database = await databaseWith(token);
  const revoke = (at: number) => database.transaction((tx) => revokeToken(tx, "token-1", at));
  expect(await revoke(50)).toBe(true);
  expect(await revoke(51)).toBe(false);
  expect(await findTokenByHash(database.read, "hash-1", 60)).toBeUndefined();
  expect(await listTokens(database.read)).toMatchObject([{ id: "token-1", revokedAt: 50 }]);
});

test("the last use only moves forward", async () => {
  const database = await databaseWith(token);
  for (const at of [20, 10]) await touchToken(database.read, "token-1", at);
  expect(await listTokens(database.read)).toMatchObject([{ lastUsedAt: 20 }]);
});

test("two tokens cannot have one hash, nor one a person who does not exist", async () => {
  const database = await databaseWith(token);
  const again = database.transaction((tx) => insertToken(tx, { ...token, id: "token-2" }));
  await expect(again).rejects.toThrow(/unique/i);
  const stray = { ...token, id: "token-3", hash: "hash-3", personId: "nobody" };
  const inserting = database.transaction((tx) => insertToken(tx, stray));
  await expect(inserting).rejects.toThrow(/foreign key/i);
});
