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
import type { Principal } from "../src/domain/permission.ts";
import { startEngine } from "../src/engine/engine.ts";
import { createIntegration } from "../src/operations/integration/create.ts";
import { systemClock } from "../src/platform/clock.ts";
import { readPlaybookFiles } from "../src/platform/playbook-files.ts";
import { benchEngine, QUIET_WAYS, startBenchApp } from "./bench-app.ts";
import { writeScheduledPlaybook } from "./bench-playbook.ts";
import { isInstalled } from "./process.ts";
import { figure, heading, ms, percentile, skipped, startCpuWatch } from "./report.ts";
import { addStandingIncidents } from "./standing-incidents.ts";

const ADMIN: Principal = { name: "bench", role: "admin", teams: [] };
const OPEN = 100_000;
const DUE = 300;
const DUE_EVERY_MS = 15;
const STORM = 1000;
const FAR_MS = 24 * 3_600_000;
const LEAD_MS = 4000;
const SENDERS = 60;
const INCIDENTS_A_MINUTE = 1000;
const PAGED = 300;

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
  const app = await startBenchApp(folder, QUIET_WAYS);
  await app.activatePlaybook(await readPlaybookFiles(writeScheduledPlaybook(folder)));
  const context = benchEngine(app, {
    escalated: (latenessMs) => measured.push(latenessMs),
    async send(_channel, _address, { incidentTitle }) {
      if (!firstAttempt.has(incidentTitle)) firstAttempt.set(incidentTitle, performance.now());
      return { kind: "delivered" };
    },
  });
  const engine = startEngine(context, async () => {});
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
    const cpu = startCpuWatch();
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
    const bound = `three commits one after the other: the alert's, the step's, the claim's; ${cpu()}`;
    const p99 = ms(percentile(took, 0.99));
    figure(`${INCIDENTS_A_MINUTE} incidents a minute, p99`, p99, "must 2 s", bound);
  } finally {
    await bench.close();
  }
}

async function lateness(): Promise<void> {
  const bench = await startBench();
  try {
    await addStandingIncidents(bench.app, OPEN, (index) => systemClock.now() + FAR_MS + index);
    // A process that has escalated before: the first pass of its life compiles what it runs.
    const first = await dueOneByOne(bench);
    figure("the first of a process, the latest of them", ms(Math.max(...first)));
    const idle = await dueOneByOne(bench);
    figure(
      "due one by one, at rest, p99",
      ms(percentile(idle, 0.99)),
      "must 50 ms, aim 10 ms",
      "a commit to disk, and the timer that wakes the engine",
    );
    const { took, cpu } = await dueAtOnce(bench);
    figure(
      `${STORM} due at one instant, last one committed`,
      ms(took),
      "must 500 ms, aim 100 ms",
      `deciding and writing each in turn (${cpu}; the rest is waiting)`,
    );
    if (isInstalled("wrk")) {
      const busy = await underFlood(bench);
      figure(
        "due one by one, ingest saturated, p99",
        ms(percentile(busy, 0.99)),
        "must 250 ms, aim 50 ms",
        "a batch of alerts that is being written when something is due: one writer at a time",
      );
    } else skipped("due one by one, ingest saturated", "wrk is not installed");
  } finally {
    await bench.close();
  }
}

async function dueOneByOne(bench: Bench): Promise<readonly number[]> {
  const from = systemClock.now() + LEAD_MS;
  await addStandingIncidents(bench.app, DUE, (index) => from + index * DUE_EVERY_MS);
  bench.lateness.length = 0;
  await systemClock.sleep(from + DUE * DUE_EVERY_MS + LEAD_MS - systemClock.now());
  return bench.lateness.slice();
}

async function dueAtOnce(bench: Bench): Promise<{ readonly took: number; readonly cpu: string }> {
  const at = systemClock.now() + LEAD_MS;
  await addStandingIncidents(bench.app, STORM, () => at);
  bench.lateness.length = 0;
  await systemClock.sleep(at - systemClock.now());
  const cpu = startCpuWatch();
  while (bench.lateness.length < STORM && systemClock.now() < at + LEAD_MS) {
    await systemClock.sleep(5);
  }
  return { took: Math.max(...bench.lateness), cpu: cpu() };
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
