/** A whole Tocsin in this process: real store, engine and HTTP; time and the ways out are the test's. */

import { onTestFinished } from "vitest";
import { type App, startApp, type WaysOut } from "../../src/app.ts";
import { compileApart } from "../../src/compile-apart.ts";
import type { OutboundRequest } from "../../src/integrations/channel.ts";
import type { HttpRequest } from "../../src/platform/http-client.ts";
import { readPlaybookFiles } from "../../src/platform/playbook-files.ts";
import { silentLog } from "../simulation/replica.ts";

export interface TestTocsin {
  readonly app: App;
  readonly url: string;
  readonly token: string;
  /** What was sent, in order. */
  readonly sent: readonly OutboundRequest[];
  now(): number;
  /** Lets time pass, and waits until `expected` holds. */
  advance(ms: number): Promise<void>;
  /** Waits, without a fixed time, until the condition holds. */
  until(what: string, holds: () => boolean | Promise<boolean>): Promise<void>;
  request(path: string, init?: RequestInit & { readonly token?: string }): Promise<Response>;
}

export async function startTocsin(
  given: {
    readonly playbook?: string;
    readonly startAt?: number;
    readonly databaseUrl?: string;
    readonly engine?: boolean;
    readonly publicUrl?: string;
    /** Carries HTTP in place of a provider that takes everything. */
    readonly http?: WaysOut["http"];
  } = {},
): Promise<TestTocsin> {
  let now = given.startAt ?? Date.UTC(2026, 0, 14, 12, 0);
  const sent: OutboundRequest[] = [];
  const accept = { kind: "answered", status: 200, headers: {}, body: "" } as const;
  const take = (request: OutboundRequest) => {
    sent.push(request);
    return accept;
  };
  const app = await startApp({
    databaseUrl: given.databaseUrl ?? "sqlite::memory:",
    host: "127.0.0.1",
    port: 0,
    ...(given.publicUrl === undefined ? {} : { publicUrl: given.publicUrl }),
    trustedProxyHops: 0,
    version: "0.0.0-test",
    log: silentLog,
    clock: { now: () => now, sleep: async () => {} },
    channels: { mailFrom: "tocsin@example.test", webhookSecrets: [] },
    mailConfigured: true,
    transports: {
      http: given.http ?? (async (request) => take({ transport: "http", ...readable(request) })),
      mail: async (request) => take(request),
      console: take,
    },
    compiling: {
      compile: compileOnce,
      resolveAddress: (value) => ({ ok: true, value }),
    },
  });
  onTestFinished(() => app.close());
  await app.activatePlaybook(await readPlaybookFiles(given.playbook ?? "examples/playbook"));
  const token = (await app.firstToken()) ?? "";
  if (given.engine !== false) app.startEngine();

  async function poke(): Promise<void> {
    await app.context.database.transaction((tx) => app.context.database.hint(tx));
  }

  return {
    app,
    url: app.url,
    token,
    sent,
    now: () => now,
    async advance(ms) {
      now += ms;
      await poke();
    },
    async until(what, holds) {
      for (let tries = 0; tries < 500; tries += 1) {
        if (await holds()) return;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      throw new Error(`it never came to this: ${what}`);
    },
    request(path, init = {}) {
      const headers = new Headers(init.headers);
      const bearer = init.token ?? token;
      if (bearer !== "" && !headers.has("authorization")) {
        headers.set("authorization", `Bearer ${bearer}`);
      }
      if (init.body !== undefined && !headers.has("content-type")) {
        headers.set("content-type", "application/json");
      }
      return fetch(`${app.url}${path}`, { ...init, headers });
    },
  };
}

const compiled = new Map<string, ReturnType<typeof compileApart>>();

/** A process of its own for each text, not for each test. */
const compileOnce: typeof compileApart = (request) => {
  const known = compiled.get(request.hash) ?? compileApart(request);
  compiled.set(request.hash, known);
  return known;
};

function readable({ body, ...request }: HttpRequest): HttpRequest & { readonly body: string } {
  if (typeof body !== "string") throw new Error("nobody expected a sealed message");
  return { ...request, body };
}
