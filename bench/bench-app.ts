import { join } from "node:path";
import { type App, type AppOptions, startApp } from "../src/app.ts";
import { compileApart } from "../src/compile-apart.ts";
import { systemClock } from "../src/platform/clock.ts";
import { createLog } from "../src/platform/log.ts";

/** Tocsin on SQLite in a folder, with these ways out; its log says errors alone. */
export function startBenchApp(
  folder: string,
  ways: Pick<AppOptions, "mailConfigured" | "transports">,
): Promise<App> {
  return startApp({
    databaseUrl: `sqlite:${join(folder, "t.db")}`,
    host: "127.0.0.1",
    port: 0,
    trustedProxyHops: 0,
    version: "0.0.0-bench",
    log: createLog({ level: "error", form: "json", write: (line) => process.stderr.write(line) }),
    clock: systemClock,
    channels: { mailFrom: "tocsin@example.test", webhookSecrets: [] },
    compiling: { compile: compileApart, resolveAddress: (value) => ({ ok: true, value }) },
    ...ways,
  });
}
