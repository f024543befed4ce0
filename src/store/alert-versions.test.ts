import { expect, test } from "vitest";
import { freshDatabase, ON_POSTGRES } from "../../test/support/database.ts";
import { insertAlertVersion, lockAlertVersion, renewAlertVersion } from "./alert-versions.ts";

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
  await database.transaction((tx) => renewAlertVersion(tx, "a", "3"));
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
    await renewAlertVersion(tx, "a", "1");
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
