import { expect, test } from "vitest";
import { freshDatabase } from "../../test/support/database.ts";
import { anIncident } from "../../test/support/store-fixtures.ts";
import type { Database } from "./database.ts";
import { isFirstOf } from "./inbound-messages.ts";
import { insertIncidents } from "./incidents.ts";
import { ensureReplyCode, listReplyCodes } from "./reply-codes.ts";

const ANN = "+12025550111";
const BEN = "+12025550122";
const DAY_MS = 24 * 3_600_000;

async function databaseWith(...ids: readonly string[]): Promise<Database> {
  const database = await freshDatabase();
  await database.transaction((tx) =>
    insertIncidents(
      tx,
      ids.map((id) => anIncident({ id })),
    ),
  );
  return database;
}

function take(
  database: Database,
  incidentId: string,
  { address = ANN, now = 1000, role = "Primary" } = {},
): Promise<string> {
  const wanted = { address, incidentId, personId: "person-ann", role, now };
  return database.transaction((tx) => ensureReplyCode(tx, wanted));
}

test("a number has one code for an incident, and another for the next", async () => {
  const database = await databaseWith("one", "two");
  expect(await take(database, "one")).toBe("a");
  expect(await take(database, "two")).toBe("b");
  expect(await take(database, "one", { now: 2000, role: "commander" })).toBe("a");
  expect(await take(database, "two", { address: BEN })).toBe("a");
  expect(await listReplyCodes(database.read, ANN, 2000)).toEqual([
    { code: "a", incidentId: "one", personId: "person-ann", role: "commander" },
    { code: "b", incidentId: "two", personId: "person-ann", role: "Primary" },
  ]);
});

test("a code is given to another incident once nobody was written to with it for a month", async () => {
  const database = await databaseWith("one", "two");
  await take(database, "one", { now: 0 });
  const later = 31 * DAY_MS;
  expect(await listReplyCodes(database.read, ANN, later)).toEqual([]);
  expect(await take(database, "two", { now: later })).toBe("a");
  expect(await listReplyCodes(database.read, ANN, later)).toMatchObject([{ incidentId: "two" }]);
  expect(await take(database, "one", { now: later })).toBe("b");
});

test("no two incidents get one code, however many take one at the same time", async () => {
  const ids = Array.from({ length: 12 }, (_, index) => `incident-${index}`);
  const database = await databaseWith(...ids);
  const codes = await Promise.all(ids.map((id) => take(database, id)));
  expect(new Set(codes).size).toBe(12);
});

test("a message is the first of its id once, and again when it is long forgotten", async () => {
  const database = await freshDatabase();
  const first = (id: string, now: number): Promise<boolean> =>
    database.transaction((tx) => isFirstOf(tx, id, now));
  const brought = await Promise.all(Array.from({ length: 5 }, () => first("m1", 0)));
  expect(brought.filter((isFirst) => isFirst)).toHaveLength(1);
  expect(await first("m2", DAY_MS)).toBe(true);
  expect(await first("m1", DAY_MS)).toBe(false);
  expect(await first("m1", 8 * DAY_MS)).toBe(true);
});
