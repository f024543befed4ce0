import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { freshDatabase } from "../../test/support/database.ts";
import { aNotification, anIncident, withRank } from "../../test/support/store-fixtures.ts";
import type { Notification } from "../domain/notification.ts";
import type { Database } from "./database.ts";
import { insertIncidents } from "./incidents.ts";
import type { NewNotification } from "./notification-row.ts";
import {
  claimDueNotifications,
  completeNotification,
  insertNotifications,
  listNotifications,
  listReached,
  nextNotificationDueAt,
  wakeStandby,
} from "./notifications.ts";

const incident = anIncident({ id: "incident-1" });

async function databaseWith(...planned: NewNotification[]): Promise<Database> {
  const database = await freshDatabase();
  await database.transaction(async (tx) => {
    await insertIncidents(tx, [incident]);
    await insertNotifications(tx, planned);
  });
  return database;
}

function claim(database: Database, now: number, limit = 100): Promise<Notification[]> {
  const options = { now, limit, owner: "process-1", leaseMs: 15 };
  return database.transaction((tx) => claimDueNotifications(tx, options));
}

async function only(database: Database): Promise<Notification> {
  const [notification, ...others] = await listNotifications(database.read, "incident-1");
  if (notification === undefined || others.length > 0) throw new Error("one was expected");
  return notification;
}

function complete(
  database: Database,
  completion: Parameters<typeof completeNotification>[1],
): Promise<boolean> {
  return database.transaction((tx) => completeNotification(tx, completion));
}

describe("planning", () => {
  test("stores a notification as it was planned", async () => {
    const planned = aNotification({ reason: "Response clock breached", discriminator: "5" });
    const database = await databaseWith(planned);
    expect(await only(database)).toEqual({
      ...planned,
      attempts: 0,
      fence: 0,
      leaseUntil: null,
      deliveredAt: null,
      lastReason: null,
      providerReference: null,
    });
  });

  test("drops what is planned already, and counts what is new", async () => {
    const planned = aNotification();
    const database = await databaseWith(planned);
    const again = { ...planned, id: "another" };
    const different: Partial<NewNotification>[] = [
      { purpose: "role" },
      { round: 1 },
      { step: 1 },
      { personId: "person-ben" },
      { contactMethodId: "phone" },
      { discriminator: "x" },
    ];
    const others = different.map((change, index) => ({
      ...again,
      ...change,
      id: `other-${index}`,
    }));
    const inserted = await database.transaction((tx) =>
      insertNotifications(tx, [again, ...others, { ...again, id: "third" }]),
    );
    expect(inserted).toBe(others.length);
    expect(await listNotifications(database.read, "incident-1")).toHaveLength(others.length + 1);
  });

  test("refuses one that is pending without a due time, in code and in the database", async () => {
    const database = await databaseWith();
    const planning = database.transaction((tx) =>
      insertNotifications(tx, [aNotification({ dueAt: null })]),
    );
    await expect(planning).rejects.toThrow("due time");
    await database.transaction((tx) => insertNotifications(tx, [aNotification()]));
    const forgetting = sql`update notification set claim_at = null`;
    await expect(forgetting.execute(database.read)).rejects.toThrow(/notification_waits_for_claim/);
  });
});

describe("claiming", () => {
  test("takes what is due, leases it, and leaves the rest", async () => {
    const due = aNotification({ dueAt: 10 });
    const database = await databaseWith(
      due,
      aNotification({ dueAt: 11 }),
      aNotification({ state: "standby", dueAt: null }),
    );
    expect(await claim(database, 9)).toEqual([]);
    const [claimed, ...others] = await claim(database, 10);
    expect(others).toEqual([]);
    expect(claimed).toMatchObject({
      id: due.id,
      state: "sending",
      attempts: 1,
      fence: 1,
      leaseUntil: 25,
      dueAt: 10,
    });
    expect(await claim(database, 10)).toEqual([]);
  });

  test("goes by urgency, then severity, then time, up to the limit", async () => {
    const database = await freshDatabase();
    const [worst, minor] = [withRank(anIncident(), 0), withRank(anIncident(), 3)];
    const plan = (incidentId: string, urgency: "high" | "low", dueAt: number) =>
      aNotification({ incidentId, urgency, dueAt });
    const expected = [
      plan(worst.id, "high", 5),
      plan(worst.id, "high", 8),
      plan(minor.id, "high", 1),
      plan(worst.id, "low", 2),
      plan(minor.id, "low", 1),
    ];
    await database.transaction(async (tx) => {
      await insertIncidents(tx, [worst, minor]);
      await insertNotifications(tx, expected.toReversed());
    });
    const ids = expected.map((notification) => notification.id);
    expect((await claim(database, 10, 2)).map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect((await claim(database, 10)).map(({ id }) => id)).toEqual(ids.slice(2));
  });

  test("takes over when a lease has run out, and shuts the old sender out", async () => {
    const database = await databaseWith(aNotification({ dueAt: 10 }));
    const [first] = await claim(database, 10);
    expect(await claim(database, 24)).toEqual([]);
    const [second] = await claim(database, 25);
    expect(second).toMatchObject({ id: first?.id, attempts: 2, fence: 2, leaseUntil: 40 });
    const old = { id: first?.id ?? "", fence: 1, state: "delivered", at: 26 } as const;
    expect(await complete(database, old)).toBe(false);
    expect(await only(database)).toMatchObject({ state: "sending", deliveredAt: null });
    expect(await complete(database, { ...old, fence: 2 })).toBe(true);
    // Once only: a second completion under the same fence is void too.
    expect(await complete(database, { ...old, fence: 2, state: "failed" })).toBe(false);
    expect(await only(database)).toMatchObject({ state: "delivered", deliveredAt: 26 });
  });

  test("knows when the next one can be claimed", async () => {
    const database = await databaseWith(
      aNotification({ state: "standby", dueAt: null }),
      aNotification({ dueAt: 30, urgency: "low" }),
    );
    expect(await nextNotificationDueAt(database.read)).toBe(30);
    const [claimed] = await claim(database, 30);
    expect(await nextNotificationDueAt(database.read)).toBe(45);
    await complete(database, { id: claimed?.id ?? "", fence: 1, state: "failed", at: 31 });
    expect(await nextNotificationDueAt(database.read)).toBeNull();
  });
});

describe("completing", () => {
  test("delivered keeps when and the provider's reference", async () => {
    const database = await databaseWith(aNotification());
    const [{ id = "" } = {}] = await claim(database, 1_000);
    await complete(database, { id, fence: 1, state: "delivered", providerReference: "x", at: 5 });
    expect(await only(database)).toMatchObject({
      state: "delivered",
      deliveredAt: 5,
      providerReference: "x",
      leaseUntil: null,
    });
  });

  test("pending comes back at its time, with the reason", async () => {
    const database = await databaseWith(aNotification());
    const [{ id = "" } = {}] = await claim(database, 1_000);
    const retry = { id, fence: 1, state: "pending", dueAt: 2_000, reason: "timeout" } as const;
    expect(await complete(database, { ...retry, at: 1_001 })).toBe(true);
    expect(await claim(database, 1_999)).toEqual([]);
    expect(await claim(database, 2_000)).toMatchObject([
      { attempts: 2, lastReason: "timeout", dueAt: 2_000 },
    ]);
  });

  test.each(["failed", "cancelled"] as const)("%s is never claimed again", async (state) => {
    const database = await databaseWith(aNotification());
    const [{ id = "" } = {}] = await claim(database, 1_000);
    await complete(database, { id, fence: 1, state, reason: "because", at: 1_001 });
    expect(await claim(database, 9_000)).toEqual([]);
    expect(await only(database)).toMatchObject({ state, lastReason: "because", deliveredAt: null });
  });

  test("refuses a retry without a time, and a time without a retry", async () => {
    const database = await databaseWith(aNotification());
    const [{ id = "" } = {}] = await claim(database, 1_000);
    const wrong = [
      { id, fence: 1, state: "pending", at: 1 },
      { id, fence: 1, state: "failed", dueAt: 5, at: 1 },
    ] as const;
    for (const completion of wrong) {
      await expect(complete(database, completion)).rejects.toThrow("due again");
    }
  });

  test("is void for what was never claimed", async () => {
    const planned = aNotification();
    const database = await databaseWith(planned);
    const completion = { id: planned.id, fence: 0, state: "delivered", at: 1 } as const;
    expect(await complete(database, completion)).toBe(false);
  });
});

describe("waking the next channel", () => {
  const channels = (...states: ("pending" | "standby" | "later")[]): NewNotification[] =>
    states.map((state, channelIndex) =>
      aNotification({
        id: `channel-${channelIndex}`,
        contactMethodId: `method-${channelIndex}`,
        channelIndex,
        state: state === "standby" ? "standby" : "pending",
        dueAt: state === "standby" ? null : state === "later" ? 5_000 : 1_000,
      }),
    );

  const wake = (database: Database, afterChannelIndex?: number) =>
    database.transaction((tx) =>
      wakeStandby(tx, {
        incidentId: "incident-1",
        purpose: "page",
        round: 0,
        step: 0,
        personId: "person-ann",
        discriminator: "",
        now: 2_000,
        ...(afterChannelIndex === undefined ? {} : { afterChannelIndex }),
      }),
    );

  async function fail(database: Database): Promise<void> {
    for (const { id, fence } of await claim(database, 2_000)) {
      await complete(database, { id, fence, state: "failed", at: 2_000 });
    }
  }

  test("makes the first behind the failed ones due now", async () => {
    const database = await databaseWith(...channels("pending", "standby", "standby"));
    await fail(database);
    expect(await wake(database)).toMatchObject({ id: "channel-1", state: "pending", dueAt: 2_000 });
    expect(await claim(database, 2_000)).toMatchObject([{ id: "channel-1" }]);
    // It is under way now, and the one behind it waits for its outcome.
    expect(await wake(database)).toBeUndefined();
  });

  test("brings forward one that was to be tried later", async () => {
    const database = await databaseWith(...channels("pending", "later"));
    await fail(database);
    expect(await wake(database)).toMatchObject({ id: "channel-1", dueAt: 2_000 });
  });

  test("goes on behind a channel that will be tried again, when asked to", async () => {
    const database = await databaseWith(...channels("later", "standby"));
    expect(await wake(database, 0)).toMatchObject({ id: "channel-1" });
  });

  test("leaves alone what is due already, other people, and the end of the list", async () => {
    const other = aNotification({ id: "other", personId: "person-ben", channelIndex: 1 });
    const database = await databaseWith(...channels("pending", "pending"), {
      ...other,
      state: "standby",
      dueAt: null,
    });
    expect(await wake(database, 0)).toBeUndefined();
    expect(await wake(database, 1)).toBeUndefined();
  });

  test("passes over a channel that was cancelled", async () => {
    const database = await databaseWith(...channels("pending", "pending", "standby"));
    for (const { id, fence } of await claim(database, 2_000)) {
      const state = id === "channel-0" ? "failed" : "cancelled";
      await complete(database, { id, fence, state, at: 2_000 });
    }
    expect(await wake(database)).toMatchObject({ id: "channel-2" });
  });
});

test("a step has reached somebody while they have been told or may be", async () => {
  const database = await databaseWith(
    aNotification({ id: "a" }),
    aNotification({ id: "b", state: "standby", dueAt: null }),
    aNotification({ id: "c", step: 1 }),
  );
  const reached = () =>
    listReached(database.read, {
      incidentId: "incident-1",
      purpose: "page",
      round: 0,
      step: 0,
    });
  expect(await reached()).toHaveLength(1);
  await claim(database, 1_000);
  expect(await reached()).toHaveLength(1);
  await complete(database, { id: "a", fence: 1, state: "failed", at: 1_001 });
  expect(await reached()).toEqual([]);
});
