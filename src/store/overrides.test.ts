import { expect, test } from "vitest";
import { freshDatabase } from "../../test/support/database.ts";
import type { OnCallOverride } from "../domain/roster.ts";
import { insertOverride, listOverrides, removeOverride } from "./overrides.ts";

function anOverride(id: string, times: Partial<OnCallOverride>): OnCallOverride {
  return {
    id,
    scheduleId: "on-call/primary",
    kind: "replace",
    person: "Ann",
    startsAt: 10,
    endsAt: 20,
    createdAt: 1,
    ...times,
  };
}

test("overrides are listed as they were made, and by their end", async () => {
  const database = await freshDatabase();
  const [first, second, third] = [
    anOverride("c", { createdAt: 1 }),
    anOverride("a", { createdAt: 2, endsAt: 30, kind: "remove", instead: "Ben" }),
    anOverride("b", { createdAt: 2, endsAt: 31 }),
  ];
  for (const override of [third, second, first]) {
    await database.transaction((tx) => insertOverride(tx, override));
  }
  expect(await listOverrides(database.read)).toEqual([first, second, third]);
  expect(await listOverrides(database.read, { endingAfter: 20 })).toEqual([second, third]);
  expect(await listOverrides(database.read, { endingAfter: 30 })).toEqual([third]);
});

test("an override is removed once", async () => {
  const database = await freshDatabase();
  await database.transaction((tx) => insertOverride(tx, anOverride("a", {})));
  const remove = () => database.transaction((tx) => removeOverride(tx, "a"));
  expect(await remove()).toBe(true);
  expect(await remove()).toBe(false);
  expect(await listOverrides(database.read)).toEqual([]);
});

test("the database refuses one that ends before it starts", async () => {
  const database = await freshDatabase();
  const backwards = anOverride("a", { startsAt: 20, endsAt: 20 });
  const inserting = database.transaction((tx) => insertOverride(tx, backwards));
  await expect(inserting).rejects.toThrow(/schedule_override_lasts/);
});
