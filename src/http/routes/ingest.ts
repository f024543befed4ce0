/** Where senders post their alerts. The fast path: nothing here is validated by a schema, and a known key costs no query. */

import { AppError } from "../../domain/error.ts";
import { alertmanager } from "../../integrations/alertmanager.ts";
import { grafana } from "../../integrations/grafana.ts";
import { grafanaOncall } from "../../integrations/grafana-oncall.ts";
import { pagerdutyEvents, routingKeyOf } from "../../integrations/pagerduty-events.ts";
import type { InboundReply, Source } from "../../integrations/source.ts";
import { ByteBudget } from "../byte-budget.ts";
import { countFailure } from "../guard.ts";
import type { RouteTable } from "../route-table.ts";
import { HEADER_KEY_ROUTES, type InboundDelivery, type IngestOptions, takeIn } from "../take-in.ts";
import { takeChange } from "./changes.ts";
import {
  findIntegration,
  INGEST_ACCESS,
  type IngestContext,
  respond,
  take,
  takeByHeaders,
  withBody,
} from "./ingest-request.ts";

/** All bodies in memory that are read before anybody knows whose they are: apart from the others, so that strangers cannot use up their room. */
const UNKNOWN_SENDERS_BYTES_MAX = 64 * 1024 * 1024;

/** PagerDuty's clients append `/v2/enqueue` to a host, or are given a whole URL. */
const PAGERDUTY_ROOTS = ["", "/ingest/pagerduty"] as const;

/** Adds the routes. They have to be added before any middleware, which they do without. */
export function addIngestRoutes(table: RouteTable, options: IngestOptions): void {
  const unknown = new ByteBudget(UNKNOWN_SENDERS_BYTES_MAX);
  for (const { path, source } of HEADER_KEY_ROUTES) {
    table.add(INGEST_ACCESS, ingestRoute(path, source), (c) => takeByHeaders(c, source, options));
  }
  table.add(INGEST_ACCESS, { ...ingestRoute("/ingest/grafana", grafana), method: "put" }, (c) =>
    takeByHeaders(c, grafana, options),
  );
  addOnCallRoute(table, options);
  for (const root of PAGERDUTY_ROOTS) {
    addPagerdutyRoutes(table, root, { ...options, budget: unknown });
  }
}

type Answer = (delivery: InboundDelivery) => Promise<InboundReply>;

function addPagerdutyRoutes(table: RouteTable, root: string, options: IngestOptions): void {
  const { dependencies } = options;
  const add = (path: string, summary: string, answer: Answer): void =>
    table.add(INGEST_ACCESS, { ...ingestRoute(path, pagerdutyEvents), summary }, (c) =>
      takeByRoutingKey(c, options, answer),
    );
  add(`${root}/v2/enqueue`, `Take in alerts: ${pagerdutyEvents.title}`, (delivery) =>
    takeIn(delivery, dependencies),
  );
  add(`${root}/v2/change/enqueue`, "Take in changes, which page nobody: PagerDuty", (delivery) =>
    takeChange(delivery, dependencies),
  );
}

/** The key is in the body, which is read before anybody knows whose it is. */
function takeByRoutingKey(
  c: IngestContext,
  options: IngestOptions,
  answer: Answer,
): Promise<Response> {
  const source = pagerdutyEvents;
  return withBody(c, { source, ...options }, async (body) => {
    const key = routingKeyOf(body.bytes);
    const integration = await findIntegration(key, options);
    if (key === undefined || integration === undefined) return refuseRoutingKey(c, options);
    blankOut(body.bytes, key);
    const contentType = c.req.header("content-type") ?? "";
    return respond(await answer({ source, body, contentType, integration }), options);
  });
}

/** What Grafana OnCall's own addresses say of a body, as far as it is one that is read here. */
const ONCALL_SOURCES: ReadonlyMap<string, Source> = new Map<string, Source>([
  ["formatted_webhook", grafanaOncall],
  ["grafana", grafana],
  ["grafana_alerting", grafana],
  ["alertmanager", alertmanager],
]);

/**
 * The addresses of Grafana OnCall, which has the key in them: its senders need another host and key, and
 * nothing else. A kind that we do not read is read as the formatted webhook, and pages as unparsed at worst.
 */
function addOnCallRoute(table: RouteTable, options: IngestOptions): void {
  const route = ingestRoute("/integrations/v1/{kind}/{key}", grafanaOncall);
  table.add(INGEST_ACCESS, route, async (c) => {
    const integration = await findIntegration(c.req.param("key"), options);
    if (integration === undefined) {
      countFailure(c, options);
      throw new AppError("unauthenticated", "This is the key of no integration in use.");
    }
    const source = ONCALL_SOURCES.get(c.req.param("kind") ?? "") ?? grafanaOncall;
    return withBody(c, { source, ...options }, (body) =>
      take(c, { source, body, integration }, options),
    );
  });
}

/** The body is stored as it came, and its beginning may be shown; the key in it is as good as a password. */
function blankOut(bytes: Uint8Array, secret: string): void {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Buffer.byteLength(secret);
  for (let at = body.indexOf(secret); at >= 0; at = body.indexOf(secret, at + length))
    body.fill("*", at, at + length);
}

function ingestRoute<P extends string>(path: P, source: Source) {
  const stored = { description: "Everything is on disk; the body's form is the sender's own" };
  return {
    method: "post" as const,
    path,
    summary: `Take in alerts: ${source.title}`,
    tags: ["ingest"],
    responses: { 200: stored, 202: stored },
  };
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
