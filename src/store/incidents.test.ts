import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { freshDatabase } from "../../test/support/database.ts";
import { aNote, anIncident, withRank } from "../../test/support/store-fixtures.ts";
import type { Incident } from "../domain/incident.ts";
import type { Database } from "./database.ts";
import {
  claimDueIncidents,
  countOpenedSince,
  type IncidentSave,
  insertIncident,
  insertIncidents,
  listIncidents,
  loadIncident,
  loadIncidentByNumber,
  loadIncidents,
  loadOpenIncidentsByGroup,
  nextIncidentDueAt,
  saveIncidents,
  takeIncidentNumber,
} from "./incidents.ts";
import { IncidentConflict } from "./store-error.ts";
import { appendEntries, listEntries } from "./timeline.ts";

/** To be saved without an entry. */
function unsaid(incident: Incident): IncidentSave {
  return { incident, entries: [] };
}

async function stored(database: Database, ...incidents: Incident[]): Promise<void> {
  await database.transaction((tx) => insertIncidents(tx, incidents));
}

function claim(database: Database, now: number, limit = 100): Promise<string[]> {
  return database.transaction(async (tx) =>
    (await claimDueIncidents(tx, { now, limit })).map((incident) => incident.id),
  );
}

describe("an incident", () => {
  test("comes back as it was stored", async () => {
    const database = await freshDatabase();
    const incident = anIncident({ title: "Käse 🚨 'quoted' \"and\" \\ more", team: "payments" });
    await stored(database, incident);
    expect(await loadIncident(database.read, incident.id)).toEqual(incident);
    expect(await loadIncidentByNumber(database.read, incident.number)).toEqual(incident);
    expect(await loadIncident(database.read, "nobody")).toBeUndefined();
    expect(await loadIncidentByNumber(database.read, "20260101-999")).toBeUndefined();
  });

  test("keeps every field that a save changes, and its version grows", async () => {
    const database = await freshDatabase();
    const incident = anIncident();
    await stored(database, incident);
    const changed: Incident = {
      ...incident,
      title: "Another",
      severity: "P1",
      rules: { ...incident.rules, id: "P1", rank: 1 },
      status: "acknowledged",
      acknowledgedAt: 5,
      acknowledgedBy: "Ann",
      dueAt: null,
      firingAlerts: 7,
      roles: { "incident commander": "Ann" },
      told: ["person-ann"],
      lastHumanEntryAt: 6,
      publicStatus: "identified",
    };
    await database.transaction((tx) => saveIncidents(tx, [unsaid(changed)]));
    expect(await loadIncident(database.read, incident.id)).toEqual({
      ...changed,
      version: incident.version + 1,
    });
  });

  test("is stored with its text cleaned of what a database refuses", async () => {
    const database = await freshDatabase();
    const incident = anIncident({ title: "a\0b\ud800", told: ["c\0"] });
    await stored(database, incident);
    expect(await loadIncident(database.read, incident.id)).toMatchObject({
      title: "a\uFFFDb\uFFFD",
      told: ["c\uFFFD"],
    });
  });

  test("begins its timeline at the beginning, whatever it says", async () => {
    const database = await freshDatabase();
    const incident = anIncident({ lastSeq: 9, lastEntryAt: 99 });
    await stored(database, incident);
    expect(await loadIncident(database.read, incident.id)).toMatchObject({
      lastSeq: 0,
      lastEntryAt: 0,
    });
  });
});

describe("saving", () => {
  test("refuses a version that has moved, and says which", async () => {
    const database = await freshDatabase();
    const [moved, still] = [anIncident(), anIncident()];
    await stored(database, moved, still);
    await database.transaction((tx) => saveIncidents(tx, [unsaid(moved)]));
    const saving = database.transaction((tx) => saveIncidents(tx, [moved, still].map(unsaid)));
    await expect(saving).rejects.toThrow(IncidentConflict);
    await expect(saving).rejects.toMatchObject({ incidentIds: [moved.id] });
    // Nothing of that save was kept.
    expect(await loadIncident(database.read, still.id)).toEqual(still);
  });

  test("runs the transaction again, which then sees what was in its way", async () => {
    const database = await freshDatabase();
    const incident = anIncident();
    await stored(database, incident);
    await database.transaction((tx) => saveIncidents(tx, [unsaid({ ...incident, title: "Mine" })]));
    let runs = 0;
    await database.transaction(async (tx) => {
      runs += 1;
      const known = runs === 1 ? incident : await loadIncident(tx, incident.id);
      await saveIncidents(tx, known === undefined ? [] : [unsaid({ ...known, firingAlerts: 2 })]);
    });
    expect(runs).toBe(2);
    expect(await loadIncident(database.read, incident.id)).toMatchObject({
      title: "Mine",
      firingAlerts: 2,
    });
  });

  test("adds entries behind the last, at instants that do not go back", async () => {
    const database = await freshDatabase();
    const [told, silent] = [anIncident(), anIncident()];
    await stored(database, told, silent);
    await database.transaction((tx) => appendEntries(tx, told.id, [aNote(50)]));
    const incident = await loadIncident(database.read, told.id);
    if (incident === undefined) throw new Error("it is stored");
    const saves = [{ incident, entries: [aNote(40), aNote(60)] }, unsaid(silent)];
    await database.transaction((tx) => saveIncidents(tx, saves));
    const entries = await listEntries(database.read, told.id);
    expect(entries.map(({ seq, at }) => [seq, at])).toEqual([
      [1, 50],
      [2, 50],
      [3, 60],
    ]);
    const place = { lastSeq: 3, lastEntryAt: 60 };
    expect(await loadIncident(database.read, told.id)).toMatchObject(place);
    expect(await listEntries(database.read, silent.id)).toEqual([]);
  });

  test("refuses an incident whose timeline has moved", async () => {
    const database = await freshDatabase();
    const incident = anIncident();
    await stored(database, incident);
    await database.transaction((tx) => appendEntries(tx, incident.id, [aNote(50)]));
    const saving = database.transaction((tx) => saveIncidents(tx, [unsaid(incident)]));
    await expect(saving).rejects.toThrow(IncidentConflict);
  });

  test("refuses to save an incident twice at once", async () => {
    const database = await freshDatabase();
    const incident = anIncident();
    await stored(database, incident);
    const saving = database.transaction((tx) =>
      saveIncidents(tx, [incident, incident].map(unsaid)),
    );
    await expect(saving).rejects.toThrow("saved once");
  });
});

describe("the database refuses", () => {
  test("an open incident with nothing due", async () => {
    const database = await freshDatabase();
    await expect(stored(database, anIncident({ dueAt: null }))).rejects.toThrow(
      /incident_open_is_due/,
    );
    const incident = anIncident();
    await stored(database, incident);
    const forgetting = sql`update incident set due_at = null where id = ${incident.id}`;
    await expect(forgetting.execute(database.read)).rejects.toThrow(/incident_open_is_due/);
  });

  test("a status that does not exist, and a resolved incident without its instant", async () => {
    const database = await freshDatabase();
    const incident = anIncident();
    await stored(database, incident);
    const inventing = sql`update incident set status = 'sleeping' where id = ${incident.id}`;
    await expect(inventing.execute(database.read)).rejects.toThrow(/check/i);
    const resolving = sql`update incident set status = 'resolved' where id = ${incident.id}`;
    await expect(resolving.execute(database.read)).rejects.toThrow(/incident_resolved_has_instant/);
  });

  test("two incidents of one group that are not resolved", async () => {
    const database = await freshDatabase();
    const [first, second, other] = [
      anIncident({ groupKey: "g" }),
      anIncident({ groupKey: "g" }),
      anIncident({ groupKey: "g", integrationId: "integration-2" }),
    ];
    const inserted = await database.transaction((tx) =>
      insertIncidents(tx, [first, second, other]),
    );
    expect([...inserted].sort()).toEqual([first.id, other.id].sort());
    const again = database.transaction((tx) => insertIncident(tx, second));
    await expect(again).rejects.toThrow(IncidentConflict);
  });

  test("reopening an incident whose group has opened another", async () => {
    const database = await freshDatabase();
    const resolved = anIncident({ groupKey: "g", status: "resolved", resolvedAt: 5, dueAt: null });
    await stored(database, resolved, anIncident({ groupKey: "g" }));
    const reopened: Incident = { ...resolved, status: "open", resolvedAt: null, dueAt: 9 };
    const saving = database.transaction((tx) => saveIncidents(tx, [unsaid(reopened)]));
    await expect(saving).rejects.toThrow(IncidentConflict);
  });
});

test("incidents without a group may be open side by side", async () => {
  const database = await freshDatabase();
  const declared = { integrationId: null, groupKey: null };
  await stored(database, anIncident(declared), anIncident(declared));
  expect(await listIncidents(database.read, { limit: 9 })).toHaveLength(2);
});

test("a group key may be longer than an index entry", async () => {
  const database = await freshDatabase();
  const groupKey = "k".repeat(20_000);
  await stored(database, anIncident({ groupKey }));
  const found = await loadOpenIncidentsByGroup(database.read, "integration-1", [groupKey], {
    resolvedSince: 0,
  });
  expect(found).toHaveLength(1);
});

test("several incidents are loaded in the order of their ids, each once", async () => {
  const database = await freshDatabase();
  const incidents = [anIncident(), anIncident(), anIncident()];
  await stored(database, ...incidents);
  const [first, , third] = incidents.map((incident) => incident.id) as [string, string, string];
  for (const options of [{}, { lock: true }, { share: true }]) {
    const found = await database.transaction((tx) =>
      loadIncidents(tx, [third, "nobody", first, third], options),
    );
    expect(found.map((incident) => incident.id)).toEqual([first, third]);
  }
});

test("a group's incidents are those not closed and not resolved long ago", async () => {
  const database = await freshDatabase();
  const at = (resolvedAt: number, status: Incident["status"] = "resolved") =>
    anIncident({ groupKey: "g", status, resolvedAt, closedAt: null, dueAt: null });
  const [old, edge, closed] = [at(99), at(100), at(500, "closed")];
  const open = anIncident({ groupKey: "g" });
  await stored(database, old, edge, closed, open, anIncident({ groupKey: "other" }));
  for (const lock of [false, true]) {
    const found = await database.transaction((tx) =>
      loadOpenIncidentsByGroup(tx, "integration-1", ["g", "g", "none"], {
        resolvedSince: 100,
        lock,
      }),
    );
    expect(found.map(({ incident }) => incident.id)).toEqual([edge.id, open.id]);
  }
});

describe("claiming what is due", () => {
  test("takes the worst severity first, then what has waited longest, up to the limit", async () => {
    const database = await freshDatabase();
    const minor = withRank(anIncident({ dueAt: 1 }), 3);
    const lately = withRank(anIncident({ dueAt: 20 }), 0);
    const early = withRank(anIncident({ dueAt: 10 }), 0);
    const later = withRank(anIncident({ dueAt: 31 }), 0);
    const beyond = withRank(anIncident({ dueAt: 5 }), 40);
    await stored(database, minor, lately, early, later, beyond);
    expect(await claim(database, 30)).toEqual([early.id, lately.id, minor.id, beyond.id]);
    expect(await claim(database, 30, 3)).toEqual([early.id, lately.id, minor.id]);
    expect(await claim(database, 0)).toEqual([]);
  });

  test("includes acknowledged incidents, and what is due at this very instant", async () => {
    const database = await freshDatabase();
    const incident = anIncident({ status: "acknowledged", acknowledgedAt: 1, dueAt: 7 });
    const rest = anIncident({ status: "acknowledged", acknowledgedAt: 1, dueAt: null });
    await stored(database, incident, rest);
    expect(await claim(database, 6)).toEqual([]);
    expect(await claim(database, 7)).toEqual([incident.id]);
  });

  test("knows when the next one is due", async () => {
    const database = await freshDatabase();
    expect(await nextIncidentDueAt(database.read)).toBeNull();
    await stored(
      database,
      withRank(anIncident({ dueAt: 50 }), 0),
      withRank(anIncident({ dueAt: 40 }), 5),
      anIncident({ status: "acknowledged", acknowledgedAt: 1, dueAt: null }),
    );
    expect(await nextIncidentDueAt(database.read)).toBe(40);
  });
});

test("numbers are taken one after the other, each day from 1", async () => {
  const database = await freshDatabase();
  const take = (day: string) => database.transaction((tx) => takeIncidentNumber(tx, day));
  const taken = await Promise.all(Array.from({ length: 8 }, () => take("20260114")));
  expect(taken.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(await take("20260115")).toBe(1);
  await expect(take("15.1.2026")).rejects.toThrow("YYYYMMDD");
});

test("opened incidents are counted by integration and instant", async () => {
  const database = await freshDatabase();
  await stored(
    database,
    anIncident({ openedAt: 10 }),
    anIncident({ openedAt: 20 }),
    anIncident({ openedAt: 20, integrationId: "integration-2" }),
  );
  expect(await countOpenedSince(database.read, "integration-1", 10)).toBe(2);
  expect(await countOpenedSince(database.read, "integration-1", 11)).toBe(1);
  expect(await countOpenedSince(database.read, "integration-3", 0)).toBe(0);
});

test("a list has the newest first, by status, team and page", async () => {
  const database = await freshDatabase();
  const [a, b, c, d] = [
    anIncident({ team: "web" }),
    anIncident({ team: "data" }),
    anIncident({ status: "closed", closedAt: 9, dueAt: null }),
    anIncident(),
  ];
  await stored(database, a, b, c, d);
  const ids = async (options: Parameters<typeof listIncidents>[1]) =>
    (await listIncidents(database.read, options)).map((incident) => incident.id);
  expect(await ids({ limit: 9 })).toEqual([d.id, c.id, b.id, a.id]);
  expect(await ids({ limit: 9, statuses: ["open"] })).toEqual([d.id, b.id, a.id]);
  expect(await ids({ limit: 9, statuses: [] })).toEqual([]);
  expect(await ids({ limit: 9, teams: ["web"] })).toEqual([d.id, c.id, a.id]);
  expect(await ids({ limit: 9, teams: [] })).toEqual([d.id, c.id, b.id, a.id]);
  expect(await ids({ limit: 2 })).toEqual([d.id, c.id]);
  expect(await ids({ limit: 2, beforeId: c.id })).toEqual([b.id, a.id]);
});
