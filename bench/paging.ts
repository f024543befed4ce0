/**
 * How fast the engine is: from an alert's arrival to the first attempt at a provider, and how late what
 * is due is committed, with 100,000 open incidents, at rest and under a flood of alerts.
 */

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { App } from "../src/app.ts";
import type { Incident } from "../src/domain/incident.ts";
import { openIncident } from "../src/domain/open-incident.ts";
import type { Principal } from "../src/domain/permission.ts";
import { severityRules } from "../src/domain/severity-rules.ts";
import { startEngine } from "../src/engine/engine.ts";
import { createIntegration } from "../src/operations/integration/create.ts";
import { loadInForce } from "../src/operations/roster/load.ts";
import { systemClock } from "../src/platform/clock.ts";
import { readPlaybookFiles } from "../src/platform/playbook-files.ts";
import { insertIncidents } from "../src/store/incidents.ts";
import { startBenchApp } from "./bench-app.ts";
import { isInstalled } from "./process.ts";
import { figure, heading, ms, percentile, skipped } from "./report.ts";

const ADMIN: Principal = { name: "bench", role: "admin", teams: [] };
const OPEN = 100_000;
const DUE = 300;
const DUE_EVERY_MS = 15;
const STORM = 1000;
const FAR_MS = 24 * 3_600_000;
const LEAD_MS = 4000;
const BATCH = 500;
const SENDERS = 60;
const INCIDENTS_A_MINUTE = 1000;
const PAGED = 300;
const accepted = { kind: "answered", status: 200, headers: {}, body: "" } as const;

interface Bench {
  readonly app: App;
  readonly lateness: number[];
  /** Title of the incident to when its first message reached a provider. */
  readonly firstAttempt: Map<string, number>;
  close(): Promise<void>;
}

export async function benchPaging(): Promise<void> {
  heading("From an alert to the first attempt at a provider (SQLite)");
  await firstAttempts();
  heading(`Lateness of what is due, ${OPEN.toLocaleString("en-GB")} incidents open (SQLite)`);
  await lateness();
}

async function startBench(): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), "tocsin-bench-paging-"));
  const measured: number[] = [];
  const firstAttempt = new Map<string, number>();
  const app = await startBenchApp(folder, {
    mailConfigured: true,
    transports: { http: async () => accepted, mail: async () => accepted, console: () => accepted },
  });
  await app.activatePlaybook(
    await readPlaybookFiles(fileURLToPath(new URL("../examples/playbook", import.meta.url))),
  );
  const engine = startEngine(
    {
      ...app.context,
      owner: "bench",
      send: async (_channel, _address, message) => {
        if (!firstAttempt.has(message.incidentTitle)) {
          firstAttempt.set(message.incidentTitle, performance.now());
        }
        return { kind: "delivered" };
      },
      incidentUrl: (number) => number,
      callbackUrl: (channel, { id }) => `https://tocsin.test/callback/${channel}/${id}`,
      tell: async () => ({ kind: "delivered" }),
      takeBack: async () => ({ kind: "delivered" }),
      fetchCalendar: () => Promise.reject(new Error("no calendar is expected")),
      testPageUrl: () => "",
      acknowledgeUrl: ({ id }) => id,
      observe: {
        escalated: (latenessMs) => measured.push(latenessMs),
        delivered: () => {},
        reported: () => {},
        outbox: () => {},
        fault: (what) => console.error(`fault: ${what}`),
      },
    },
    async () => {},
  );
  return {
    app,
    lateness: measured,
    firstAttempt,
    async close() {
      await engine.stop();
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function firstAttempts(): Promise<void> {
  const bench = await startBench();
  try {
    const keys: string[] = [];
    // Many senders, because one sender's flood is collected in one incident.
    for (let sender = 0; sender < SENDERS; sender += 1) {
      const input = { name: `sender ${sender}`, kind: "plain" };
      keys.push((await createIntegration(bench.app.context, ADMIN, input)).key);
    }
    const sentAt = new Map<string, number>();
    for (let index = 0; index < PAGED; index += 1) {
      const title = `bench incident ${index}`;
      sentAt.set(title, performance.now());
      void fetch(`${bench.app.url}/ingest/plain`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${keys[index % keys.length]}`,
          "content-type": "application/json",
        },
        body: JSON.stringify({ title, severity: "critical", dedupKey: title, groupKey: title }),
      });
      await systemClock.sleep(60_000 / INCIDENTS_A_MINUTE);
    }
    await systemClock.sleep(1000);
    const took = [...sentAt].map(
      ([title, at]) => (bench.firstAttempt.get(title) ?? Number.POSITIVE_INFINITY) - at,
    );
    figure(`${INCIDENTS_A_MINUTE} incidents a minute, p50`, ms(percentile(took, 0.5)));
    figure(`${INCIDENTS_A_MINUTE} incidents a minute, p99`, ms(percentile(took, 0.99)));
  } finally {
    await bench.close();
  }
}

async function lateness(): Promise<void> {
  const bench = await startBench();
  try {
    await populate(bench, OPEN, (index) => systemClock.now() + FAR_MS + index);
    // A process that has escalated before: the first pass of its life compiles what it runs.
    const first = await dueOneByOne(bench);
    figure("the first of a process, the latest of them", ms(Math.max(...first)));
    const idle = await dueOneByOne(bench);
    figure("due one by one, at rest, p99", ms(percentile(idle, 0.99)), "must 50 ms, aim 10 ms");
    const storm = await dueAtOnce(bench);
    figure(`${STORM} due at one instant, last one committed`, ms(storm), "must 500 ms, aim 100 ms");
    if (isInstalled("wrk")) {
      const busy = await underFlood(bench);
      figure(
        "due one by one, ingest saturated, p99",
        ms(percentile(busy, 0.99)),
        "must 250 ms, aim 50 ms",
      );
    } else skipped("due one by one, ingest saturated", "wrk is not installed");
  } finally {
    await bench.close();
  }
}

async function dueOneByOne(bench: Bench): Promise<readonly number[]> {
  const from = systemClock.now() + LEAD_MS;
  await populate(bench, DUE, (index) => from + index * DUE_EVERY_MS);
  bench.lateness.length = 0;
  await systemClock.sleep(from + DUE * DUE_EVERY_MS + LEAD_MS - systemClock.now());
  return bench.lateness.slice();
}

async function dueAtOnce(bench: Bench): Promise<number> {
  const at = systemClock.now() + LEAD_MS;
  await populate(bench, STORM, () => at);
  bench.lateness.length = 0;
  await systemClock.sleep(at + LEAD_MS - systemClock.now());
  return Math.max(...bench.lateness);
}

async function underFlood(bench: Bench): Promise<readonly number[]> {
  const { key } = await createIntegration(bench.app.context, ADMIN, {
    name: "flood",
    kind: "alertmanager",
  });
  const script = fileURLToPath(new URL("ingest.lua", import.meta.url));
  const flood = spawn(
    "wrk",
    [
      "-t1",
      "-c64",
      "-d14s",
      "-s",
      script,
      `${bench.app.url}/ingest/alertmanager`,
      "--",
      "webhook",
      "1",
      "repeat",
      key,
    ],
    { stdio: "ignore" },
  );
  const ended = new Promise((resolve) => flood.once("exit", resolve));
  const measured = await dueOneByOne(bench);
  await ended;
  return measured;
}

/** Open incidents that have nothing to do before their due time. */
async function populate(
  { app }: Bench,
  count: number,
  dueAt: (index: number) => number,
): Promise<void> {
  const { context } = app;
  const { playbook, roster } = await loadInForce(context.database.read);
  const rules = severityRules(playbook, "P0");
  if (rules === undefined) throw new Error("the example has a P0");
  for (let first = 0; first < count; first += BATCH) {
    const incidents = Array.from(
      { length: Math.min(BATCH, count - first) },
      (_, offset): Incident => {
        const id = context.newId();
        const { incident } = openIncident(
          {
            id,
            number: id,
            title: `standing incident ${id}`,
            rules,
            severityReason: "bench",
            playbookHash: playbook.hash,
            integrationId: null,
            groupKey: null,
            team: null,
            by: { kind: "system" },
            alerts: [],
          },
          { now: context.clock.now(), roster },
        );
        return standing(incident, dueAt(first + offset));
      },
    );
    await context.database.transaction((tx) => insertIncidents(tx, incidents));
    // The engine and the sockets get their turn between batches.
    await systemClock.sleep(0);
  }
}

/** The first step has fired; the second is due then. */
function standing(incident: Incident, dueAt: number): Incident {
  const afterMs = incident.rules.steps[1]?.afterMs ?? 0;
  return {
    ...incident,
    dueAt,
    clocks: [],
    escalation: { ...incident.escalation, roundStartedAt: dueAt - afterMs, fired: [0] },
  };
}
