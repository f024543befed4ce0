import { describe, expect, test } from "vitest";
import { freshDatabase } from "../../test/support/database.ts";
import { anAlert } from "../../test/support/store-fixtures.ts";
import type { Alert } from "../domain/alert.ts";
import {
  countFiring,
  insertAlerts,
  listAlertsOfIncident,
  listFiringTitles,
  loadAlerts,
  noteHeard,
  saveAlerts,
} from "./alerts.ts";
import type { Database } from "./database.ts";
import { isUniqueViolation } from "./store-error.ts";

async function stored(database: Database, ...alerts: Alert[]): Promise<void> {
  await database.transaction((tx) => saveAlerts(tx, alerts));
}

async function loaded(database: Database, ...keys: string[]): Promise<Alert[]> {
  return [...(await loadAlerts(database.read, "integration-1", keys)).values()];
}

describe("an alert", () => {
  test("comes back by its key as it was stored", async () => {
    const database = await freshDatabase();
    const alert = anAlert({
      dedupKey: "d",
      title: 'It\'s "down" \\ 🚨',
      labels: { a: "1", ünï: "ç", __proto__x: "y" },
      annotations: {},
      sourceUrl: "https://prometheus.test/graph?g0.expr=up",
      endsAt: 7,
      status: "resolved",
    });
    await stored(database, alert, anAlert({ dedupKey: "other" }));
    const found = await loadAlerts(database.read, "integration-1", ["d", "unheard", "d"]);
    expect([...found]).toEqual([["d", alert]]);
  });

  test("is another one for another integration", async () => {
    const database = await freshDatabase();
    const [mine, theirs] = [
      anAlert({ dedupKey: "d" }),
      anAlert({ dedupKey: "d", integrationId: "integration-2" }),
    ];
    await stored(database, mine, theirs);
    expect(await loaded(database, "d")).toEqual([mine]);
  });

  test("is changed by a save, and keeps its id when its key comes with another", async () => {
    const database = await freshDatabase();
    const alert = anAlert({ dedupKey: "d" });
    await stored(database, alert);
    const ended: Alert = { ...alert, status: "resolved", endsAt: 5, incidentId: "incident-1" };
    await stored(database, ended);
    expect(await loaded(database, "d")).toEqual([ended]);
    await stored(database, { ...ended, id: "another", receivedCount: 3 });
    expect(await loaded(database, "d")).toEqual([{ ...ended, receivedCount: 3 }]);
  });

  test("may have a key longer than an index entry", async () => {
    const database = await freshDatabase();
    const dedupKey = "k".repeat(20_000);
    await stored(database, anAlert({ dedupKey }), anAlert({ dedupKey: `${dedupKey}!` }));
    expect(await loaded(database, dedupKey)).toHaveLength(1);
  });

  test("is stored with its texts cleaned, and found by its key in either form", async () => {
    const database = await freshDatabase();
    const labels = { "l\0": "v\ud800" };
    await stored(database, anAlert({ dedupKey: "d\0", title: "t\udc00", labels }));
    for (const key of ["d\0", "d\uFFFD"]) {
      expect(await loaded(database, key)).toMatchObject([
        { dedupKey: "d\uFFFD", title: "t\uFFFD", labels: { "l\uFFFD": "v\uFFFD" } },
      ]);
    }
  });

  test("is refused twice in one save, and with an instant beyond what is exact", async () => {
    const database = await freshDatabase();
    const twice = stored(database, anAlert({ dedupKey: "d" }), anAlert({ dedupKey: "d" }));
    await expect(twice).rejects.toThrow("saved once");
    const beyond = stored(database, anAlert({ startsAt: 2 ** 53 }));
    await expect(beyond).rejects.toThrow("2^53");
    expect(await loaded(database, "d")).toEqual([]);
  });
});

test("what was never heard of is stored in portions, and fails the transaction when it was", async () => {
  const database = await freshDatabase();
  const alerts = Array.from({ length: 600 }, (_, index) => anAlert({ dedupKey: `${index}` }));
  await database.transaction((tx) => insertAlerts(tx, alerts));
  expect(await loaded(database, ...alerts.map(({ dedupKey }) => dedupKey))).toHaveLength(600);
  const again = database.transaction((tx) =>
    insertAlerts(tx, [anAlert({ dedupKey: "another" }), anAlert({ dedupKey: "300" })]),
  );
  expect(isUniqueViolation(await again.catch((error: unknown) => error))).toBe(true);
  expect(await loaded(database, "another")).toEqual([]);
});

test("hearing of alerts again adds to their counts, and never takes their last time back", async () => {
  const database = await freshDatabase();
  const known = { receivedCount: 2, lastReceivedAt: 1_000 };
  const [alert, other] = [anAlert({ dedupKey: "d", ...known }), anAlert({ dedupKey: "e" })];
  await stored(database, alert, other);
  const hear = (dedupKey: string, receivedAt: number, count: number) => {
    const heard = { integrationId: "integration-1", dedupKey, receivedAt, count };
    const unheard = { ...heard, dedupKey: "unheard" };
    return database.transaction((tx) => noteHeard(tx, [unheard, heard]));
  };
  await hear("d", 2_000, 3);
  const heard = { ...alert, lastReceivedAt: 2_000, receivedCount: 5 };
  expect(await loaded(database, "d", "e", "unheard")).toEqual(
    expect.arrayContaining([heard, other]),
  );
  await hear("d", 500, 1);
  expect(await loaded(database, "d")).toEqual([{ ...heard, receivedCount: 6 }]);
  await database.transaction((tx) => noteHeard(tx, []));
});

test("a thousand alerts are stored and found in one transaction", async () => {
  const database = await freshDatabase();
  const alerts = Array.from({ length: 1_000 }, () => anAlert());
  const found = await database.transaction(async (tx) => {
    await saveAlerts(tx, alerts);
    return loadAlerts(
      tx,
      "integration-1",
      alerts.map((alert) => alert.dedupKey),
    );
  });
  expect(found.size).toBe(1_000);
  for (const alert of alerts) expect(found.get(alert.dedupKey)).toEqual(alert);
});

test("an incident's alerts are listed, counted and named", async () => {
  const database = await freshDatabase();
  const of = (incidentId: string, status: Alert["status"] = "firing") =>
    anAlert({ incidentId, status });
  const [a, b, c, d] = [of("i1"), of("i1", "resolved"), of("i1"), of("i2")];
  await stored(database, d, c, b, a);
  const ids = async (options: { firingOnly?: boolean; limit: number }) =>
    (await listAlertsOfIncident(database.read, "i1", options)).map((alert) => alert.id);
  expect(await ids({ limit: 9 })).toEqual([a.id, b.id, c.id]);
  expect(await ids({ limit: 9, firingOnly: true })).toEqual([a.id, c.id]);
  expect(await ids({ limit: 1 })).toEqual([a.id]);
  expect(await countFiring(database.read, "i1")).toBe(2);
  expect(await countFiring(database.read, "none")).toBe(0);
  const titles = (limit: number) =>
    listFiringTitles(database.read, ["i1", "i2", "none", "i1"], limit);
  expect(await titles(9)).toEqual(
    new Map([
      ["i1", [a.title, c.title]],
      ["i2", [d.title]],
    ]),
  );
  expect(await titles(1)).toEqual(
    new Map([
      ["i1", [a.title]],
      ["i2", [d.title]],
    ]),
  );
});
