/** Silencing by matchers while 100,000 alerts fire: what a silence would match, and making it. */

import { fileURLToPath } from "node:url";
import type { App } from "../src/app.ts";
import type { Alert } from "../src/domain/alert.ts";
import { type Matcher, parseMatchers } from "../src/domain/matcher.ts";
import { openIncident } from "../src/domain/open-incident.ts";
import type { Principal } from "../src/domain/permission.ts";
import { severityRules } from "../src/domain/severity-rules.ts";
import { listFiring } from "../src/operations/alert/list-firing.ts";
import { loadInForce } from "../src/operations/roster/load.ts";
import { createSilence } from "../src/operations/silence/create.ts";
import { previewSilence } from "../src/operations/silence/preview.ts";
import { readPlaybookFiles } from "../src/platform/playbook-files.ts";
import { insertAlerts } from "../src/store/alerts.ts";
import { insertIncidents } from "../src/store/incidents.ts";
import { QUIET_WAYS, startBenchAppOn } from "./bench-app.ts";
import { type Fresh, onEachDatabase } from "./fresh-database.ts";
import { figure, heading, median, ms } from "./report.ts";

const ADMIN: Principal = { name: "bench", role: "admin", teams: [] };
const ALERTS = 100_000;
const ALERTS_EACH = 5;
const INCIDENTS_AT_ONCE = 500;
const ROUNDS = 7;
const FAR_MS = 24 * 3_600_000;

export async function benchSilences(): Promise<void> {
  heading(`Silences, ${ALERTS.toLocaleString("en-GB")} alerts firing`);
  await onEachDatabase(against);
}

async function against(name: string, { url }: Fresh): Promise<void> {
  const app = await startBenchAppOn(url, QUIET_WAYS);
  try {
    const example = fileURLToPath(new URL("../examples/playbook", import.meta.url));
    await app.activatePlaybook(await readPlaybookFiles(example));
    await fill(app);
    await measure(app, name, 'service="svc-77"');
    await measure(app, name, 'service=~"svc-7.*"');
    await measure(app, name, 'severity="critical"');
    const queried = await timesOf(() =>
      listFiring(app.context, { id: "bench", team: null }, read('service=~"svc-77.*"')),
    );
    figure(`${name}: amtool alert query service=~"svc-77.*"`, ms(median(queried)), "must 200 ms");
    const made = await timesOf(() =>
      createSilence(app.context, ADMIN, { matchers: read('service="svc-77"'), comment: "bench" }),
    );
    figure(`${name}: made`, ms(median(made)), "must 200 ms");
  } finally {
    await app.close();
  }
}

async function measure(app: App, name: string, text: string): Promise<void> {
  const matchers = read(text);
  let count = 0;
  const [first = 0, ...more] = await timesOf(async () => {
    ({ count } = await previewSilence(app.context, ADMIN, { matchers }));
  });
  const what = `${name}: would take ${count.toLocaleString("en-GB")}, ${text}`;
  figure(what, ms(median(more)), `must 200 ms; at first ${ms(first)}`);
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
