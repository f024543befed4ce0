/** Opsgenie's alert API but for its creation of alerts, which is a route like those of other senders. */

import { boundedKey } from "../../integrations/bounded-text.ts";
import { opsgenie } from "../../integrations/opsgenie.ts";
import { alertDetails, refusal, requestStatus } from "../../integrations/opsgenie-answers.ts";
import {
  type OpsgenieTarget,
  opsgenieTarget,
  readIdentifierType,
  readTarget,
  writeTarget,
} from "../../integrations/opsgenie-target.ts";
import type { InboundReply } from "../../integrations/source.ts";
import {
  findReceivedAlert,
  findReceivedKey,
  findReceivedRequest,
} from "../../operations/alert/find-received.ts";
import type { IngestIntegration } from "../ingest-port.ts";
import type { RouteTable } from "../route-table.ts";
import type { IngestOptions } from "../take-in.ts";
import {
  INGEST_ACCESS,
  type IngestContext,
  integrationOfHeaders,
  respond,
  take,
  withBody,
} from "./ingest-request.ts";

/** Clients append `/v2/alerts` to a host, or are given a whole URL. */
const ROOTS = ["/v2/alerts", "/ingest/opsgenie/v2/alerts"] as const;

/** What a sender does to an alert: the method, and what follows the root. */
const DEEDS = [
  ["post", "/{identifier}/{action}"],
  ["put", "/{identifier}/{action}"],
  ["delete", "/{identifier}"],
] as const;

/** Adds the routes. As those of the other senders they are added before any middleware. */
export function addOpsgenieRoutes(table: RouteTable, options: IngestOptions): void {
  for (const root of ROOTS) {
    for (const [method, path] of DEEDS) {
      const summary = `Change an alert: ${opsgenie.title}`;
      table.add(INGEST_ACCESS, { ...described(summary), method, path: `${root}${path}` }, (c) =>
        answer(c, options, (integration) => takeDeed(c, integration, options)),
      );
    }
    table.add(
      INGEST_ACCESS,
      { ...described("What came of a request"), method: "get", path: `${root}/requests/{request}` },
      (c) => answer(c, options, (integration) => outcome(c, integration, options)),
    );
    table.add(
      INGEST_ACCESS,
      { ...described("How an alert stands"), method: "get", path: `${root}/{identifier}` },
      (c) => answer(c, options, (integration) => show(c, integration, options)),
    );
  }
}

function described(summary: string) {
  const responses = {
    200: { description: "As Opsgenie answers" },
    202: { description: "It is on disk" },
  };
  return { summary, tags: ["ingest"], responses };
}

async function answer(
  c: IngestContext,
  options: IngestOptions,
  to: (integration: IngestIntegration) => Promise<Response | InboundReply>,
): Promise<Response> {
  const integration = await integrationOfHeaders(c, opsgenie, options);
  if (integration instanceof Response) return integration;
  const given = await to(integration);
  return given instanceof Response ? given : respond(given, options);
}

async function takeDeed(
  c: IngestContext,
  integration: IngestIntegration,
  options: IngestOptions,
): Promise<Response | InboundReply> {
  const action = c.req.param("action");
  const given = opsgenieTarget({
    method: c.req.method,
    identifier: c.req.param("identifier") ?? "",
    ...(action === undefined ? {} : { action }),
    identifierType: c.req.query("identifierType") ?? "id",
  });
  if (given === undefined) {
    const message = `Senders cannot do this to an alert in Tocsin: ${c.req.method} ${action}. People do it to the incident.`;
    return refusal(422, { message, requestId: options.dependencies.context.newId() });
  }
  const target = writeTarget(await byAlias(given, integration, options));
  return withBody(c, { source: opsgenie, ...options }, (body) =>
    take(c, { source: opsgenie, body, integration, target }, options),
  );
}

/** An alert named by its id is looked up; one that is not there stays named so, and nothing is done to it. */
async function byAlias(
  target: OpsgenieTarget,
  integration: IngestIntegration,
  { dependencies }: IngestOptions,
): Promise<OpsgenieTarget> {
  if (target.identifierType !== "id") return target;
  const wanted = { integrationId: integration.id, alertId: target.identifier };
  const dedupKey = await findReceivedKey(dependencies.context, wanted);
  if (dedupKey === undefined) return target;
  return { ...target, identifier: dedupKey, identifierType: "alias" };
}

async function outcome(
  c: IngestContext,
  integration: IngestIntegration,
  { dependencies }: IngestOptions,
): Promise<InboundReply> {
  const { context } = dependencies;
  const requestId = c.req.param("request") ?? "";
  const integrationId = integration.id;
  const found = await findReceivedRequest(context, { integrationId, receiptId: requestId });
  if (found === undefined) return refusal(404, { message: "Request does not exist", requestId });
  const { verb, identifier } = readTarget(found.request.target);
  const { events, unparsed } = opsgenie.parse(found.request, () => requestId);
  const dedupKey = events[0]?.dedupKey;
  const alert =
    dedupKey === undefined
      ? undefined
      : await findReceivedAlert(context, { integrationId, dedupKey });
  return requestStatus({
    requestId,
    integrationId,
    processedAt: found.receivedAt,
    verb,
    alias: dedupKey ?? identifier,
    alert,
    ...(unparsed[0] === undefined ? {} : { unparsed: unparsed[0].reason }),
  });
}

async function show(
  c: IngestContext,
  integration: IngestIntegration,
  options: IngestOptions,
): Promise<InboundReply> {
  const { context } = options.dependencies;
  const named = {
    verb: "create" as const,
    identifier: c.req.param("identifier") ?? "",
    identifierType: readIdentifierType(c.req.query("identifierType")),
  };
  const { identifier, identifierType } = await byAlias(named, integration, options);
  const wanted = { integrationId: integration.id, dedupKey: boundedKey(identifier) };
  const alert = identifierType === "alias" ? await findReceivedAlert(context, wanted) : undefined;
  return alertDetails(alert, context.newId());
}
