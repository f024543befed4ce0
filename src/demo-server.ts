/** A throw-away Tocsin for `tocsin demo`: in memory, reaching nobody, its escalation steps seconds apart. */

import { readFile } from "node:fs/promises";
import { startApp } from "./app.ts";
import type { DemoServer } from "./cli/demo/server.ts";
import { compileApart } from "./compile-apart.ts";
import { systemClock } from "./platform/clock.ts";
import { createLog } from "./platform/log.ts";
import { readPlaybookFiles } from "./platform/playbook-files.ts";
import { EXAMPLE_PLAYBOOK, fromRoot, VERSION } from "./program.ts";

const accepted = { kind: "answered", status: 200, headers: {}, body: "" } as const;

export async function startDemoServer(report: (line: string) => void): Promise<DemoServer> {
  const app = await startApp({
    databaseUrl: "sqlite::memory:",
    host: "127.0.0.1",
    port: 0,
    trustedProxyHops: 0,
    version: VERSION,
    log: createLog({ level: "error", form: "human", write: report }),
    clock: systemClock,
    channels: { mailFrom: "", webhookSecrets: [] },
    mailConfigured: false,
    // Its people have the console only, and the demo itself tells what reaches them.
    transports: {
      http: async () => accepted,
      mail: async () => accepted,
      console: () => accepted,
    },
    compiling: {
      compile: compileApart,
      resolveAddress: (value) => ({ ok: true, value }),
    },
  });
  const files = await readPlaybookFiles(EXAMPLE_PLAYBOOK);
  const text = await readFile(fromRoot("examples/demo.yaml"), "utf8");
  await app.activatePlaybook({ ...files, overlay: { path: "tocsin.yaml", text } });
  app.startEngine();
  return { url: app.url, token: (await app.firstToken()) ?? "", close: () => app.close() };
}
