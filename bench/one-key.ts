/** A flood on one integration's key, each event an alert of its own: none may be refused, and none lost. */

import { fileURLToPath } from "node:url";
import type { Principal } from "../src/domain/permission.ts";
import { openAlertsMatching } from "../src/operations/alert/open-alerts.ts";
import { createIntegration } from "../src/operations/integration/create.ts";
import { readPlaybookFiles } from "../src/platform/playbook-files.ts";
import { QUIET_WAYS, startBenchAppOn } from "./bench-app.ts";
import { type Fresh, onEachDatabase } from "./fresh-database.ts";
import { figure, heading } from "./report.ts";

const ADMIN: Principal = { name: "bench", role: "admin", teams: [] };
const EVENTS = 10_000;
const SENDERS = 32;

export async function benchOneKey(): Promise<void> {
  heading(
    `${EVENTS.toLocaleString("en-GB")} events on one key, one a request, ${SENDERS} at a time`,
  );
  await onEachDatabase(against);
}

async function against(name: string, { url }: Fresh): Promise<void> {
  const app = await startBenchAppOn(url, QUIET_WAYS);
  try {
    const example = fileURLToPath(new URL("../examples/playbook", import.meta.url));
    await app.activatePlaybook(await readPlaybookFiles(example));
    app.startEngine();
    const { key } = await createIntegration(app.context, ADMIN, { name: "flood", kind: "plain" });
    const startedAt = performance.now();
    let next = 0;
    let refused = 0;
    const send = async (): Promise<void> => {
      for (let number = next++; number < EVENTS; number = next++) {
        if (!(await isTaken(`${app.url}/ingest/plain`, key, number))) refused += 1;
      }
    };
    await Promise.all(Array.from({ length: SENDERS }, send));
    const seconds = (performance.now() - startedAt) / 1000;
    const stored = (await openAlertsMatching(app.context.database, [])).length;
    figure(`${name}: taken in`, `${seconds.toFixed(1)} s`, "must 60 s");
    figure(`${name}: refused`, String(refused), "must 0");
    figure(`${name}: lost`, String(EVENTS - refused - stored), "must 0");
  } finally {
    await app.close();
  }
}

async function isTaken(url: string, key: string, number: number): Promise<boolean> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const body = JSON.stringify({
    title: `Event ${number}`,
    dedupKey: `event ${number}`,
    labels: { service: `svc-${number % 100}` },
  });
  const answer = await fetch(url, { method: "POST", headers, body });
  await answer.arrayBuffer();
  return answer.ok;
}
