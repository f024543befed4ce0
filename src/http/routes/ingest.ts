/** Where senders post their alerts. The fast path: nothing here is validated by a schema, and a known key costs no query. */

import type { Context } from "hono";
import { AppError } from "../../domain/error.ts";
import { alertmanager } from "../../integrations/alertmanager.ts";
import { pagerdutyEvents, routingKeyOf } from "../../integrations/pagerduty-events.ts";
import type { InboundReply, Source } from "../../integrations/source.ts";
import { ByteBudget } from "../byte-budget.ts";
import type { HttpEnvironment } from "../environment.ts";
import { countFailure } from "../guard.ts";
import { ingestKey } from "../ingest-key.ts";
import type { IngestIntegration } from "../ingest-port.ts";
import { type BoundedBody, readBounded } from "../read-bounded.ts";
import type { RouteTable } from "../route-table.ts";
import {
  HEADER_KEY_ROUTES,
  INGEST_BODY_BYTES_MAX,
  type InboundDelivery,
  type IngestOptions,
  takeIn,
} from "../take-in.ts";

/** All bodies in memory that are read before anybody knows whose they are: apart from the others, so that strangers cannot use up their room. */
const UNKNOWN_SENDERS_BYTES_MAX = 64 * 1024 * 1024;

type IngestContext = Context<HttpEnvironment>;

const ACCESS = {
  exempt: "integration-key",
  because: "senders have an integration key, which the route checks itself",
} as const;

/** PagerDuty's clients append `/v2/enqueue` to a host, or are given a whole URL. */
const PAGERDUTY_PATHS = ["/v2/enqueue", "/ingest/pagerduty/v2/enqueue"] as const;

/** Adds the routes. They have to be added before any middleware, which they do without. */
export function addIngestRoutes(table: RouteTable, options: IngestOptions): void {
  const unknown = new ByteBudget(UNKNOWN_SENDERS_BYTES_MAX);
  for (const { path, source } of HEADER_KEY_ROUTES) {
    table.add(ACCESS, ingestRoute(path, source), async (c) => {
      const integration = await integrationOfHeaders(c, options);
      return withBody(c, { source, ...options }, (body) =>
        take(c, { source, body, integration }, options),
      );
    });
  }
  for (const path of PAGERDUTY_PATHS) {
    table.add(ACCESS, ingestRoute(path, pagerdutyEvents), (c) =>
      withBody(c, { source: pagerdutyEvents, ...options, budget: unknown }, async (body) => {
        const key = routingKeyOf(body.bytes);
        const integration = await findIntegration(key, options);
        if (key === undefined || integration === undefined) return refuseRoutingKey(c, options);
        blankOut(body.bytes, key);
        return take(c, { source: pagerdutyEvents, body, integration }, options);
      }),
    );
  }
}

/** The body is stored as it came, and its beginning may be shown; the key in it is as good as a password. */
function blankOut(bytes: Uint8Array, secret: string): void {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Buffer.byteLength(secret);
  for (let at = body.indexOf(secret); at >= 0; at = body.indexOf(secret, at + length))
    body.fill("*", at, at + length);
}

interface ReadingOptions extends Pick<IngestOptions, "headers" | "budget"> {
  readonly source: Source;
}

/** Reads the body, has it answered, and gives its room back. */
async function withBody(
  c: IngestContext,
  { source, budget, headers }: ReadingOptions,
  answer: (body: BoundedBody) => Promise<Response>,
): Promise<Response> {
  let body: BoundedBody;
  try {
    body = await readBounded(c.req.raw, c.env, { bytesMax: INGEST_BODY_BYTES_MAX, budget });
  } catch (error) {
    if (error instanceof AppError && error.code === "overloaded")
      return respond(source.overloaded(), { headers });
    throw error;
  }
  try {
    return await answer(body);
  } finally {
    budget.giveBack(body.bytes.length);
  }
}

function ingestRoute<P extends string>(path: P, source: Source) {
  const stored = { description: "Everything is on disk; the body's form is the sender's own" };
  return {
    method: "post" as const,
    path,
    summary: `Take in alerts: ${source.title}`,
    tags: ["ingest"],
    responses: source === alertmanager ? { 200: stored } : { 202: stored },
  };
}

async function integrationOfHeaders(
  c: IngestContext,
  options: IngestOptions,
): Promise<IngestIntegration> {
  const key = ingestKey({
    authorization: c.req.header("authorization"),
    tocsinKey: c.req.header("x-tocsin-key"),
  });
  const integration = await findIntegration(key, options);
  if (integration !== undefined) return integration;
  countFailure(c, options);
  throw new AppError(
    "unauthenticated",
    key === undefined
      ? "Send the integration's key: Authorization: Bearer <key>, the password of basic authentication, or X-Tocsin-Key."
      : "This is the key of no integration in use.",
  );
}

async function findIntegration(
  key: string | undefined,
  { keys, dependencies }: IngestOptions,
): Promise<IngestIntegration | undefined> {
  return key === undefined ? undefined : keys.find(key, dependencies.context.clock.now());
}

async function take(
  c: IngestContext,
  delivery: Omit<InboundDelivery, "contentType">,
  options: IngestOptions,
): Promise<Response> {
  const contentType = c.req.header("content-type") ?? "";
  return respond(await takeIn({ ...delivery, contentType }, options.dependencies), options);
}

function refuseRoutingKey(c: IngestContext, options: IngestOptions): Response {
  countFailure(c, options);
  const body = {
    status: "invalid event",
    message: "Event object is invalid",
    errors: ["routing_key is the key of no integration in use"],
  };
  return respond({ status: 401, headers: JSON_TYPE, body: JSON.stringify(body) }, options);
}

const JSON_TYPE = { "content-type": "application/json" };

function respond(reply: InboundReply, { headers }: Pick<IngestOptions, "headers">): Response {
  return new Response(reply.body, {
    status: reply.status,
    headers: { ...headers, ...reply.headers },
  });
}
