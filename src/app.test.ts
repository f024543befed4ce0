import { expect, onTestFinished, test } from "vitest";
import { silentLog } from "../test/simulation/replica.ts";
import { startApp } from "./app.ts";
import { systemClock } from "./platform/clock.ts";

// The first token is stored for this URL, and commands on this machine look for it there.
test("a server that listens everywhere is reached on this machine by its name", async () => {
  const app = await startApp({
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
  });
  onTestFinished(() => app.close());
  expect(app.url).toMatch(/^http:\/\/localhost:\d+$/);
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
});
