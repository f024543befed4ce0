import { expect, test } from "vitest";
import { freshDatabase } from "../../test/support/database.ts";
import type { Database } from "./database.ts";
import { savePerson } from "./people.ts";
import { insertPersonLink, loadPersonLink, markPersonLinkUsed } from "./person-links.ts";

const link = { id: "link-1", purpose: "push", personId: "ann", createdAt: 10, expiresAt: 100 };

async function databaseWithLink(): Promise<Database> {
  const database = await freshDatabase();
  const ann = { id: "ann", name: "Ann", role: "responder", teams: [], contactMethods: [] } as const;
  await database.transaction(async (tx) => {
    await savePerson(tx, ann, 1);
    await insertPersonLink(tx, link);
  });
  return database;
}

const use = (database: Database, now: number): Promise<boolean> =>
  database.transaction((tx) => markPersonLinkUsed(tx, "link-1", now));

test("a link is used exactly once, however many press at the same time", async () => {
  const database = await databaseWithLink();
  const used = await Promise.all([use(database, 20), use(database, 20), use(database, 21)]);
  expect(used.filter(Boolean)).toHaveLength(1);
  expect((await loadPersonLink(database.read, "link-1", "push"))?.usedAt).toBeGreaterThan(0);
});

test("a link that has expired is not used", async () => {
  const database = await databaseWithLink();
  expect(await use(database, 100)).toBe(false);
  expect(await loadPersonLink(database.read, "link-1", "push")).toEqual({ ...link, usedAt: null });
});

test("a link is good for its purpose only", async () => {
  const database = await databaseWithLink();
  expect(await loadPersonLink(database.read, "link-1", "verify")).toBeUndefined();
});

test("a link that expires before it is made cannot be stored", async () => {
  const database = await databaseWithLink();
  const late = { ...link, id: "link-2", createdAt: 100 };
  await expect(database.transaction((tx) => insertPersonLink(tx, late))).rejects.toThrow();
});
