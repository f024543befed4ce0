import { describe, expect, it } from "vitest";
import { engineOn, type TestEngine } from "../../test/support/engine-fixture.ts";
import {
  contextWithPlaybook,
  SETUP,
  type TestContext,
} from "../../test/support/operation-context.ts";
import { MS } from "../domain/duration.ts";
import { type ReceivedRequest, receiveAlerts } from "../operations/alert/receive.ts";
import { StandingAlerts } from "../operations/alert/standing-alerts.ts";
import { checkHealth } from "../operations/health/check.ts";
import { addHeartbeat, type NewHeartbeat } from "../operations/heartbeat/add.ts";
import { pause, removeHeartbeat, resume } from "../operations/heartbeat/change.ts";
import { takePing } from "../operations/heartbeat/ping.ts";
import { resolveIncident } from "../operations/incident/resolve.ts";
import { listHeartbeats } from "../store/heartbeats.ts";
import { listIncidents } from "../store/incidents.ts";
import { runDue } from "./run-due.ts";
import { nextHeartbeatsDueAt, runHeartbeats } from "./run-heartbeats.ts";

const BACKUP: NewHeartbeat = {
  name: "nightly backup",
  intervalMs: MS.hour,
  graceMs: 12 * MS.minute,
};

interface Story {
  readonly context: TestContext;
  readonly engine: TestEngine;
  readonly id: string;
  readonly secret: string;
  ping(signal?: "start" | "success" | "fail"): Promise<string | undefined>;
  /** Lets time pass, and the engine look whenever it would. */
  pass(ms: number): Promise<void>;
  incidents(): Promise<readonly string[]>;
}

async function story(of: NewHeartbeat = BACKUP): Promise<Story> {
  const context = await contextWithPlaybook();
  const engine = engineOn(context);
  const { heartbeat, secret } = await addHeartbeat(context, SETUP, of);
  return {
    context,
    engine,
    id: heartbeat.id,
    secret,
    ping: (signal = "success") => takePing(context, { secret, signal }),
    async pass(ms) {
      const until = context.clock.now() + ms;
      for (;;) {
        const dueAt = await nextHeartbeatsDueAt(context.database.readForPaging);
        if (dueAt === null || dueAt > until) break;
        await context.clock.advance(Math.max(0, dueAt - context.clock.now()));
        await runHeartbeats(engine);
      }
      await context.clock.advance(Math.max(0, until - context.clock.now()));
    },
    async incidents() {
      const all = await listIncidents(context.database.read, { limit: 50 });
      return all.toReversed().map(({ title, status }) => `${title}: ${status}`);
    },
  };
}

const WATCHDOG = { alertname: "Watchdog" };

function watchdog(startsAt = 0): ReceivedRequest {
  const event = {
    action: "trigger",
    dedupKey: "watchdog",
    groupKey: "watchdog",
    title: "Watchdog",
    labels: { ...WATCHDOG, severity: "none" },
    annotations: {},
    startsAt,
  } as const;
  return {
    integration: { id: "integration-1", name: "Alertmanager", team: null },
    contentType: "application/json",
    body: new Uint8Array(2),
    truncated: false,
    events: [event],
    unparsed: [],
  };
}

describe("a heartbeat", () => {
  it("pages nobody before it was heard", async () => {
    const { pass, incidents, context } = await story();
    expect(await nextHeartbeatsDueAt(context.database.readForPaging)).toBeNull();
    await pass(30 * MS.day);
    expect(await incidents()).toEqual([]);
  });

  it("opens an incident when it is silent, which ends when it is heard", async () => {
    const { pass, incidents, ping } = await story();
    expect(await ping()).toBe("nightly backup");
    await pass(MS.hour + 12 * MS.minute - 1);
    expect(await incidents()).toEqual([]);
    await pass(1);
    const late = "Heartbeat nightly backup is 12 min late; last heard 02:30";
    expect(await incidents()).toEqual([`${late}: open`]);
    await ping();
    expect(await incidents()).toEqual([`${late}: resolved`]);
    // All over again.
    await pass(2 * MS.hour);
    expect(await incidents()).toHaveLength(2);
  });

  it("opens one incident alone, however long it is late, and another once that was closed", async () => {
    const { pass, incidents, ping, context, engine } = await story();
    await ping();
    await pass(5 * MS.hour);
    expect(await incidents()).toHaveLength(1);
    const [incident] = await listIncidents(context.database.read, { limit: 1 });
    await resolveIncident(context, SETUP, { number: incident?.number ?? "", reason: "looked" });
    await pass(31 * MS.minute);
    await runDue(engine);
    expect((await incidents())[0]).toMatch(/: closed$/);
    await pass(MS.hour);
    expect(await incidents()).toHaveLength(2);
  });

  it("fails at once, and is well again", async () => {
    const { incidents, ping } = await story();
    await ping("fail");
    expect(await incidents()).toEqual(["Heartbeat nightly backup reported a failure: open"]);
    await ping("success");
    expect(await incidents()).toEqual(["Heartbeat nightly backup reported a failure: resolved"]);
  });

  it("is not late because Tocsin was away", async () => {
    const { pass, incidents, ping, context, engine } = await story();
    await ping();
    await pass(MS.minute);
    await context.clock.advance(20 * MS.hour);
    await runHeartbeats(engine);
    await pass(MS.hour + 11 * MS.minute);
    expect(await incidents()).toEqual([]);
    await pass(2 * MS.minute);
    expect(await incidents()).toHaveLength(1);
  });

  it("is late in time when Tocsin has only been started anew", async () => {
    const { pass, incidents, ping, context } = await story();
    await ping();
    await pass(MS.hour);
    await context.clock.advance(50 * MS.second);
    await pass(12 * MS.minute);
    expect(await incidents()).toHaveLength(1);
  });

  it("is left alone while it is paused, and its alert ends", async () => {
    const { pass, incidents, ping, context, id } = await story();
    await ping();
    await pass(2 * MS.hour);
    await pause(context, SETUP, { id });
    expect((await incidents())[0]).toMatch(/: resolved$/);
    await pass(30 * MS.day);
    expect(await incidents()).toHaveLength(1);
    await resume(context, SETUP, { id });
    await pass(MS.hour + 13 * MS.minute);
    expect(await incidents()).toHaveLength(2);
  });

  it("is gone with its alert once it is removed", async () => {
    const { pass, incidents, ping, context, id } = await story();
    await ping();
    await pass(2 * MS.hour);
    await removeHeartbeat(context, SETUP, { id });
    expect((await incidents())[0]).toMatch(/: resolved$/);
    expect(await ping()).toBeUndefined();
    expect(await listHeartbeats(context.database.read)).toEqual([]);
  });

  it("has the severity it was given", async () => {
    const { context, ping } = await story({ ...BACKUP, severity: "P2" });
    await ping("fail");
    const [incident] = await listIncidents(context.database.read, { limit: 1 });
    expect(incident?.rules.id).toBe("P2");
  });

  it("cannot be heard under anything but its secret", async () => {
    const { context, secret } = await story();
    for (const wrong of ["", "none", `${secret.slice(0, -1)}x`, secret.replace("beat", "pat")]) {
      expect(await takePing(context, { secret: wrong, signal: "success" })).toBeUndefined();
    }
  });

  it("that cannot be looked at is put off, and told of then", async () => {
    const { pass, incidents, ping, context, engine } = await story();
    const broken = await addHeartbeat(context, SETUP, { ...BACKUP, name: "broken", team: "web" });
    await takePing(context, { secret: broken.secret, signal: "success" });
    await ping();
    const failing = {
      ...engine,
      newId: () => {
        throw new Error("no ids today");
      },
    };
    await pass(MS.hour + 12 * MS.minute - 1);
    await context.clock.advance(1);
    await runHeartbeats(failing);
    expect(engine.faults).toEqual(["heartbeat", "heartbeat"]);
    await pass(MS.minute - 1);
    expect(await incidents()).toEqual([]);
    await pass(1);
    expect(await incidents()).toHaveLength(2);
  });
});

describe("an alert that always fires", () => {
  const PROMETHEUS: NewHeartbeat = {
    name: "Prometheus",
    intervalMs: 5 * MS.minute,
    graceMs: 5 * MS.minute,
    fedBy: WATCHDOG,
  };

  it("feeds its heartbeat, and is no incident until it is silent", async () => {
    const { pass, incidents, context } = await story(PROMETHEUS);
    const standing = new StandingAlerts();
    for (let told = 0; told < 10; told += 1) {
      await receiveAlerts(context, [watchdog()], { standing });
      await pass(5 * MS.minute);
    }
    expect(await incidents()).toEqual([]);
    await pass(5 * MS.minute);
    expect(await incidents()).toEqual([
      "Heartbeat Prometheus is 5 min late; last heard 03:15: open",
    ]);
    await receiveAlerts(context, [watchdog()], { standing });
    expect((await incidents())[0]).toMatch(/: resolved$/);
  });

  it("is heard from then on, although it was known as an alert before", async () => {
    const context = await contextWithPlaybook();
    const standing = new StandingAlerts();
    await receiveAlerts(context, [watchdog()], { standing });
    await receiveAlerts(context, [watchdog()], { standing });
    await addHeartbeat(context, SETUP, PROMETHEUS);
    await receiveAlerts(context, [watchdog()], { standing });
    const [heartbeat] = await listHeartbeats(context.database.read);
    expect(heartbeat?.state).toBe("up");
    await context.clock.advance(MS.minute);
    await receiveAlerts(context, [watchdog()], { standing });
    const [again] = await listHeartbeats(context.database.read);
    expect(again?.lastHeardAt).toBe(context.clock.now());
  });

  it("opens an incident again once it feeds nothing", async () => {
    const { incidents, context, id } = await story(PROMETHEUS);
    const standing = new StandingAlerts();
    await receiveAlerts(context, [watchdog()], { standing });
    await removeHeartbeat(context, SETUP, { id });
    await receiveAlerts(context, [watchdog()], { standing });
    expect(await incidents()).toEqual(["Watchdog: open"]);
  });

  it("does not take other alerts along", async () => {
    const { incidents, context } = await story(PROMETHEUS);
    const { events, ...request } = watchdog();
    const other = events.map((event) => ({
      ...event,
      dedupKey: "disk",
      groupKey: "disk",
      title: "Disk is full",
      labels: { alertname: "Disk" },
    }));
    await receiveAlerts(context, [{ ...request, events: [...events, ...other] }]);
    expect(await incidents()).toEqual(["Disk is full: open"]);
  });
});

describe("the health of heartbeats", () => {
  const settings = { mailConfigured: true, missingSettings: new Map() };

  it("is told once there are any", async () => {
    const { context, ping } = await story();
    const told = async (): Promise<unknown> =>
      (await checkHealth(context, settings)).find(({ name }) => name === "heartbeats");
    expect(await told()).toMatchObject({
      status: "warning",
      detail: "Never heard yet, so nobody is paged for it: nightly backup.",
    });
    await ping();
    expect(await told()).toMatchObject({
      status: "ok",
      detail: "nightly backup is heard in time.",
    });
    await ping("fail");
    expect(await told()).toMatchObject({ status: "warning", detail: "Failed: nightly backup." });
  });
});
