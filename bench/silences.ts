/** Silencing by matchers while 100,000 alerts fire: what a silence would match, and making it. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { App } from "../src/app.ts";
import type { Alert } from "../src/domain/alert.ts";
import { type Matcher, parseMatchers } from "../src/domain/matcher.ts";
import { openIncident } from "../src/domain/open-incident.ts";
import type { Principal } from "../src/domain/permission.ts";
import { severityRules } from "../src/domain/severity-rules.ts";
import { loadInForce } from "../src/operations/roster/load.ts";
import { createSilence } from "../src/operations/silence/create.ts";
import { previewSilence } from "../src/operations/silence/preview.ts";
import { readPlaybookFiles } from "../src/platform/playbook-files.ts";
import { insertAlerts } from "../src/store/alerts.ts";
import { insertIncidents } from "../src/store/incidents.ts";
import { startBenchApp } from "./bench-app.ts";
import { figure, heading, median, ms } from "./report.ts";

const ADMIN: Principal = { name: "bench", role: "admin", teams: [] };
const ALERTS = 100_000;
const ALERTS_EACH = 5;
const INCIDENTS_AT_ONCE = 500;
const ROUNDS = 7;
const FAR_MS = 24 * 3_600_000;

export async function benchSilences(): Promise<void> {
  heading(`Silences, ${ALERTS.toLocaleString("en-GB")} alerts firing (SQLite)`);
  const folder = mkdtempSync(join(tmpdir(), "tocsin-bench-silences-"));
  const accepted = { kind: "answered", status: 200, headers: {}, body: "" } as const;
  const app = await startBenchApp(folder, {
    mailConfigured: false,
    transports: { http: async () => accepted, mail: async () => accepted, console: () => accepted },
  });
  try {
    const example = fileURLToPath(new URL("../examples/playbook", import.meta.url));
    await app.activatePlaybook(await readPlaybookFiles(example));
    await fill(app);
    await measure(app, "one service", 'service="svc-77"');
    await measure(app, "a pattern on it", 'service=~"svc-7.*"');
    await measure(app, "half of all", 'severity="critical"');
    const made = await timesOf(() =>
      createSilence(app.context, ADMIN, { matchers: read('service="svc-77"'), comment: "bench" }),
    );
    figure("made", ms(median(made)), "must 200 ms");
  } finally {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(app: App, what: string, text: string): Promise<void> {
  const matchers = read(text);
  let count = 0;
  const times = await timesOf(async () => {
    ({ count } = await previewSilence(app.context, ADMIN, { matchers }));
  });
  const matching = `${what}: ${count.toLocaleString("en-GB")} match`;
  figure(`what it would match, ${matching}`, ms(median(times)), "must 200 ms");
}

async function timesOf(work: () => Promise<unknown>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = performance.now();
    await work();
    times.push(performance.now() - from);
  }
  return times;
}

function read(text: string): readonly Matcher[] {
  const parsed = parseMatchers(text);
  if (parsed.kind === "invalid") throw new Error(parsed.message);
  return parsed.matchers;
}

async function fill({ context }: App): Promise<void> {
  const { database, newId, clock } = context;
  const { playbook, roster } = await loadInForce(database.read);
  const rules = severityRules(playbook, playbook.severities[0]?.id ?? "");
  if (rules === undefined) throw new Error("the playbook has no severity");
  const now = clock.now() + FAR_MS;
  for (let first = 0; first < ALERTS / ALERTS_EACH; first += INCIDENTS_AT_ONCE) {
    const incidents = Array.from({ length: INCIDENTS_AT_ONCE }, (_, index) => {
      const number = `20260101-${first + index}`;
      return openIncident(
        {
          id: newId(),
          number,
          title: number,
          rules,
          severityReason: "bench",
          playbookHash: playbook.hash,
          integrationId: "bench",
          groupKey: number,
          team: null,
          by: { kind: "system" },
          alerts: [],
        },
        { now, roster },
      ).incident;
    });
    const alerts = incidents.flatMap(({ id }, index) =>
      Array.from({ length: ALERTS_EACH }, (_, place) =>
        alertNumber({ id: newId(), incidentId: id, index: (first + index) * ALERTS_EACH + place }),
      ),
    );
    await database.transaction(async (tx) => {
      await insertIncidents(tx, incidents);
      await insertAlerts(tx, alerts);
    });
  }
}

function alertNumber({
  id,
  incidentId,
  index,
}: {
  readonly id: string;
  readonly incidentId: string;
  readonly index: number;
}): Alert {
  return {
    id,
    integrationId: "bench",
    dedupKey: `alert ${index}`,
    groupKey: "bench",
    incidentId,
    status: "firing",
    title: `Error rate of svc-${index % 1000} is 7.5%`,
    labels: {
      alertname: `Alert${index % 300}`,
      service: `svc-${index % 1000}`,
      severity: index % 2 === 0 ? "critical" : "warning",
      instance: `10.0.${index % 256}.7:9100`,
      cluster: "prod-eu",
      namespace: "shop",
    },
    annotations: {
      summary: `Error rate of svc-${index % 1000} is 7.5%`,
      description: "More than one in twenty requests has failed in the last five minutes.",
      runbook_url: "https://runbooks.example.com/error-rate",
    },
    sourceUrl: "http://prometheus.example.com:9090/graph?g0.expr=rate",
    startsAt: 1,
    endsAt: null,
    lastReceivedAt: 1,
    receivedCount: 1,
  };
}
