import { expect, test } from "vitest";
import { freshDatabase } from "../../test/support/database.ts";
import {
  disableIntegration,
  findIntegrationByKeyHash,
  type Integration,
  insertIntegration,
  listIntegrations,
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
