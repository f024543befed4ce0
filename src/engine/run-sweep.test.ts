import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import {
  engineOn,
  makeReachable,
  type TestEngine,
  workOff,
} from "../../test/support/engine-fixture.ts";
import {
  contextWithPlaybook,
  SETUP,
  type TestContext,
} from "../../test/support/operation-context.ts";
import type { AlertEvent } from "../domain/alert.ts";
import { MS } from "../domain/duration.ts";
import { KEEP_ALL, type Retention } from "../domain/retention.ts";
import { receiveAlerts } from "../operations/alert/receive.ts";
import { checkHealth } from "../operations/health/check.ts";
import { closeIncident } from "../operations/incident/close.ts";
import { incidentPostmortem } from "../operations/incident/postmortem.ts";
import { resolveIncident } from "../operations/incident/resolve.ts";
import { listIncidents } from "../store/incidents.ts";
import type { EngineContext } from "./engine-context.ts";
import { nextSweepAt, runSweep } from "./run-sweep.ts";

const ALL: Retention = { receipt: 30 * MS.day, alert: 90 * MS.day, incident: 365 * MS.day };

async function alert(
  context: TestContext,
  key: string,
  action: AlertEvent["action"],
): Promise<void> {
  const event = {
    action,
    dedupKey: key,
    groupKey: key,
    title: key,
    labels: { severity: "critical" },
    annotations: {},
  };
  const integration = { id: "integration-1", name: "Alertmanager", team: null };
  const body = new TextEncoder().encode(key);
  const sent = { integration, contentType: "text/plain", body, truncated: false };
  await receiveAlerts(context, [{ ...sent, events: [event], unparsed: [] }]);
}

const TABLES = [
  "receipt",
  "alert",
  "incident",
  "timeline_entry",
  "notification",
  "notification_attempt",
  "one_time_link",
] as const;

async function counts({ database }: TestContext): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const table of TABLES) {
    const rows = sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`;
    found[table] = Number((await rows.execute(database.read)).rows[0]?.count);
  }
  return found;
}

/** Lets the engine sweep as long as it would go on by itself; true time passes as it would. */
async function sweep(context: TestContext, engine: EngineContext, retention: Retention) {
  let batches = 0;
  for (;;) {
    const dueAt = await nextSweepAt(context.database.read, retention);
    if (dueAt === null || dueAt > context.clock.now() + MS.minute) return batches;
    await context.clock.advance(Math.max(0, dueAt - context.clock.now()));
    await runSweep(engine, retention);
    batches += 1;
    if (batches > 1000) throw new Error("the sweep never ends");
  }
}

async function numberOf(context: TestContext, title: string): Promise<string> {
  const all = await listIncidents(context.database.read, { limit: 50 });
  return all.find((incident) => incident.title === title)?.number ?? "";
}

/** One incident that is closed, with all that belongs to it. */
async function withClosed(title = "disk"): Promise<{ context: TestContext; engine: TestEngine }> {
  const context = await contextWithPlaybook();
  await makeReachable(context);
  const engine = engineOn(context);
  await alert(context, title, "trigger");
  await workOff(engine);
  await alert(context, title, "resolve");
  const number = await numberOf(context, title);
  await closeIncident(context, SETUP, { number, reason: "over" });
  await workOff(engine);
  return { context, engine };
}

describe("what is over", () => {
  it("goes in its time, each kind in its own", async () => {
    const { context, engine } = await withClosed();
    const before = await counts(context);
    expect(Object.values(before).every((count) => count > 0)).toBe(true);
    await context.clock.advance(29 * MS.day);
    await sweep(context, engine, ALL);
    expect(await counts(context)).toEqual(before);
    await context.clock.advance(2 * MS.day);
    await sweep(context, engine, ALL);
    expect(await counts(context)).toEqual({ ...before, receipt: 0 });
    await context.clock.advance(60 * MS.day);
    await sweep(context, engine, ALL);
    expect(await counts(context)).toEqual({ ...before, receipt: 0, alert: 0 });
    await context.clock.advance(300 * MS.day);
    await sweep(context, engine, ALL);
    expect(Object.values(await counts(context)).every((count) => count === 0)).toBe(true);
  });

  it("leaves a record of the incident that went", async () => {
    const { context, engine } = await withClosed();
    const number = await numberOf(context, "disk");
    await context.clock.advance(400 * MS.day);
    await sweep(context, engine, ALL);
    const left = await context.database.read.selectFrom("retired_incident").selectAll().execute();
    expect(left).toMatchObject([{ number }]);
    expect(left[0]?.entries).toBeGreaterThan(3);
  });

  it("stays for ever where nothing else is said", async () => {
    const { context, engine } = await withClosed();
    const before = await counts(context);
    await context.clock.advance(9000 * MS.day);
    expect(await nextSweepAt(context.database.read, KEEP_ALL)).toBeNull();
    await runSweep(engine, KEEP_ALL);
    expect(await counts(context)).toEqual(before);
  });

  it("stays when a postmortem was drawn from it", async () => {
    const { context, engine } = await withClosed();
    await incidentPostmortem(context, SETUP, { number: await numberOf(context, "disk") });
    await incidentPostmortem(context, SETUP, { number: await numberOf(context, "disk") });
    const { incident, timeline_entry } = await counts(context);
    await context.clock.advance(4000 * MS.day);
    await sweep(context, engine, ALL);
    // Passed over, and not only refused by the database.
    expect(engine.faults).toEqual([]);
    expect(await counts(context)).toMatchObject({ incident, timeline_entry });
  });
});

describe("what is open", () => {
  it("is never removed: the incident, its alerts, ended ones too", async () => {
    const context = await contextWithPlaybook();
    const engine = engineOn(context);
    await alert(context, "disk", "trigger");
    await alert(context, "net", "trigger");
    await alert(context, "net", "resolve");
    const { alert: alerts, incident, timeline_entry } = await counts(context);
    await context.clock.advance(4000 * MS.day);
    await sweep(context, engine, ALL);
    expect(await counts(context)).toMatchObject({ incident, timeline_entry, receipt: 0 });
    // Of the one that was resolved by its alert, nobody has said that it is closed.
    expect((await counts(context))["alert"]).toBe(alerts);
  });

  it("keeps a closed incident whose alert still fires", async () => {
    const context = await contextWithPlaybook();
    const engine = engineOn(context);
    await alert(context, "disk", "trigger");
    const number = await numberOf(context, "disk");
    await resolveIncident(context, SETUP, { number, reason: "hidden" });
    await closeIncident(context, SETUP, { number, reason: "hidden" });
    await context.clock.advance(4000 * MS.day);
    await sweep(context, engine, ALL);
    expect(await counts(context)).toMatchObject({ incident: 1, alert: 1 });
  });
});

describe("the sweep", () => {
  it("goes in small batches, and rests for an hour once all is done", async () => {
    const context = await contextWithPlaybook();
    const engine = engineOn(context);
    for (let sent = 0; sent < 120; sent += 1) await alert(context, "disk", "trigger");
    await context.clock.advance(31 * MS.day);
    await runSweep(engine, ALL);
    expect((await counts(context))["receipt"]).toBe(70);
    expect(await sweep(context, engine, ALL)).toBeGreaterThanOrEqual(2);
    expect((await counts(context))["receipt"]).toBe(0);
    const next = await nextSweepAt(context.database.read, ALL);
    expect((next ?? 0) - context.clock.now()).toBeGreaterThan(58 * MS.minute);
  });

  it("looks at alerts stretch by stretch, whatever stands in them", async () => {
    const { context, engine } = await withClosed();
    const detail = '{"groupKey":"g","title":"t","labels":{},"annotations":{},"sourceUrl":null}';
    await context.database.transaction(async (tx) => {
      for (let made = 0; made < 1100; made += 1) {
        await tx
          .insertInto("alert")
          .values({
            key_hash: Buffer.from(String(made).padStart(32, "0")),
            id: context.newId(),
            integration_id: "i",
            dedup_key: `k${made}`,
            incident_id: null,
            status: made % 2 === 0 ? "resolved" : "firing",
            detail,
            starts_at: 1,
            ends_at: made % 2 === 0 ? 2 : null,
            last_received_at: 2,
            received_count: 1,
          })
          .execute();
      }
    });
    await context.clock.advance(91 * MS.day);
    await sweep(context, engine, ALL);
    expect((await counts(context))["alert"]).toBe(550);
  });

  it("that fails is put off, and the other kinds go on", async () => {
    const { context, engine } = await withClosed();
    await sql`create table keeps (incident_id text references incident (id))`.execute(
      context.database.read,
    );
    const [incident] = await listIncidents(context.database.read, { limit: 1 });
    await sql`insert into keeps values (${incident?.id})`.execute(context.database.read);
    const faults: string[] = [];
    const observe = { ...engine.observe, fault: (what: string) => faults.push(what) };
    await context.clock.advance(400 * MS.day);
    await sweep(context, { ...engine, observe }, ALL);
    expect(faults).toEqual(["sweep"]);
    const { incident: incidents = 0, timeline_entry: entries = 0 } = await counts(context);
    expect(incidents).toBe(1);
    expect(entries).toBeGreaterThan(3);
    expect(await counts(context)).toMatchObject({ receipt: 0, alert: 0 });
  });

  it("is told of in the health of the installation", async () => {
    const { context, engine } = await withClosed();
    const settings = { mailConfigured: true, missingSettings: new Map(), retention: ALL };
    const told = async () =>
      (await checkHealth(context, settings)).find(({ name }) => name === "retention");
    expect(await told()).toMatchObject({
      status: "ok",
      detail: expect.stringContaining("receipts for 30 days, alerts that ended for 90 days"),
    });
    await context.clock.advance(31 * MS.day);
    await sweep(context, engine, ALL);
    expect((await told())?.detail).toMatch(/The last round ended at 2026-.* and removed 2\.$/);
    await context.clock.advance(2 * MS.day);
    expect(await told()).toMatchObject({ status: "warning" });
  });
});

describe("the database itself", () => {
  it("refuses to empty a timeline, and to retire what may not go", async () => {
    const { context } = await withClosed();
    await alert(context, "open", "trigger");
    const { read } = context.database;
    const [open, closed] = await listIncidents(read, { limit: 2 });
    if (open === undefined || closed === undefined) throw new Error("there are two");
    const remove = (id: string) =>
      sql`delete from timeline_entry where incident_id = ${id}`.execute(read);
    const retire = (id: string) =>
      sql`insert into retired_incident (incident_id, number, entries, closed_at, retired_at)
          select id, number, last_seq, coalesce(closed_at, 0), 1 from incident where id = ${id}`.execute(
        read,
      );
    await expect(remove(open.id)).rejects.toThrow("append-only");
    await expect(remove(closed.id)).rejects.toThrow("append-only");
    await expect(retire(open.id)).rejects.toThrow("may not go");
    await expect(
      sql`insert into retired_incident (incident_id, number, entries, closed_at, retired_at)
          values ('none', 'none', 1, 1, 1)`.execute(read),
    ).rejects.toThrow("may not go");
    await retire(closed.id);
    await remove(closed.id);
    await expect(sql`update retired_incident set entries = 0`.execute(read)).rejects.toThrow(
      "append-only",
    );
    await expect(sql`delete from retired_incident`.execute(read)).rejects.toThrow("append-only");
    await expect(
      sql`update timeline_entry set kind = 'x' where incident_id = ${open.id}`.execute(read),
    ).rejects.toThrow("append-only");
  });
});
