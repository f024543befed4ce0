/**
 * Durable ingest of the whole product path, beside Debian's Alertmanager taking the same alerts into
 * memory. Rounds alternate between the two; what counts is the ratio within a round.
 */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Fresh, newDatabase, newFile } from "./fresh-database.ts";
import { firstLine, freePort, isInstalled, type Running, start, untilAnswered } from "./process.ts";
import { figure, heading, median, perSecond, skipped } from "./report.ts";

const ROUNDS = 5;
/** Both sides: the first seconds are spent compiling on ours, and growing on theirs. */
const WARM_UP_SECONDS = 2;
const SECONDS = 4;
const CONNECTIONS = 64;
const ALERTMANAGER = "prometheus-alertmanager";
const SCRIPT = fileURLToPath(new URL("ingest.lua", import.meta.url));
const SERVER = fileURLToPath(new URL("tocsin-server.ts", import.meta.url));

const CASES = [
  { count: 1, mode: "repeat", wanted: "must 0.7, aim 1.0" },
  { count: 1, mode: "new", wanted: "must 0.5, aim 1.0" },
  { count: 100, mode: "repeat", wanted: "must 1.0, aim 2.0" },
  { count: 100, mode: "new", wanted: "must 0.7, aim 1.0" },
] as const;
type Case = (typeof CASES)[number];

interface Load {
  readonly alertsPerSecond: number;
  readonly p99Ms: number;
  readonly failed: number;
}

export async function benchIngest(): Promise<void> {
  heading(`Durable ingest ÷ Alertmanager in memory (${CONNECTIONS} connections, ${ROUNDS} rounds)`);
  if (!isInstalled("wrk")) return skipped("all", "wrk is not installed (apt-get install wrk)");
  if (!isInstalled(ALERTMANAGER)) {
    return skipped(
      "all",
      "Alertmanager is not installed (apt-get install prometheus-alertmanager)",
    );
  }
  await against("SQLite", newFile);
  const postgres = process.env["TOCSIN_BENCH_POSTGRES_URL"];
  if (postgres === undefined) {
    skipped(
      "PostgreSQL",
      "set TOCSIN_BENCH_POSTGRES_URL (test/support/start-postgres.sh prints one)",
    );
  } else {
    await against("PostgreSQL", () => newDatabase(postgres));
  }
}

async function against(name: string, fresh: () => Promise<Fresh>): Promise<void> {
  for (const given of CASES) {
    const ratios: number[] = [];
    const tails: number[] = [];
    const rates: number[] = [];
    let failed = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const theirs = await loadAlertmanager(given);
      const database = await fresh();
      const ours = await loadTocsin(given, database.url);
      await database.remove();
      ratios.push(ours.alertsPerSecond / theirs.alertsPerSecond);
      tails.push(ours.p99Ms / theirs.p99Ms);
      rates.push(ours.alertsPerSecond);
      failed += ours.failed;
    }
    const what = `${name}, ${given.count} a request, ${given.mode === "new" ? "all new" : "1,000 distinct"}`;
    figure(what, `${median(ratios).toFixed(2)} (${perSecond(median(rates))})`, given.wanted);
    figure("    p99 ÷ Alertmanager's", median(tails).toFixed(2), "must 1.0, aim 0.5");
    if (failed > 0) figure("    requests not answered with success", String(failed));
  }
}

async function loadAlertmanager(given: Case): Promise<Load> {
  const folder = mkdtempSync(join(tmpdir(), "tocsin-bench-am-"));
  const config = join(folder, "alertmanager.yml");
  writeFileSync(config, "route: { receiver: none }\nreceivers: [{ name: none }]\n");
  const port = await freePort();
  const running = start(ALERTMANAGER, [
    `--config.file=${config}`,
    `--storage.path=${folder}`,
    `--web.listen-address=127.0.0.1:${port}`,
    "--cluster.listen-address=",
    "--log.level=error",
  ]);
  try {
    await untilAnswered(`http://127.0.0.1:${port}/-/ready`);
    return load(`http://127.0.0.1:${port}/api/v2/alerts`, given, ["alertmanager"]);
  } finally {
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function loadTocsin(given: Case, databaseUrl: string): Promise<Load> {
  const running: Running = start(process.execPath, [SERVER, databaseUrl]);
  try {
    const { url, key } = JSON.parse(await firstLine(running)) as { url: string; key: string };
    return load(`${url}/ingest/alertmanager`, given, ["webhook", key]);
  } finally {
    await running.stop();
  }
}

function load(url: string, given: Case, [shape, key]: readonly [string, string?]): Load {
  const script = [shape, String(given.count), given.mode, ...(key === undefined ? [] : [key])];
  const run = (seconds: number): string =>
    spawnSync(
      "wrk",
      ["-t1", `-c${CONNECTIONS}`, `-d${seconds}s`, "-s", SCRIPT, url, "--", ...script],
      { encoding: "utf8" },
    ).stdout;
  run(WARM_UP_SECONDS);
  const line = run(SECONDS)
    .split("\n")
    .find((candidate) => candidate.startsWith("RESULT "));
  if (line === undefined) throw new Error("wrk printed no result");
  const result = JSON.parse(line.slice("RESULT ".length)) as {
    requests: number;
    seconds: number;
    p99Ms: number;
    failed: number;
  };
  return {
    alertsPerSecond: ((result.requests - result.failed) * given.count) / result.seconds,
    p99Ms: result.p99Ms,
    failed: result.failed,
  };
}
