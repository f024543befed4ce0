import type { Alert } from "../src/domain/alert.ts";
import { parseMatchers } from "../src/domain/matcher.ts";
import type { Principal } from "../src/domain/permission.ts";
import { listVisibleAlerts } from "../src/operations/alert/list.ts";
import type { OperationContext } from "../src/operations/context.ts";
import { createLog } from "../src/platform/log.ts";
import { insertAlertVersion, renewAlertVersion } from "../src/store/alert-versions.ts";
import { insertAlerts, saveAlerts } from "../src/store/alerts.ts";
import { openDatabase } from "../src/store/database.ts";
import { type Fresh, onEachDatabase } from "./fresh-database.ts";
import { figure, heading, median, ms } from "./report.ts";

const OPEN = 100_000;
const ROUNDS = 9;
const BATCH = 5000;
const CHANGED = 1000;
const VIEWER: Principal = { name: "bench", role: "viewer", teams: [] };

const FEW = 'host="host-777"';
/** What is asked, and whether the label's value is one in a thousand, or a pattern. */
const QUERIES = [
  ["the newest 50", ""],
  ["by a label and a pattern", 'host="host-777", service=~"svc-.*"'],
  ["by a pattern that few match", 'host=~"host-77[0-9]"'],
  ["by a pattern that none matches", 'host=~"no-.*"'],
] as const;

export async function benchAlerts(): Promise<void> {
  heading(`Listing and filtering ${OPEN.toLocaleString("en-GB")} open alerts`);
  await onEachDatabase(against);
}

async function against(name: string, { url }: Fresh): Promise<void> {
  const database = await openDatabase({ applicationVersion: "0.0.0-bench", url });
  for (let first = 0; first < OPEN; first += BATCH) {
    const alerts = Array.from({ length: BATCH }, (_, index) => alertNumber(first + index));
    await database.transaction((tx) => insertAlerts(tx, alerts));
  }
  await database.transaction((tx) => insertAlertVersion(tx, "integration", "v"));
  const context: OperationContext = {
    database,
    clock: { now: () => 0 },
    newId: () => "",
    log: createLog({ level: "error", form: "json", write: () => {} }),
  };
  const ask = (text: string) => timesOf(() => timed(() => list(context, text)));
  const [first, ...more] = await ask(FEW);
  figure(`${name}: by a label, asked first`, ms(first ?? 0), "reads all");
  figure(`${name}: asked again`, ms(median(more)), "must 200 ms");
  for (const [what, text] of QUERIES) {
    figure(`${name}: ${what}`, ms(median(await ask(text))), "must 200 ms");
  }
  const changing = await timesOf(async (round) => {
    await changeSome(context, round);
    return timed(() => list(context, FEW));
  });
  const what = `${name}: by a label, when ${CHANGED.toLocaleString("en-GB")} have changed`;
  figure(what, ms(median(changing)), "must 200 ms");
  await database.close();
}

async function list(context: OperationContext, text: string): Promise<void> {
  const parsed = parseMatchers(text);
  if (parsed.kind === "invalid") throw new Error(parsed.message);
  const { matchers } = parsed;
  await listVisibleAlerts(context, VIEWER, { state: "firing", matchers, limit: 50 });
}

/** What each round says that it took. */
async function timesOf(work: (round: number) => Promise<number>): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push(await work(round));
  return times;
}

/** Milliseconds. */
async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** As a batch of a sender changes them. */
async function changeSome({ database }: OperationContext, round: number): Promise<void> {
  const alerts = Array.from({ length: CHANGED }, (_, index) => {
    const alert = alertNumber(round * CHANGED + index);
    return { ...alert, labels: { ...alert.labels, severity: "critical" } };
  });
  await database.transaction(async (tx) => {
    await saveAlerts(tx, alerts);
    const alertIds = alerts.map(({ id }) => id);
    await renewAlertVersion(tx, { integrationId: "integration", version: `v${round}`, alertIds });
  });
}

function alertNumber(index: number): Alert {
  const id = `alert-${String(index).padStart(7, "0")}`;
  return {
    id,
    integrationId: "integration",
    dedupKey: id,
    groupKey: `group-${index % 1000}`,
    incidentId: null,
    status: "firing",
    title: `Disk of host-${index % 1000} is nearly full`,
    labels: {
      alertname: "DiskFull",
      host: `host-${index % 1000}`,
      service: `svc-${index % 100}`,
      team: `team-${index % 4}`,
      severity: "warning",
    },
    annotations: { summary: "There is little room left", runbook_url: "https://wiki.example/disk" },
    sourceUrl: "https://prometheus.example/graph?g0.expr=disk",
    startsAt: index,
    endsAt: null,
    lastReceivedAt: index,
    receivedCount: 1,
  };
}
