import { expect, test } from "vitest";
import { freshDatabase, ON_POSTGRES } from "../../test/support/database.ts";
import {
  disableIntegration,
  findIntegrationByKeyHash,
  type Integration,
  insertIntegration,
  listIntegrations,
  lockIntegrations,
} from "./integrations.ts";

const integration: Integration = {
  id: "integration-1",
  kind: "alertmanager",
  name: "Production",
  keyHash: "hash-1",
  team: "web",
  createdAt: 1,
  disabledAt: null,
};

test("an integration is found by its key's hash until it is disabled", async () => {
  const database = await freshDatabase();
  await database.transaction((tx) => insertIntegration(tx, integration));
  expect(await findIntegrationByKeyHash(database.read, "hash-1")).toEqual(integration);
  expect(await findIntegrationByKeyHash(database.read, "hash-2")).toBeUndefined();
  const disable = () => database.transaction((tx) => disableIntegration(tx, "integration-1", 50));
  expect(await disable()).toBe(true);
  expect(await disable()).toBe(false);
  expect(await findIntegrationByKeyHash(database.read, "hash-1")).toBeUndefined();
  expect(await listIntegrations(database.read)).toEqual([{ ...integration, disabledAt: 50 }]);
});

test("a name belongs to one integration", async () => {
  const database = await freshDatabase();
  await database.transaction((tx) => insertIntegration(tx, integration));
  const again = { ...integration, id: "integration-2", keyHash: "hash-2" };
  const inserting = database.transaction((tx) => insertIntegration(tx, again));
  await expect(inserting).rejects.toMatchObject({ code: "conflict" });
});

test("integrations are locked one after the other, and others are not held up", async () => {
  const database = await freshDatabase();
  const order: string[] = [];
  const entered = Promise.withResolvers<void>();
  const leave = Promise.withResolvers<void>();
  const first = database.transaction(async (tx) => {
    await lockIntegrations(tx, ["b", "a", "b"]);
    entered.resolve();
    await leave.promise;
    order.push("first");
  });
  await entered.promise;
  const second = database.transaction(async (tx) => {
    await lockIntegrations(tx, ["a"]);
    order.push("second");
  });
  if (ON_POSTGRES) {
    await database.transaction(async (tx) => {
      await lockIntegrations(tx, ["c"]);
      order.push("other");
    });
  }
  leave.resolve();
  await Promise.all([first, second]);
  expect(order).toEqual(ON_POSTGRES ? ["other", "first", "second"] : ["first", "second"]);
});
