import { join } from "node:path";
import { type App, type AppOptions, startApp } from "../src/app.ts";
import { compileApart } from "../src/compile-apart.ts";
import type { EngineContext } from "../src/engine/engine-context.ts";
import { systemClock } from "../src/platform/clock.ts";
import { createLog } from "../src/platform/log.ts";

type Ways = Pick<AppOptions, "mailConfigured" | "transports">;

/** Tocsin on SQLite in a folder, with these ways out; its log says errors alone. */
export function startBenchApp(folder: string, ways: Ways): Promise<App> {
  return startBenchAppOn(`sqlite:${join(folder, "t.db")}`, ways);
}

/** The same on any database. */
export function startBenchAppOn(databaseUrl: string, ways: Ways): Promise<App> {
  return startApp({
    databaseUrl,
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

const accepted = { kind: "answered", status: 200, headers: {}, body: "" } as const;

/** Whatever goes out is taken at once, and goes nowhere. */
export const QUIET_WAYS: Ways = {
  mailConfigured: true,
  transports: { http: async () => accepted, mail: async () => accepted, console: () => accepted },
};

/** An engine on it that sends nothing anywhere. @param changes what is measured by */
export function benchEngine(
  app: App,
  changes: {
    readonly send?: EngineContext["send"];
    readonly escalated?: (ms: number) => void;
  } = {},
): EngineContext {
  return {
    ...app.context,
    owner: "bench",
    send: changes.send ?? (async () => ({ kind: "delivered" })),
    tell: async () => ({ kind: "delivered" }),
    takeBack: async () => ({ kind: "delivered" }),
    fetchCalendar: () => Promise.reject(new Error("no calendar is expected")),
    incidentUrl: (number) => number,
    testPageUrl: () => "",
    acknowledgeUrl: ({ id }) => id,
    callbackUrl: (channel, { id }) => `https://tocsin.test/callback/${channel}/${id}`,
    observe: {
      escalated: changes.escalated ?? (() => {}),
      delivered: () => {},
      reported: () => {},
      outbox: () => {},
      fault: (what) => console.error(`fault: ${what}`),
    },
  };
}
