/**
 * An Alertmanager's API v2, for amtool and Grafana: what fires, and silences. Alerts are posted to it by a
 * route like those of other senders. All of it is about the alerts of the integration whose key it is.
 */

import { AppError } from "../../domain/error.ts";
import {
  presentAlerts,
  presentGroups,
  readAlertFilter,
  readFilters,
  receiversReply,
  statusReply,
  textReply,
} from "../../integrations/alertmanager-api.ts";
import {
  hasMatchers,
  presentSilence,
  presentSilences,
  readSilence,
} from "../../integrations/alertmanager-silences.ts";
import { readJson } from "../../integrations/inbound-json.ts";
import { jsonReply } from "../../integrations/json-reply.ts";
import { prometheusAlerts } from "../../integrations/prometheus-alerts.ts";
import type { InboundReply } from "../../integrations/source.ts";
import { listFiring } from "../../operations/alert/list-firing.ts";
import { expireSilence } from "../../operations/silence/expire.ts";
import { listSilencesFor, showSilenceTo } from "../../operations/silence/list.ts";
import { makerForIntegration } from "../../operations/silence/maker.ts";
import { putSilence } from "../../operations/silence/put.ts";
import { countFailure } from "../guard.ts";
import type { IngestIntegration } from "../ingest-port.ts";
import type { RouteTable } from "../route-table.ts";
import type { IngestOptions } from "../take-in.ts";
import {
  findIntegration,
  INGEST_ACCESS,
  type IngestContext,
  integrationOfHeaders,
  respond,
  take,
  withBody,
} from "./ingest-request.ts";

/** Clients append `/api/v2/…` to an address; one that can send no key has it in there. */
const ROOT = "/api/v2";
const ROOT_WITH_KEY = "/ingest/prometheus/{key}/api/v2";

type Answer = (
  c: IngestContext,
  integration: IngestIntegration,
  options: IngestOptions,
) => Promise<InboundReply | Response>;

/** Adds the routes. As those of the other senders they are added before any middleware. */
export function addAlertmanagerApiRoutes(table: RouteTable, options: IngestOptions): void {
  const upSince = options.dependencies.context.clock.now();
  const routes: readonly (readonly ["get" | "post" | "delete", string, string, Answer])[] = [
    ["get", "/status", "How it is", async () => statusReply(upSince)],
    ["get", "/receivers", "Whom alerts go to", async () => receiversReply()],
    ["get", "/alerts", "What fires", alerts],
    ["get", "/alerts/groups", "What fires, in groups", groups],
    ["get", "/silences", "Silences that concern these alerts", silences],
    ["post", "/silences", "Silence these alerts, or change a silence", postSilence],
    ["get", "/silence/{id}", "A silence", silence],
    ["delete", "/silence/{id}", "End a silence", deleteSilence],
  ];
  for (const root of [ROOT, ROOT_WITH_KEY]) {
    for (const [method, path, summary, answer] of routes) {
      table.add(INGEST_ACCESS, { ...described(summary), method, path: `${root}${path}` }, (c) =>
        answered(c, answer, options),
      );
    }
  }
  const summary = `Take in alerts: ${prometheusAlerts.title}`;
  const route = { ...described(summary), method: "post" as const, path: `${ROOT_WITH_KEY}/alerts` };
  table.add(INGEST_ACCESS, route, (c) => answered(c, postAlerts, options));
}

function described(summary: string) {
  const responses = { 200: { description: "As Alertmanager answers" } };
  return { summary: `Alertmanager's API: ${summary}`, tags: ["ingest"], responses };
}

async function answered(
  c: IngestContext,
  answer: Answer,
  options: IngestOptions,
): Promise<Response> {
  const integration = await integrationOf(c, options);
  if (integration instanceof Response) return integration;
  try {
    const given = await answer(c, integration, options);
    return given instanceof Response ? given : respond(given, options);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return respond(refusal(error), options);
  }
}

/** What an operation refuses, as clients of Alertmanager read it. */
function refusal(error: AppError): InboundReply {
  switch (error.code) {
    case "not-found":
      return textReply(404, "silence not found");
    case "forbidden":
      return textReply(403, error.message);
    case "invalid-input":
    case "conflict":
      return textReply(400, error.message);
    default:
      return textReply(503, error.message);
  }
}

async function integrationOf(
  c: IngestContext,
  options: IngestOptions,
): Promise<IngestIntegration | Response> {
  const key = c.req.param("key");
  if (key === undefined) return integrationOfHeaders(c, prometheusAlerts, options);
  const integration = await findIntegration(key, options);
  if (integration !== undefined) return integration;
  countFailure(c, options);
  throw new AppError("unauthenticated", "The key in this address is of no integration in use.");
}

const postAlerts: Answer = (c, integration, options) =>
  withBody(c, { source: prometheusAlerts, ...options }, (body) =>
    take(c, { source: prometheusAlerts, body, integration }, options),
  );

const alerts: Answer = async (c, integration, options) => {
  const found = await filtered(c, integration, options);
  return "status" in found ? found : jsonReply(200, found.alerts);
};

const groups: Answer = async (c, integration, options) => {
  const found = await filtered(c, integration, options);
  return "status" in found ? found : jsonReply(200, presentGroups(found.alerts));
};

async function filtered(
  c: IngestContext,
  integration: IngestIntegration,
  { dependencies: { context } }: IngestOptions,
): Promise<{ readonly alerts: ReturnType<typeof presentAlerts> } | InboundReply> {
  const filter = readAlertFilter(c.req.queries());
  if ("status" in filter) return filter;
  const firing = await listFiring(context, integration, filter.matchers);
  return { alerts: presentAlerts(firing, filter, context.clock.now()) };
}

const silences: Answer = async (c, integration, { dependencies: { context } }) => {
  const filters = readFilters(c.req.queries("filter") ?? []);
  if ("status" in filters) return filters;
  const found = await listSilencesFor(context, makerForIntegration(integration));
  const wanted = found.filter((one) => hasMatchers(one, filters.matchers));
  return jsonReply(200, presentSilences(wanted, context.clock.now()));
};

const silence: Answer = async (c, integration, { dependencies: { context } }) => {
  const maker = makerForIntegration(integration);
  const found = await showSilenceTo(context, maker, { id: c.req.param("id") ?? "" });
  return jsonReply(200, presentSilence(found, context.clock.now()));
};

const postSilence: Answer = (c, integration, options) =>
  withBody(c, { source: prometheusAlerts, ...options }, async (body) => {
    const { context } = options.dependencies;
    const { bytes, truncated } = body;
    const read = readJson({ contentType: "", body: bytes, truncated });
    if (!read.ok) return respond(textReply(400, read.reason), options);
    const posted = readSilence(read.value);
    if ("status" in posted) return respond(posted, options);
    const { id } = await putSilence(context, makerForIntegration(integration), posted);
    return respond(jsonReply(200, { silenceID: id }), options);
  });

const deleteSilence: Answer = async (c, integration, { dependencies: { context } }) => {
  try {
    const maker = makerForIntegration(integration);
    await expireSilence(context, maker, { id: c.req.param("id") ?? "" });
  } catch (error) {
    // One that has ended has ended.
    if (!(error instanceof AppError && error.code === "conflict")) throw error;
  }
  return { status: 200, headers: {}, body: "" };
};
