import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort, residentBytes, untilAnswered } from "./process.ts";
import { figure, heading, median, ms } from "./report.ts";

const ROUNDS = 5;
const SETTLE_MS = 2000;
const PROGRAM = fileURLToPath(new URL("../bin/tocsin.js", import.meta.url));

/** The embedded database, the example playbook, nothing configured: as on a first run. */
export async function benchFootprint(): Promise<void> {
  heading("Starting and resting");
  const starts: number[] = [];
  const memory: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const folder = mkdtempSync(join(tmpdir(), "tocsin-bench-start-"));
    const port = await freePort();
    const child = spawn(process.execPath, [PROGRAM, "serve"], {
      env: { ...process.env, TOCSIN_DATA_DIR: folder, TOCSIN_LISTEN: `127.0.0.1:${port}` },
      stdio: "ignore",
    });
    starts.push(await untilAnswered(`http://127.0.0.1:${port}/readyz`));
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    memory.push(residentBytes(child.pid ?? 0));
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
  figure("cold start to ready, first run", ms(median(starts)), "must 1500 ms, aim 500 ms");
  const megabytes = median(memory) / 1024 / 1024;
  figure("idle memory", `${megabytes.toFixed(0)} MB`, "must 150 MB, aim 100 MB");
}
