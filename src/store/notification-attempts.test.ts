import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { freshDatabase } from "../../test/support/database.ts";
import { aNotification, anIncident } from "../../test/support/store-fixtures.ts";
import type { Database } from "./database.ts";
import { insertIncidents } from "./incidents.ts";
import {
  closeUnknownAttempts,
  completeAttempt,
  insertAttempts,
  loadOpenAttempts,
} from "./notification-attempts.ts";
import type { NewNotification } from "./notification-row.ts";
import { insertNotifications } from "./notifications.ts";

async function databaseWith(...planned: NewNotification[]): Promise<Database> {
  const database = await freshDatabase();
  await database.transaction(async (tx) => {
    await insertIncidents(tx, [anIncident({ id: "incident-1" })]);
    await insertNotifications(tx, planned);
  });
  return database;
}

describe("attempts", () => {
  test("are recorded before, completed after, and open in between", async () => {
    const database = await databaseWith(aNotification({ id: "n" }));
    const attempt = { id: "attempt-1", notificationId: "n", fence: 1, startedAt: 5 };
    await database.transaction((tx) => insertAttempts(tx, [attempt]));
    expect(await loadOpenAttempts(database.read, "n")).toEqual([attempt]);
    const outcome = { fence: 1, outcome: "retry", reason: "timeout", endedAt: 9 };
    await database.transaction((tx) => completeAttempt(tx, { notificationId: "n", ...outcome }));
    expect(await loadOpenAttempts(database.read, "n")).toEqual([]);
  });

  test("nobody completed are ended as unknown, once", async () => {
    const database = await databaseWith(aNotification({ id: "n" }), aNotification({ id: "m" }));
    const attempts = ["n", "m"].map((notificationId) => ({
      id: `attempt at ${notificationId}`,
      notificationId,
      fence: 1,
      startedAt: 5,
    }));
    await database.transaction((tx) => insertAttempts(tx, attempts));
    const close = (...ids: string[]) =>
      database.transaction((tx) => closeUnknownAttempts(tx, ids, 20));
    expect(await close("n", "unheard")).toEqual(new Set(["n"]));
    expect(await close("n")).toEqual(new Set());
    expect(await loadOpenAttempts(database.read, "m")).toHaveLength(1);
    // A late outcome does not overwrite what has been said since.
    const late = { notificationId: "n", fence: 1, outcome: "delivered", reason: null, endedAt: 30 };
    await database.transaction((tx) => completeAttempt(tx, late));
    const rows = sql<{ outcome: string }>`
      select outcome from notification_attempt where notification_id = 'n'`;
    expect((await rows.execute(database.read)).rows).toMatchObject([{ outcome: "unknown" }]);
  });

  test("cannot be two under one fence", async () => {
    const database = await databaseWith(aNotification({ id: "n" }));
    const attempt = { notificationId: "n", fence: 1, startedAt: 5 };
    const twice = database.transaction((tx) =>
      insertAttempts(tx, [
        { ...attempt, id: "a" },
        { ...attempt, id: "b" },
      ]),
    );
    await expect(twice).rejects.toThrow(/unique/i);
  });
});
