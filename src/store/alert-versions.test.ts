import { expect, test } from "vitest";
import { freshDatabase, ON_POSTGRES } from "../../test/support/database.ts";
import {
  type AlertVersion,
  alertsChangedBetween,
  CHANGES_KEPT,
  insertAlertVersion,
  listAlertVersions,
  lockAlertVersion,
  renewAlertVersion,
  renewAllAlertVersions,
} from "./alert-versions.ts";
import type { Database } from "./database.ts";

test("an integration's alerts have the version they were last given, and their first one only once", async () => {
  const database = await freshDatabase();
  const versions = () =>
    database.transaction(async (tx) => [
      await lockAlertVersion(tx, "a"),
      await lockAlertVersion(tx, "b"),
    ]);
  expect(await versions()).toEqual([undefined, undefined]);
  await database.transaction((tx) => insertAlertVersion(tx, "a", "1"));
  await database.transaction((tx) => insertAlertVersion(tx, "a", "2"));
  expect(await versions()).toEqual(["1", undefined]);
  await database.transaction((tx) =>
    renewAlertVersion(tx, { integrationId: "a", version: "3", alertIds: [] }),
  );
  expect(await versions()).toEqual(["3", undefined]);
});

test("an integration is locked by one after the other, and others are not held up", async () => {
  const database = await freshDatabase();
  await database.transaction(async (tx) => {
    for (const id of ["a", "b"]) await insertAlertVersion(tx, id, "0");
  });
  const order: string[] = [];
  const entered = Promise.withResolvers<void>();
  const leave = Promise.withResolvers<void>();
  const first = database.transaction(async (tx) => {
    await lockAlertVersion(tx, "a");
    entered.resolve();
    await leave.promise;
    await renewAlertVersion(tx, { integrationId: "a", version: "1", alertIds: [] });
    order.push("first");
  });
  await entered.promise;
  const second = database.transaction(async (tx) => {
    // Who had to wait sees what was waited for.
    order.push(`second, which sees version ${await lockAlertVersion(tx, "a")}`);
  });
  if (ON_POSTGRES) {
    await database.transaction(async (tx) => {
      await lockAlertVersion(tx, "b");
      order.push("other");
    });
  }
  leave.resolve();
  await Promise.all([first, second]);
  const inOrder = ["first", "second, which sees version 1"];
  expect(order).toEqual(ON_POSTGRES ? ["other", ...inOrder] : inOrder);
});

async function versionOf(database: Database): Promise<AlertVersion> {
  const found = await listAlertVersions(database.read);
  return found.find(({ integrationId }) => integrationId === "a") as AlertVersion;
}

test("what has changed between two versions is known, step by step, and not across one that left no word", async () => {
  const database = await freshDatabase();
  const renew = (version: string, alertIds: readonly string[], integrationId = "a") =>
    database.transaction((tx) => renewAlertVersion(tx, { integrationId, version, alertIds }));
  await database.transaction((tx) => insertAlertVersion(tx, "a", "0"));
  await database.transaction((tx) => insertAlertVersion(tx, "b", "0"));
  const first = await versionOf(database);
  expect(first).toEqual({ integrationId: "a", version: "0", changes: 0 });
  await renew("1", ["x", "y"]);
  await renew("2", ["other"], "b");
  const second = await versionOf(database);
  await renew("3", []);
  await renew("4", ["x"]);
  const third = await versionOf(database);
  const between = (from: AlertVersion, to: AlertVersion) =>
    alertsChangedBetween(database.read, from, to);
  expect(await between(first, second)).toEqual(["x", "y"]);
  expect(await between(first, third)).toEqual(["x", "y", "x"]);
  expect(await between(second, third)).toEqual(["x"]);
  expect(await between(third, third)).toEqual([]);
  await database.transaction((tx) => renewAllAlertVersions(tx, "5"));
  expect(await between(third, await versionOf(database))).toBeUndefined();
  await renew("6", ["z"]);
  expect(await between(third, await versionOf(database))).toBeUndefined();
});

test("of what has changed no more is kept than somebody would catch up with", async () => {
  const database = await freshDatabase();
  const count = CHANGES_KEPT / 5;
  const alertIds = Array.from({ length: count }, (_, index) => `alert ${index}`);
  await database.transaction((tx) => insertAlertVersion(tx, "a", "0"));
  for (const version of ["1", "2", "3", "4", "5", "6", "70"]) {
    await database.transaction((tx) =>
      renewAlertVersion(tx, { integrationId: "a", version, alertIds }),
    );
  }
  const kept = await database.read.selectFrom("alert_change").select("version").execute();
  expect(kept.map(({ version }) => version).toSorted()).toEqual(["2", "3", "4", "5", "6", "70"]);
});
