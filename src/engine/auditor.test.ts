import { sql } from "kysely";
import { expect, it, vi } from "vitest";
import { silentLog } from "../../test/simulation/replica.ts";
import { freshDatabase } from "../../test/support/database.ts";
import { opened, START } from "../../test/support/incident-fixtures.ts";
import { anIncident } from "../../test/support/store-fixtures.ts";
import { MS } from "../domain/duration.ts";
import { insertIncident, insertIncidents } from "../store/incidents.ts";
import { appendEntries } from "../store/timeline.ts";
import { audit, newProgress } from "./auditor.ts";

async function lookAt(now: number, heartbeat: () => Promise<void>) {
  const database = await freshDatabase();
  const { incident, entries } = opened({ integrationId: null, groupKey: null });
  await database.transaction(async (tx) => {
    await insertIncident(tx, incident);
    await appendEntries(tx, incident.id, entries);
  });
  const clock = { now: () => now };
  return audit({ database, clock, log: silentLog, heartbeat }, newProgress());
}

it("tells the heartbeat only while nothing is overdue", async () => {
  const heartbeat = vi.fn(async () => {});
  expect(await lookAt(START + 5 * MS.minute, heartbeat)).toEqual([]);
  expect(heartbeat).toHaveBeenCalledOnce();
  const breaches = await lookAt(START + 7 * MS.minute, heartbeat);
  expect(breaches).toEqual([{ invariant: "an escalation or clock is overdue", count: 1 }]);
  expect(heartbeat).toHaveBeenCalledOnce();
});

it("looks again at what is broken until it is repaired, and else goes on", async () => {
  const database = await freshDatabase();
  const incidents = Array.from({ length: 250 }, () => anIncident({ dueAt: START + MS.day }));
  await database.transaction((tx) => insertIncidents(tx, incidents));
  const setLastSeq = (id: string, lastSeq: number) =>
    sql`update incident set last_seq = ${lastSeq} where id = ${id}`.execute(database.read);
  const [behind = ""] = incidents.slice(-1).map(({ id }) => id);
  await setLastSeq(behind, 1);
  const progress = newProgress();
  const options = { database, clock: { now: () => START }, log: silentLog };
  const found = async () => (await audit(options, progress)).length;
  expect([await found(), await found(), await found()]).toEqual([0, 1, 1]);
  await setLastSeq(behind, 0);
  expect([await found(), await found(), progress.open]).toEqual([0, 0, ""]);
});

it("does not tell it when it could not look", async () => {
  const heartbeat = vi.fn(async () => {});
  const database = await freshDatabase();
  await database.close();
  const clock = { now: () => START };
  const breaches = await audit({ database, clock, log: silentLog, heartbeat }, newProgress());
  expect(breaches).toHaveLength(1);
  expect(heartbeat).not.toHaveBeenCalled();
});
