/**
 * A Tocsin for measurements, in a process of its own: `node bench/tocsin-server.ts DATABASE_URL`. Prints
 * one line of JSON with its address and an integration key, and lives until its standard input ends.
 */

import { startApp } from "../src/app.ts";
import { compileApart } from "../src/compile-apart.ts";
import type { Principal } from "../src/domain/permission.ts";
import { createIntegration } from "../src/operations/integration/create.ts";
import { systemClock } from "../src/platform/clock.ts";
import { createLog } from "../src/platform/log.ts";
import { readPlaybookFiles } from "../src/platform/playbook-files.ts";

const ADMIN: Principal = { name: "bench", role: "admin", teams: [] };

const log = createLog({
  level: "error",
  form: "json",
  write: (line) => process.stderr.write(line),
});
const accepted = { kind: "answered", status: 200, headers: {}, body: "" } as const;
const app = await startApp({
  databaseUrl: process.argv[2] ?? "sqlite::memory:",
  host: "127.0.0.1",
  port: 0,
  trustedProxyHops: 0,
  version: "0.0.0-bench",
  log,
  clock: systemClock,
  channels: { mailFrom: "tocsin@example.test", webhookSecrets: [] },
  mailConfigured: true,
  transports: { http: async () => accepted, mail: async () => accepted, console: () => accepted },
  compiling: {
    compile: compileApart,
    resolveAddress: (value) => ({ ok: true, value }),
  },
});
await app.activatePlaybook(await readPlaybookFiles("examples/playbook"));
app.startEngine();
const { key } = await createIntegration(app.context, ADMIN, {
  name: `bench ${Date.now()}`,
  kind: "alertmanager",
});
console.log(JSON.stringify({ url: app.url, key }));
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
