import { expect, test } from "vitest";
import { freshDatabase, ON_POSTGRES } from "../../test/support/database.ts";
import { lockAlertVersions, renewAlertVersion } from "./alert-versions.ts";

function counter(): () => string {
  let made = 0;
  return () => `version-${++made}`;
}

test("an integration's alerts get a version when they are first asked for, and keep it until renewed", async () => {
  const database = await freshDatabase();
  const newVersion = counter();
  const lock = (...ids: readonly string[]) =>
    database.transaction((tx) => lockAlertVersions(tx, ids, newVersion));
  expect(await lock("b")).toEqual(new Map([["b", "version-1"]]));
  expect(await lock("a", "b", "a")).toEqual(
    new Map([
      ["a", "version-2"],
      ["b", "version-1"],
    ]),
  );
  await database.transaction((tx) => renewAlertVersion(tx, "a", newVersion()));
  expect([...(await lock("a", "b")).values()]).toEqual(["version-3", "version-1"]);
});

test("integrations are locked one after the other, and others are not held up", async () => {
  const database = await freshDatabase();
  const newVersion = counter();
  await database.transaction((tx) => lockAlertVersions(tx, ["a", "b", "c"], newVersion));
  const order: string[] = [];
  const entered = Promise.withResolvers<void>();
  const leave = Promise.withResolvers<void>();
  const first = database.transaction(async (tx) => {
    await lockAlertVersions(tx, ["b", "a", "b"], newVersion);
    entered.resolve();
    await leave.promise;
    await renewAlertVersion(tx, "a", "of the first");
    order.push("first");
  });
  await entered.promise;
  const second = database.transaction(async (tx) => {
    // Who had to wait sees what was waited for.
    const versions = await lockAlertVersions(tx, ["a"], newVersion);
    order.push(`second, after the version ${versions.get("a")}`);
  });
  if (ON_POSTGRES) {
    await database.transaction(async (tx) => {
      await lockAlertVersions(tx, ["c"], newVersion);
      order.push("other");
    });
  }
  leave.resolve();
  await Promise.all([first, second]);
  const inOrder = ["first", "second, after the version of the first"];
  expect(order).toEqual(ON_POSTGRES ? ["other", ...inOrder] : inOrder);
});
