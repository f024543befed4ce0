/**
 * Grafana OnCall's "formatted webhook": `{alert_uid, title, image_url, state, link_to_upstream_details,
 * message}`, none of which is required, `state` being `alerting` (assumed) or `ok`.
 * Shape: https://grafana.com/docs/oncall/latest/configure/integrations/references/webhook/
 *
 * OnCall is archived; its senders find the same address here. An alert without an `alert_uid` is known by
 * its title, because OnCall's senders that leave it out send the same title with its end.
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
import { readHttpUrl } from "./inbound-fields.ts";
import {
  isObject,
  type JsonObject,
  own,
  ownKey,
  ownText,
  readJson,
  unparsedRequest,
} from "./inbound-json.ts";
import { jsonReply, overloadedReply } from "./json-reply.ts";
import type { InboundRequest, ParsedRequest, Source } from "./source.ts";

export const grafanaOncall: Source = {
  kind: "grafana-oncall",
  title: "Grafana OnCall formatted webhook",
  parse,
  // OnCall answers a word, and its senders read the status only.
  reply: () => jsonReply(200, "Ok."),
  overloaded: () => overloadedReply({ detail: "Overloaded, try again" }),
};

const ACTIONS: ReadonlyMap<string, AlertEvent["action"]> = new Map([
  ["alerting", "trigger"],
  ["ok", "resolve"],
]);
const KNOWN = new Set([
  "alert_uid",
  "title",
  "image_url",
  "state",
  "link_to_upstream_details",
  "message",
]);

function parse(request: InboundRequest): ParsedRequest {
  const body = readJson(request);
  if (!body.ok) return unparsedRequest(body.reason, body.text);
  if (!isObject(body.value)) return unparsedRequest("the body is not a JSON object", body.value);
  const read = readEvent(body.value);
  return typeof read === "string"
    ? unparsedRequest(read, body.value)
    : { events: [read], unparsed: [], omittedAlerts: 0 };
}

function readEvent(body: JsonObject): AlertEvent | string {
  // A state of a sender's own is taken for an alert: rather a page too many than one too few.
  const action = ACTIONS.get(ownText(body, "state")?.toLowerCase() ?? "") ?? "trigger";
  const title = ownText(body, "title");
  const key = ownKey(body, "alert_uid") ?? title;
  if (key === undefined) return "there is neither an alert_uid nor a title";
  const dedupKey = boundedKey(key);
  const sourceUrl = readHttpUrl(own(body, "link_to_upstream_details"));
  return {
    action,
    dedupKey,
    groupKey: dedupKey,
    title: boundedTitle(title ?? ownText(body, "message") ?? key),
    labels: boundedMap(labelsOf(body), LABEL_LENGTH_MAX),
    annotations: boundedMap(annotationsOf(body), ANNOTATION_LENGTH_MAX),
    ...(sourceUrl === undefined ? {} : { sourceUrl }),
  };
}

/** What a sender adds of its own: OnCall routes by it, so it is labels. */
function labelsOf(body: JsonObject): [string, string][] {
  const others = Object.keys(body).filter((name) => !KNOWN.has(name));
  return others.flatMap((name) => flattenDetails({ [name]: own(body, name) ?? "" }));
}

function annotationsOf(body: JsonObject): [string, string][] {
  const annotations: [string, string][] = [];
  const message = ownText(body, "message");
  if (message !== undefined) annotations.push(["message", message]);
  const image = readHttpUrl(own(body, "image_url"));
  if (image !== undefined) annotations.push(["image", image]);
  return annotations;
}
