/**
 * Where heartbeats are heard. A ping is taken whatever its body is, however long: of what a cron job sends
 * along only the beginning is looked at, and it must not count as silent for the rest.
 */

import type { Context } from "hono";
import { AppError } from "../../domain/error.ts";
import { readPing } from "../../integrations/heartbeat-ping.ts";
import { takePing } from "../../operations/heartbeat/ping.ts";
import { ByteBudget } from "../byte-budget.ts";
import type { HttpDependencies } from "../dependencies.ts";
import type { HttpEnvironment } from "../environment.ts";
import type { FailedAttempts } from "../failed-attempts.ts";
import { countFailure } from "../guard.ts";
import { readBounded } from "../read-bounded.ts";
import type { RouteTable } from "../route-table.ts";

export const PING_PATH = "/heartbeat";

const BODY_BYTES_MAX = 64 * 1024;
/** Of all pings that are being read. */
const BODIES_BYTES_MAX = 16 * 1024 * 1024;

interface PingOptions {
  readonly dependencies: HttpDependencies;
  readonly attempts: FailedAttempts;
  /** Of every answer: these routes stand before the middleware that sets them. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Adds the routes. They have to be added before any middleware, which would refuse a long body. */
export function addPingRoutes(table: RouteTable, options: PingOptions): void {
  const budget = new ByteBudget(BODIES_BYTES_MAX);
  for (const method of ["get", "post"] as const) {
    for (const path of [`${PING_PATH}/{secret}`, `${PING_PATH}/{secret}/{signal}`]) {
      table.add(
        {
          exempt: "link",
          because: "cron jobs cannot send a token: the address is the secret, and can be removed",
        },
        {
          method,
          path,
          summary:
            "A heartbeat is heard: by itself, or with start, success, fail or an exit status",
          tags: ["heartbeats"],
          responses: { 200: { description: "It is on disk" } },
        },
        (c) => answer(c, options, budget),
      );
    }
  }
}

async function answer(
  c: Context<HttpEnvironment>,
  options: PingOptions,
  budget: ByteBudget,
): Promise<Response> {
  const limits = { bytesMax: BODY_BYTES_MAX, budget };
  const { bytes } = await readBounded(c.req.raw, c.env, limits);
  try {
    return await take(c, options, bytes);
  } finally {
    budget.giveBack(bytes.length);
  }
}

async function take(
  c: Context<HttpEnvironment>,
  options: PingOptions,
  body: Uint8Array,
): Promise<Response> {
  const contentType = c.req.header("content-type") ?? "";
  const ping = readPing({ suffix: c.req.param("signal"), contentType, body });
  if (ping === "unknown") {
    const message = "After a ping URL stands start, success, fail, an exit status, or nothing.";
    throw new AppError("not-found", message);
  }
  if (ping === undefined) return say("ignored: the alert has ended\n", options);
  const { context } = options.dependencies;
  const secret = c.req.param("secret") ?? "";
  if ((await takePing(context, { secret, ...ping })) === undefined) {
    countFailure(c, options);
    throw new AppError("not-found", "There is no such heartbeat, or it was removed.");
  }
  return say("ok\n", options);
}

function say(text: string, { headers }: PingOptions): Response {
  return new Response(text, {
    status: 200,
    headers: {
      ...headers,
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
    },
  });
}
