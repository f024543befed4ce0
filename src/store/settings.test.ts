import { expect, test } from "vitest";
import { freshDatabase } from "../../test/support/database.ts";
import { ensureSetting, loadSetting, saveSetting } from "./settings.ts";

test("a value made once stays, whoever comes first", async () => {
  const database = await freshDatabase();
  expect(await loadSetting(database.read, "installation")).toBeUndefined();
  const made = await Promise.all(
    ["a", "b", "c", "d"].map((value) =>
      database.transaction((tx) => ensureSetting(tx, "installation", value)),
    ),
  );
  const kept = await loadSetting(database.read, "installation");
  expect(made).toEqual([kept, kept, kept, kept]);
});

test("a value can be replaced", async () => {
  const database = await freshDatabase();
  for (const value of ["old", "new"]) {
    await database.transaction((tx) => saveSetting(tx, "key", value));
  }
  expect(await loadSetting(database.read, "key")).toBe("new");
  expect(await ensureSetting(database.read, "key", "other")).toBe("new");
});
