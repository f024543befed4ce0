/**
 * PagerDuty's Events API v2, `POST /v2/enqueue`.
 * Shape: https://developer.pagerduty.com/docs/events-api-v2-overview
 *
 * Alertmanager sends a payload with resolve as well, and nested `custom_details`; both are taken. What
 * the real API answers with 400 is kept and pages as *unparsed*. `timestamp` is an annotation and not
 * the start: a trigger after a resolve opens a new alert here, however old the time it carries.
 */

import type { AlertEvent } from "../domain/alert.ts";
import {
  ANNOTATION_LENGTH_MAX,
  boundedKey,
  boundedMap,
  boundedTitle,
  LABEL_LENGTH_MAX,
} from "./bounded-text.ts";
import { flattenDetails } from "./flatten-details.ts";
import { readHttpUrl, scalarText } from "./inbound-fields.ts";
import {
  bodyText,
  excerptOf,
  isObject,
  type JsonObject,
  own,
  ownKey,
  ownText,
  readJson,
} from "./inbound-json.ts";
import { jsonReply, overloadedReply } from "./json-reply.ts";
import { imagesOf, type Link, linksOf } from "./pagerduty-links.ts";
import type { InboundReply, InboundRequest, ParsedRequest, Source } from "./source.ts";

export const pagerdutyEvents: Source = {
  kind: "pagerduty-events",
  title: "PagerDuty Events v2",
  parse,
  reply,
  overloaded: () => overloadedReply({ status: "error", message: "Overloaded, try again" }),
};

const ROUTING_KEY_LENGTH_MAX = 256;
const ROUTING_KEY_IN_TEXT = /"routing_key"\s*:\s*"([^"\\]{1,256})"/u;

/**
 * The integration key that the sender put into its body, also of a body that is cut or malformed:
 * a valid key makes even that one page.
 */
export function routingKeyOf(body: Uint8Array): string | undefined {
  const text = bodyText(body);
  try {
    const value: unknown = JSON.parse(text);
    const key = isObject(value) ? ownText(value, "routing_key") : undefined;
    return key === undefined || key.length > ROUTING_KEY_LENGTH_MAX ? undefined : key;
  } catch {
    return ROUTING_KEY_IN_TEXT.exec(text)?.[1];
  }
}

function parse(request: InboundRequest, idFor: () => string): ParsedRequest {
  const body = readJson(request);
  if (!body.ok) return unparsed(body.reason, body.text, idFor());
  if (!isObject(body.value)) {
    return unparsed("the body is not a JSON object", body.value, idFor());
  }
  const givenKey = ownKey(body.value, "dedup_key");
  const dedupKey = givenKey === undefined ? idFor() : boundedKey(givenKey);
  const read = readEvent(body.value, dedupKey, givenKey !== undefined);
  return typeof read === "string"
    ? unparsed(read, withoutRoutingKey(body.value), dedupKey)
    : { events: [read], unparsed: [], omittedAlerts: 0, echoKey: givenKey ?? dedupKey };
}

/** The event, or the reason why the real API would refuse it. */
function readEvent(body: JsonObject, dedupKey: string, isKeyGiven: boolean): AlertEvent | string {
  const action = own(body, "event_action");
  if (action !== "trigger" && action !== "acknowledge" && action !== "resolve") {
    return "event_action is none of trigger, acknowledge, resolve";
  }
  if (action !== "trigger" && !isKeyGiven) return `${action} without a dedup_key`;
  const given = own(body, "payload");
  if (given !== undefined && !isObject(given)) return "the payload is not a JSON object";
  const payload = given ?? {};
  const summary = ownText(payload, "summary");
  if (action === "trigger" && summary === undefined) return "trigger without payload.summary";
  const sourceUrl = readHttpUrl(own(body, "client_url")) ?? linksOf(body)[0]?.url;
  return {
    action,
    dedupKey,
    groupKey: dedupKey,
    title: boundedTitle(summary ?? dedupKey),
    labels: boundedMap(labelsOf(payload), LABEL_LENGTH_MAX),
    annotations: boundedMap(annotationsOf(body, payload), ANNOTATION_LENGTH_MAX),
    ...(sourceUrl === undefined ? {} : { sourceUrl }),
  };
}

function labelsOf(payload: JsonObject): [string, string][] {
  const labels: [string, string][] = [];
  for (const name of ["severity", "source", "component", "group", "class"]) {
    const text = scalarText(own(payload, name));
    if (text !== undefined && text !== "") labels.push([name, text]);
  }
  return labels;
}

function annotationsOf(body: JsonObject, payload: JsonObject): [string, string][] {
  const annotations = flattenDetails(own(payload, "custom_details"));
  for (const [name, value] of [
    ["timestamp", own(payload, "timestamp")],
    ["client", own(body, "client")],
  ] as const) {
    const text = scalarText(value);
    if (text !== undefined && text !== "") annotations.push([name, text]);
  }
  addLinks(annotations, "link", linksOf(body));
  addLinks(annotations, "image", imagesOf(body));
  return annotations;
}

function addLinks(annotations: [string, string][], name: string, links: readonly Link[]): void {
  for (const [index, { url, text }] of links.entries())
    annotations.push([`${name} ${index + 1}`, text === "" ? url : `${text}: ${url}`]);
}

/** The excerpt is stored and shown; the key is a secret. */
function withoutRoutingKey(body: JsonObject): JsonObject {
  const { routing_key: _, ...rest } = body;
  return rest;
}

function unparsed(reason: string, excerpt: unknown, echoKey: string): ParsedRequest {
  const shown = excerptOf(excerpt).replace(
    new RegExp(ROUTING_KEY_IN_TEXT, "gu"),
    '"routing_key":"…"',
  );
  return { events: [], unparsed: [{ reason, excerpt: shown }], omittedAlerts: 0, echoKey };
}

/**
 * Always 202 in the success shape, also for what was not understood: go-pagerduty takes anything else
 * for an error, clients of Python read `dedup_key` from it, and a 400 would make the sender throw away
 * for good what is by then stored and paging.
 */
function reply(parsed: ParsedRequest): InboundReply {
  const dedupKey = parsed.echoKey ?? parsed.events[0]?.dedupKey ?? "";
  return jsonReply(202, { status: "success", message: "Event processed", dedup_key: dedupKey });
}
