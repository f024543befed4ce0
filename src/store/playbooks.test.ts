import { expect, test } from "vitest";
import { freshDatabase } from "../../test/support/database.ts";
import { playbook } from "../../test/support/playbook-fixture.ts";
import type { Database } from "./database.ts";
import {
  activateStoredPlaybook,
  activePlaybook,
  activePlaybookHash,
  loadPlaybook,
  loadPlaybookSources,
  savePlaybook,
} from "./playbooks.ts";

const sources = { files: [{ path: "playbook.md", text: "# Incidents\n\nWe answer.\n" }] };

async function save(database: Database, hash: string, title = "Incidents"): Promise<void> {
  const compiled = { ...playbook, hash, title };
  await database.transaction((tx) =>
    savePlaybook(tx, { hash, title, compiled, sources, savedAt: 1 }),
  );
}

async function activate(database: Database, hash: string, at: number): Promise<void> {
  await database.transaction((tx) => activateStoredPlaybook(tx, hash, at));
}

test("a playbook is kept by its hash, with what it was compiled from", async () => {
  const database = await freshDatabase();
  await save(database, "hash-1");
  expect(await loadPlaybook(database.read, "hash-1")).toEqual({
    ...playbook,
    hash: "hash-1",
    title: "Incidents",
  });
  expect(await loadPlaybookSources(database.read, "hash-1")).toEqual(sources);
  expect(await loadPlaybook(database.read, "hash-2")).toBeUndefined();
  expect(await loadPlaybookSources(database.read, "hash-2")).toBeUndefined();
});

test("a playbook saved again stays as it is, and live", async () => {
  const database = await freshDatabase();
  await save(database, "hash-1");
  await activate(database, "hash-1", 5);
  await save(database, "hash-1", "Something else");
  expect(await activePlaybook(database.read)).toMatchObject({ title: "Incidents" });
});

test("none is live before the first is activated", async () => {
  const database = await freshDatabase();
  await save(database, "hash-1");
  expect(await activePlaybookHash(database.read)).toBeUndefined();
  expect(await activePlaybook(database.read)).toBeUndefined();
});

test("the last activated is live, be it an earlier one, and whatever the clock says", async () => {
  const database = await freshDatabase();
  for (const [hash, at] of [
    ["hash-1", 50],
    ["hash-2", 40],
  ] as const) {
    await save(database, hash);
    await activate(database, hash, at);
  }
  expect(await activePlaybookHash(database.read)).toBe("hash-2");
  await activate(database, "hash-1", 30);
  expect(await activePlaybook(database.read)).toMatchObject({ hash: "hash-1" });
});

test("only a saved playbook can be activated", async () => {
  const database = await freshDatabase();
  await expect(activate(database, "hash-1", 5)).rejects.toThrow("saved before");
});
