import { expect, it, vi } from "vitest";
import { silentLog } from "../../test/simulation/replica.ts";
import { freshDatabase } from "../../test/support/database.ts";
import { opened, START } from "../../test/support/incident-fixtures.ts";
import { MS } from "../domain/duration.ts";
import { insertIncident } from "../store/incidents.ts";
import { appendEntries } from "../store/timeline.ts";
import { audit } from "./auditor.ts";

async function lookAt(now: number, heartbeat: () => Promise<void>) {
  const database = await freshDatabase();
  const { incident, entries } = opened({ integrationId: null, groupKey: null });
  await database.transaction(async (tx) => {
    await insertIncident(tx, incident);
    await appendEntries(tx, incident.id, entries);
  });
  return audit({ database, clock: { now: () => now }, log: silentLog, heartbeat });
}

it("tells the heartbeat only while nothing is overdue", async () => {
  const heartbeat = vi.fn(async () => {});
  expect(await lookAt(START + 5 * MS.minute, heartbeat)).toEqual([]);
  expect(heartbeat).toHaveBeenCalledOnce();
  const breaches = await lookAt(START + 7 * MS.minute, heartbeat);
  expect(breaches).toEqual([{ invariant: "an escalation or clock is overdue", count: 1 }]);
  expect(heartbeat).toHaveBeenCalledOnce();
});

it("does not tell it when it could not look", async () => {
  const heartbeat = vi.fn(async () => {});
  const database = await freshDatabase();
  await database.close();
  const breaches = await audit({
    database,
    clock: { now: () => START },
    log: silentLog,
    heartbeat,
  });
  expect(breaches).toHaveLength(1);
  expect(heartbeat).not.toHaveBeenCalled();
});
