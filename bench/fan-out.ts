/** How long it takes to hand one page to everybody of a large company, each over a webhook of their own. */

import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { App } from "../src/app.ts";
import type { Principal } from "../src/domain/permission.ts";
import { declareIncident } from "../src/operations/incident/declare.ts";
import { createAddressPolicy } from "../src/platform/address-policy.ts";
import { createHttpClient } from "../src/platform/http-client.ts";
import { readPlaybookFiles } from "../src/platform/playbook-files.ts";
import { startBenchApp } from "./bench-app.ts";
import { benchMarkdown, writePlaybook } from "./bench-playbook.ts";
import { figure, heading, ms } from "./report.ts";

const PEOPLE = 1300;
/** A provider far away. */
const ANSWERS_AFTER_MS = 100;
const PATIENCE_MS = 120_000;
const ADMIN: Principal = { name: "bench", role: "admin", teams: [] };
const PLAYBOOK = benchMarkdown("Everybody (0 min)");

export async function benchFanOut(): Promise<void> {
  heading(`One page to ${PEOPLE.toLocaleString("en-GB")} people (SQLite)`);
  const folder = mkdtempSync(join(tmpdir(), "tocsin-bench-fan-out-"));
  const provider = await startProvider();
  const app = await startBench(folder);
  try {
    await app.activatePlaybook(await readPlaybookFiles(playbookOfAll(folder, provider.url)));
    app.startEngine();
    const startedAt = performance.now();
    await declareIncident(app.context, ADMIN, { title: "Everything is down", severity: "P0" });
    while (provider.reached.size < PEOPLE && performance.now() - startedAt < PATIENCE_MS) {
      await pause(20);
    }
    const took = performance.now() - startedAt;
    const all = provider.reached.size === PEOPLE ? "" : `, only ${provider.reached.size} of them`;
    figure(
      `handed to a provider that answers after ${ANSWERS_AFTER_MS} ms${all}`,
      ms(took),
      "must 60 s",
      `how many requests are under way at once, and the ${ANSWERS_AFTER_MS} ms of each`,
    );
  } finally {
    await app.close();
    provider.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startBench(folder: string): Promise<App> {
  const outward = createHttpClient({
    policy: createAddressPolicy([{ address: "127.0.0.0", prefix: 8, family: "ipv4" }]),
    userAgent: "Tocsin-bench",
  });
  return startBenchApp(folder, {
    mailConfigured: false,
    transports: {
      http: (request) => outward.send(request),
      mail: async () => ({ kind: "not-configured", detail: "not in this benchmark" }),
      console: () => ({ kind: "not-configured", detail: "not in this benchmark" }),
    },
  });
}

/** Who was reached is told by the path. */
async function startProvider() {
  const reached = new Set<string>();
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      reached.add(request.url ?? "");
      setTimeout(() => response.end("{}"), ANSWERS_AFTER_MS);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    reached,
    url: `http://127.0.0.1:${port}`,
    close(): void {
      server.closeAllConnections();
      server.close();
    },
  };
}

function playbookOfAll(folder: string, url: string): string {
  const people = Array.from({ length: PEOPLE }, (_, index) => ({
    name: `Person ${index}`,
    title: "Everybody",
    contact: [{ kind: "webhook", address: `${url}/${index}` }],
  }));
  return writePlaybook(folder, PLAYBOOK, { people });
}
