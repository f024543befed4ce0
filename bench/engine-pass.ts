/** What a look for due work costs while there is none, by how many incidents are open. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deliverDue } from "../src/engine/deliver.ts";
import type { EngineContext } from "../src/engine/engine-context.ts";
import { runDue } from "../src/engine/run-due.ts";
import { runOutbox } from "../src/engine/run-outbox.ts";
import { systemClock } from "../src/platform/clock.ts";
import { readPlaybookFiles } from "../src/platform/playbook-files.ts";
import { benchEngine, QUIET_WAYS, startBenchApp } from "./bench-app.ts";
import { writeScheduledPlaybook } from "./bench-playbook.ts";
import { figure, heading, median, ms } from "./report.ts";
import { addStandingIncidents } from "./standing-incidents.ts";

const FEW = 1000;
const MANY = Number(process.env["TOCSIN_BENCH_OPEN"] ?? 1_000_000);
const ROUNDS = 9;
const PASSES = 200;
const FAR_MS = 24 * 3_600_000;

/** Both sides stand on disk at once, and rounds alternate between them. */
export async function benchEnginePass(): Promise<void> {
  heading("An engine pass with nothing due (SQLite)");
  const sides = [await standing(FEW), await standing(MANY)];
  const [few, many] = sides;
  try {
    const ratios: number[] = [];
    const times: number[] = [];
    for (let round = 0; round < ROUNDS && few !== undefined && many !== undefined; round += 1) {
      const before = await pass(few.engine);
      const now = await pass(many.engine);
      ratios.push(now / before);
      times.push(now);
    }
    const open = MANY.toLocaleString("en-GB");
    figure(
      `${open} open ÷ ${FEW.toLocaleString("en-GB")} open`,
      median(ratios).toFixed(2),
      "must 1.5, aim 1.2",
    );
    figure(
      `a pass with ${open} open`,
      ms(median(times)),
      "",
      "three claims that find an index empty",
    );
  } finally {
    for (const { close } of sides) await close();
  }
}

async function standing(count: number) {
  const folder = mkdtempSync(join(tmpdir(), "tocsin-bench-pass-"));
  const app = await startBenchApp(folder, QUIET_WAYS);
  await app.activatePlaybook(await readPlaybookFiles(writeScheduledPlaybook(folder)));
  await addStandingIncidents(app, count, (index) => systemClock.now() + FAR_MS + index);
  return {
    engine: benchEngine(app),
    async close() {
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** @returns the median of a round's passes, milliseconds */
async function pass(engine: EngineContext): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < PASSES; index += 1) {
    const startedAt = performance.now();
    const worked = (await runDue(engine)) + (await deliverDue(engine)) + (await runOutbox(engine));
    times.push(performance.now() - startedAt);
    if (worked > 0) throw new Error("something was due");
  }
  return median(times);
}
