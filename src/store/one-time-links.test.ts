import { expect, test } from "vitest";
import { freshDatabase } from "../../test/support/database.ts";
import { anIncident } from "../../test/support/store-fixtures.ts";
import type { Database } from "./database.ts";
import { insertIncidents } from "./incidents.ts";
import { insertLinks, loadLink, markLinkUsed, type NewLink } from "./one-time-links.ts";

const link: NewLink = {
  id: "link-1",
  purpose: "acknowledge",
  incidentId: "incident-1",
  personId: "person-ann",
  role: "On-Call Engineer",
  expiresAt: 100,
};

async function databaseWithLink(): Promise<Database> {
  const database = await freshDatabase();
  await database.transaction(async (tx) => {
    await insertIncidents(tx, [anIncident({ id: "incident-1" })]);
    await insertLinks(tx, [link]);
  });
  return database;
}

function use(database: Database, now: number): Promise<boolean> {
  return database.transaction((tx) => markLinkUsed(tx, "link-1", now));
}

test("a link is used exactly once, however many press at the same time", async () => {
  const database = await databaseWithLink();
  expect(await loadLink(database.read, "link-1")).toEqual({ ...link, usedAt: null });
  const presses = await Promise.all(Array.from({ length: 6 }, () => use(database, 50)));
  expect(presses.filter((won) => won)).toHaveLength(1);
  expect(await loadLink(database.read, "link-1")).toEqual({ ...link, usedAt: 50 });
});

test("a link cannot be used when it has expired, or does not exist", async () => {
  const database = await databaseWithLink();
  expect(await use(database, 100)).toBe(false);
  expect(await database.transaction((tx) => markLinkUsed(tx, "other", 1))).toBe(false);
  expect(await loadLink(database.read, "other")).toBeUndefined();
});

test("a message sent again renews its link, which stays used if it was", async () => {
  const database = await databaseWithLink();
  const renew = (expiresAt: number) =>
    database.transaction((tx) => insertLinks(tx, [{ ...link, expiresAt }]));
  await renew(200);
  expect(await use(database, 150)).toBe(true);
  await renew(300);
  expect(await use(database, 250)).toBe(false);
  expect(await loadLink(database.read, "link-1")).toMatchObject({ expiresAt: 300, usedAt: 150 });
});
