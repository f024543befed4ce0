import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { silentLog } from "../test/simulation/replica.ts";
import { temporaryFolder } from "../test/support/temporary-folder.ts";
import { type App, type AppOptions, startApp } from "./app.ts";
import { systemClock } from "./platform/clock.ts";
import { openDatabase } from "./store/database.ts";

const OPTIONS: AppOptions = {
  databaseUrl: "sqlite::memory:",
  host: "0.0.0.0",
  port: 0,
  trustedProxyHops: 0,
  version: "0.0.0-test",
  log: silentLog,
  clock: systemClock,
  channels: { mailFrom: "", webhookSecrets: [] },
  mailConfigured: false,
  transports: {
    http: () => Promise.reject(new Error("nothing is sent")),
    mail: () => Promise.reject(new Error("nothing is sent")),
    console: () => {
      throw new Error("nothing is printed");
    },
  },
  compiling: {
    compile: () => Promise.reject(new Error("nothing is compiled")),
    resolveAddress: (value) => ({ ok: true, value }),
  },
};

async function started(options: Partial<AppOptions>): Promise<App> {
  const app = await startApp({ ...OPTIONS, ...options });
  onTestFinished(() => app.close());
  return app;
}

// The first token is stored for this URL, and commands on this machine look for it there.
test("a server that listens everywhere is reached on this machine by its name", async () => {
  const app = await started({ host: "0.0.0.0" });
  expect(app.url).toMatch(/^http:\/\/localhost:\d+$/);
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
});

// On PostgreSQL the process would stay alive, and whoever watches over it would take it for well.
test("a start that fails leaves the database closed", async () => {
  const taken = await started({ host: "127.0.0.1" });
  const port = Number(new URL(taken.url).port);
  const databaseUrl = `sqlite:${join(temporaryFolder(), "tocsin.db")}`;
  const starting = startApp({ ...OPTIONS, databaseUrl, host: "127.0.0.1", port });
  await expect(starting).rejects.toMatchObject({ code: "unavailable" });
  // A second process on a file that is still open is refused.
  const database = await openDatabase({ url: databaseUrl, applicationVersion: "0.0.0-test" });
  await database.close();
});
