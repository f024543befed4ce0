import { expect, test } from "vitest";
import { freshDatabase } from "../../test/support/database.ts";
import type { Person } from "../domain/person.ts";
import type { Database } from "./database.ts";
import { insertOverride, removeOverride } from "./overrides.ts";
import { addContactMethod, removeContactMethod, savePerson } from "./people.ts";
import { loadVersionsInForce } from "./versions-in-force.ts";

const ANN: Person = { id: "ann", name: "Ann", role: "responder", teams: [], contactMethods: [] };
const METHOD = { id: "m", kind: "email", address: "ann@example.test" } as const;
const OVERRIDE = {
  id: "o",
  scheduleId: "r.primary",
  kind: "replace",
  person: "Ann",
  startsAt: 1,
  endsAt: 2,
  createdAt: 0,
} as const;

async function versionOf(database: Database): Promise<string> {
  return (await loadVersionsInForce(database.read)).rosterVersion;
}

test("the roster's version is another one after each change, and the same without one", async () => {
  const database = await freshDatabase();
  const changes = [
    () => database.transaction((tx) => savePerson(tx, ANN, 0)),
    () => database.transaction((tx) => addContactMethod(tx, "ann", METHOD, 0)),
    () => database.transaction((tx) => removeContactMethod(tx, "ann", "m")),
    () => database.transaction((tx) => insertOverride(tx, OVERRIDE)),
    () => database.transaction((tx) => removeOverride(tx, "o")),
  ];
  const versions = [await versionOf(database)];
  for (const change of changes) {
    await change();
    versions.push(await versionOf(database));
    expect(await versionOf(database)).toBe(versions.at(-1));
  }
  expect(new Set(versions).size).toBe(changes.length + 1);
});

test("a version that was rolled back is not seen again", async () => {
  const database = await freshDatabase();
  const before = await versionOf(database);
  const seen: string[] = [];
  const tried = database.transaction(async (tx) => {
    await savePerson(tx, ANN, 0);
    seen.push((await loadVersionsInForce(tx)).rosterVersion);
    throw new Error("no");
  });
  await expect(tried).rejects.toThrow("no");
  expect(await versionOf(database)).toBe(before);
  await database.transaction((tx) => savePerson(tx, { ...ANN, name: "Anna" }, 0));
  expect(seen).toHaveLength(1);
  expect(seen).not.toContain(await versionOf(database));
});
