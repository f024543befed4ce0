import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { freshDatabase } from "../../test/support/database.ts";
import { aNote, aNotification, anAlert, anIncident } from "../../test/support/store-fixtures.ts";
import type { Incident } from "../domain/incident.ts";
import type { Person } from "../domain/person.ts";
import { saveAlerts } from "./alerts.ts";
import type { Database } from "./database.ts";
import { insertIncidents } from "./incidents.ts";
import { findOverdue, type Inspection, inspectIncidents } from "./invariant-queries.ts";
import { insertNotices } from "./notices.ts";
import { insertNotifications } from "./notifications.ts";
import { savePerson } from "./people.ts";
import { saveTestWatch } from "./test-watch.ts";
import { appendEntries } from "./timeline.ts";

const ANN: Person = {
  id: "ann",
  name: "Ann",
  role: "responder",
  teams: [],
  contactMethods: [],
};

async function withIncidents(incidents: readonly Incident[]): Promise<Database> {
  const database = await freshDatabase();
  await database.transaction((tx) => insertIncidents(tx, incidents));
  return database;
}

test("what was due long ago is overdue, once for each row", async () => {
  const incident = anIncident({ dueAt: 5_000 });
  const database = await withIncidents([incident, anIncident({ dueAt: 7_000 })]);
  const hold = { reasons: [{ kind: "silenced", silenceId: "s" }], reviewAt: 5_000 } as const;
  await database.transaction((tx) => saveAlerts(tx, [anAlert({ hold })]));
  await database.transaction((tx) =>
    insertNotifications(tx, [aNotification({ incidentId: incident.id, dueAt: 4_000 })]),
  );
  await database.transaction(async (tx) => {
    await savePerson(tx, ANN, 4_000);
    const notice = { kind: "hand-off", headline: "On call now", text: "" } as const;
    await insertNotices(tx, [{ id: "n", personId: ANN.id, notice }], 4_000);
    await saveTestWatch(tx, undefined, { seen: "", dueAt: 4_000 });
  });
  expect(await findOverdue(database.read, 4_000)).toEqual([]);
  expect(await findOverdue(database.read, 6_000)).toEqual([
    { invariant: "an escalation or clock is overdue", count: 1 },
    { invariant: "a notification is overdue", count: 1 },
    { invariant: "a notice is overdue", count: 1 },
    { invariant: "a look at shifts or test pages is overdue", count: 1 },
    { invariant: "an alert that is held was not looked at again", count: 1 },
  ]);
});

describe("looking at incidents row by row", () => {
  const look = (database: Database, afterId = "", limit = 10): Promise<Inspection> =>
    inspectIncidents(database.read, { status: "open", afterId, limit });

  test("goes on behind the last one, and finds none in the end", async () => {
    const incidents = [anIncident(), anIncident(), anIncident({ status: "acknowledged" })];
    const [first = anIncident(), second = anIncident()] = incidents;
    const database = await withIncidents(incidents);
    expect(await look(database, "", 1)).toEqual({ breaches: [], lastId: first.id });
    expect(await look(database, first.id, 1)).toEqual({ breaches: [], lastId: second.id });
    expect(await look(database, second.id, 1)).toEqual({ breaches: [], lastId: null });
  });

  test("finds a timeline that lacks an entry", async () => {
    const incident = anIncident();
    const database = await withIncidents([incident, anIncident()]);
    await database.transaction((tx) => appendEntries(tx, incident.id, [aNote(1), aNote(2)]));
    expect((await look(database)).breaches).toEqual([]);
    // The table itself refuses deletions, so the count is falsified instead.
    await sql`update incident set last_seq = 3 where id = ${incident.id}`.execute(database.read);
    expect((await look(database)).breaches).toEqual([
      { invariant: "a timeline has a gap", count: 1 },
    ]);
  });
});
