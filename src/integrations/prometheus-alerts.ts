/**
 * Alerts as they are posted to an Alertmanager's API v2: by Prometheus, Grafana, vmalert, amtool.
 * Shape: https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml (postableAlerts).
 *
 * A list of alerts without a status: one whose `endsAt` has passed is resolved, one without (Go's zero time
 * means absent) fires for five minutes, as with Alertmanager's `resolve_timeout`. Prometheus reports what
 * fires every minute, with an `endsAt` four minutes ahead, and what has ended for a quarter of an hour.
 * Labels are the identity; an alert has Alertmanager's own fingerprint of them, so that it stays the same
 * one when a team moves from the webhook.
 */

import type { AlertEvent } from "../domain/alert.ts";
import { MS } from "../domain/duration.ts";
import { readEach, titleOf } from "./alertmanager.ts";
import { ANNOTATION_LENGTH_MAX, boundedKey, LABEL_LENGTH_MAX } from "./bounded-text.ts";
import { readHttpUrl, readInstant, readTextMap } from "./inbound-fields.ts";
import { excerptOf, isObject, own, readJson, unparsedRequest } from "./inbound-json.ts";
import { overloadedReply } from "./json-reply.ts";
import { labelFingerprint } from "./label-fingerprint.ts";
import type { InboundRequest, ParsedRequest, Source } from "./source.ts";
import { readTruncatedList } from "./truncated-list.ts";

export const prometheusAlerts: Source = {
  kind: "prometheus",
  title: "Alertmanager's API, as Prometheus and Grafana post to it",
  parse,
  reply: () => ({ status: 200, headers: {}, body: "" }),
  overloaded: () => overloadedReply("overloaded, try again"),
};

/** What Alertmanager's own examples group by. */
export const GROUP_LABELS = ["alertname", "cluster", "service"] as const;
const RESOLVE_TIMEOUT_MS = 5 * MS.minute;

function parse(request: InboundRequest): ParsedRequest {
  const body = readJson(request);
  // Without it everything that has an end in any future fires: rather a page too many.
  const now = request.receivedAt ?? Number.NEGATIVE_INFINITY;
  if (!body.ok) {
    if (!request.truncated) return unparsedRequest(body.reason, body.text);
    return parseTruncated(body.text, body.reason, now);
  }
  if (!Array.isArray(body.value)) {
    return unparsedRequest("the body is not a list of alerts", body.value);
  }
  return { ...readEach(body.value, (alert) => readAlert(alert, now)), omittedAlerts: 0 };
}

function readAlert(
  alert: unknown,
  now: number,
): { readonly event: AlertEvent } | { readonly reason: string } {
  if (!isObject(alert)) return { reason: "the alert is not a JSON object" };
  const given = readTextMap(own(alert, "labels"), LABEL_LENGTH_MAX);
  if (given === undefined) return { reason: "the alert's labels are not a map of texts" };
  const labels = withoutEmpty(given);
  if (Object.keys(labels).length === 0) return { reason: "the alert has no labels" };
  const annotations = readTextMap(own(alert, "annotations"), ANNOTATION_LENGTH_MAX);
  if (annotations === undefined)
    return { reason: "the alert's annotations are not a map of texts" };
  const startsAt = readInstant(own(alert, "startsAt"));
  const endsAt = readInstant(own(alert, "endsAt"));
  const hasEnded = endsAt !== undefined && endsAt <= now;
  const sourceUrl = readHttpUrl(own(alert, "generatorURL"));
  const event: AlertEvent = {
    action: hasEnded ? "resolve" : "trigger",
    dedupKey: labelFingerprint(labels),
    groupKey: groupKeyOf(labels),
    title: titleOf(labels, annotations),
    labels,
    annotations,
    ...(startsAt === undefined ? {} : { startsAt }),
    ...(hasEnded ? { endsAt } : expiry(endsAt, now)),
    ...(sourceUrl === undefined ? {} : { sourceUrl }),
  };
  return { event };
}

/** A label without a value is no label. */
function withoutEmpty(labels: Record<string, string>): Record<string, string> {
  for (const [name, value] of Object.entries(labels)) if (value === "") delete labels[name];
  return labels;
}

/**
 * How long it fires without another report. In whole minutes, so that what is reported every minute says
 * the same thing each time.
 */
function expiry(endsAt: number | undefined, now: number): Pick<AlertEvent, "expiresAfterMs"> {
  const lastsMs = endsAt === undefined ? RESOLVE_TIMEOUT_MS : endsAt - now;
  if (!Number.isFinite(lastsMs)) return {};
  return { expiresAfterMs: Math.ceil(lastsMs / MS.minute) * MS.minute };
}

function groupKeyOf(labels: Readonly<Record<string, string>>): string {
  const grouped = GROUP_LABELS.filter((name) => Object.hasOwn(labels, name));
  return boundedKey(`api:${JSON.stringify(grouped.map((name) => [name, labels[name]]))}`);
}

/** The complete alerts at the beginning of a body that was cut. */
function parseTruncated(text: string, reason: string, now: number): ParsedRequest {
  const list = readTruncatedList(`{"alerts":${text}`, "alerts");
  if (list === undefined) return unparsedRequest(reason, text);
  const { events, unparsed } = readEach(list.items.map(parsedOrUndefined), (alert) =>
    readAlert(alert, now),
  );
  const cut = { reason, excerpt: excerptOf(text) };
  return { events, unparsed: [...unparsed, cut], omittedAlerts: 0 };
}

function parsedOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
