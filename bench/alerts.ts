import type { Alert } from "../src/domain/alert.ts";
import { parseMatchers } from "../src/domain/matcher.ts";
import type { Principal } from "../src/domain/permission.ts";
import { listVisibleAlerts } from "../src/operations/alert/list.ts";
import type { OperationContext } from "../src/operations/context.ts";
import { createLog } from "../src/platform/log.ts";
import { insertAlerts } from "../src/store/alerts.ts";
import { openDatabase } from "../src/store/database.ts";
import { type Fresh, newDatabase, newFile } from "./fresh-database.ts";
import { figure, heading, median, ms, skipped } from "./report.ts";

const OPEN = 100_000;
const ROUNDS = 9;
const BATCH = 5000;
const VIEWER: Principal = { name: "bench", role: "viewer", teams: [] };

/** What is asked, and whether the label's value is one in a thousand, one in four, or a pattern. */
const QUERIES = [
  ["the newest 50", ""],
  ["by a label that few have", 'host="host-777"'],
  ["by a label and a pattern", 'host="host-777", service=~"svc-.*"'],
  ["by a pattern that few match", 'host=~"host-77[0-9]"'],
  ["by a pattern that none matches", 'host=~"no-.*"'],
] as const;

export async function benchAlerts(): Promise<void> {
  heading(`Listing and filtering ${OPEN.toLocaleString("en-GB")} open alerts`);
  await against("SQLite", await newFile());
  const postgres = process.env["TOCSIN_BENCH_POSTGRES_URL"];
  if (postgres === undefined) skipped("PostgreSQL", "set TOCSIN_BENCH_POSTGRES_URL");
  else await against("PostgreSQL", await newDatabase(postgres));
}

async function against(name: string, { url, remove }: Fresh): Promise<void> {
  const database = await openDatabase({ applicationVersion: "0.0.0-bench", url });
  for (let first = 0; first < OPEN; first += BATCH) {
    const alerts = Array.from({ length: BATCH }, (_, index) => alertNumber(first + index));
    await database.transaction((tx) => insertAlerts(tx, alerts));
  }
  const context: OperationContext = {
    database,
    clock: { now: () => 0 },
    newId: () => "",
    log: createLog({ level: "error", form: "json", write: () => {} }),
  };
  for (const [what, text] of QUERIES) {
    const parsed = parseMatchers(text);
    const matchers = parsed.kind === "matchers" ? parsed.matchers : [];
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const startedAt = performance.now();
      await listVisibleAlerts(context, VIEWER, { state: "firing", matchers, limit: 50 });
      times.push(performance.now() - startedAt);
    }
    figure(`${name}: ${what}`, ms(median(times)), "must 200 ms");
  }
  await database.close();
  await remove();
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
