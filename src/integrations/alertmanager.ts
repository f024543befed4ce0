/**
 * Alertmanager's webhook, version 4, which Grafana's alerting also speaks with more keys.
 * Shape: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
 *
 * A group that is "firing" may carry resolved members, so each alert is read by its own status and
 * identified by its own fingerprint. A firing alert's `endsAt` is Go's zero time. Keys we do not know
 * are ignored: since 0.32 the body may be a template of the user's. An alert that cannot be read goes
 * to *unparsed*, where it pages; the others go on.
 */

import { createHash } from "node:crypto"; // A hash is deterministic computation: integrations stay pure.
import type { AlertEvent } from "../domain/alert.ts";
import { GRAFANA_VALUE_STRING, GRAFANA_VALUES } from "../domain/measured-value.ts";
import {
  ANNOTATION_LENGTH_MAX,
  addEntry,
  boundedKey,
  boundedTitle,
  LABEL_LENGTH_MAX,
} from "./bounded-text.ts";
import { readHttpUrl, readInstant, readTextMap } from "./inbound-fields.ts";
import {
  excerptOf,
  isObject,
  type JsonObject,
  jsonText,
  own,
  ownKey,
  ownText,
  readJson,
  unparsedRequest,
} from "./inbound-json.ts";
import { jsonReply, overloadedReply } from "./json-reply.ts";
import type { InboundRequest, ParsedRequest, Source } from "./source.ts";
import { readTruncatedList } from "./truncated-list.ts";

export const alertmanager: Source = {
  kind: "alertmanager",
  title: "Alertmanager webhook",
  parse: (request) => parseAlertGroup(request),
  // Alertmanager reads the status only.
  reply: () => jsonReply(200, { status: "success" }),
  overloaded: () => overloadedReply({ status: "error", error: "overloaded, try again" }),
};

/** What the group says for its alerts. */
interface Group {
  readonly status: unknown;
  readonly key: string | undefined;
}

/** A body has room for a million broken alerts; the receipt has them all. */
const UNPARSED_MAX = 100;

/** What a sender that speaks this shape with more keys makes of an alert that could be read. */
type Describe = (event: AlertEvent, alert: JsonObject) => AlertEvent;

type ReadAlert = { readonly event: AlertEvent } | { readonly reason: string };

/** Reads a group of alerts. Never throws. */
export function parseAlertGroup(
  request: InboundRequest,
  describe: Describe = (event) => event,
): ParsedRequest {
  const body = readJson(request);
  if (!body.ok) {
    return request.truncated
      ? parseTruncated(body.text, body.reason, describe)
      : unparsedRequest(body.reason, body.text);
  }
  if (!isObject(body.value)) return unparsedRequest("the body is not a JSON object", body.value);
  const alerts = own(body.value, "alerts");
  if (!Array.isArray(alerts)) return unparsedRequest('there is no list "alerts"', body.value);
  const group = { status: own(body.value, "status"), key: ownText(body.value, "groupKey") };
  return {
    ...readAlerts(alerts, group, describe),
    omittedAlerts: countOf(own(body.value, "truncatedAlerts")),
  };
}

function readAlerts(
  alerts: readonly unknown[],
  group: Group,
  describe: Describe,
): Pick<ParsedRequest, "events" | "unparsed"> {
  return readEach(alerts, (alert) => {
    const read = readAlert(alert, group);
    return "event" in read && isObject(alert) ? { event: describe(read.event, alert) } : read;
  });
}

/** Reads each alert of a list; what cannot be read does not keep the others from being. */
export function readEach(
  alerts: readonly unknown[],
  readOne: (alert: unknown) => ReadAlert,
): Pick<ParsedRequest, "events" | "unparsed"> {
  const events: AlertEvent[] = [];
  const unparsed: { reason: string; excerpt: string }[] = [];
  const more: unknown[] = [];
  for (const alert of alerts) {
    const read = readOne(alert);
    if ("event" in read) events.push(read.event);
    else if (unparsed.length === UNPARSED_MAX) more.push(alert);
    else unparsed.push({ reason: read.reason, excerpt: excerptOf(alert) });
  }
  if (more.length > 0) unparsed.push(andMore(more));
  return { events, unparsed };
}

function andMore(alerts: readonly unknown[]): { reason: string; excerpt: string } {
  return {
    reason: "more alerts of the same request cannot be read",
    excerpt: excerptOf(`${alerts.length} more, of which the first is ${excerptOf(alerts[0])}`),
  };
}

function readAlert(alert: unknown, group: Group): ReadAlert {
  if (!isObject(alert)) return { reason: "the alert is not a JSON object" };
  const action = actionOf(own(alert, "status") ?? group.status);
  if (action === undefined) return { reason: "the alert's status is neither firing nor resolved" };
  const labels = readTextMap(own(alert, "labels"), LABEL_LENGTH_MAX);
  if (labels === undefined) return { reason: "the alert's labels are not a map of texts" };
  const annotations = readTextMap(own(alert, "annotations"), ANNOTATION_LENGTH_MAX);
  if (annotations === undefined)
    return { reason: "the alert's annotations are not a map of texts" };
  addMeasured(annotations, alert);
  const dedupKey = dedupKeyOf(alert);
  if (dedupKey === undefined) return { reason: "the alert has neither fingerprint nor labels" };

  const startsAt = readInstant(own(alert, "startsAt"));
  const endsAt = action === "resolve" ? readInstant(own(alert, "endsAt")) : undefined;
  const sourceUrl = readHttpUrl(own(alert, "generatorURL"));
  return {
    event: {
      action,
      dedupKey,
      groupKey: group.key === undefined ? dedupKey : boundedKey(group.key),
      title: titleOf(labels, annotations),
      labels,
      annotations,
      ...(startsAt === undefined ? {} : { startsAt }),
      ...(endsAt === undefined ? {} : { endsAt }),
      ...(sourceUrl === undefined ? {} : { sourceUrl }),
    },
  };
}

/**
 * What Grafana measured stands beside the annotations in its webhooks, and among them in what it sends to
 * an Alertmanager: we keep it under the names it has there.
 */
function addMeasured(annotations: Record<string, string>, alert: JsonObject): void {
  const values = own(alert, "values");
  if (isObject(values) && !Object.hasOwn(annotations, GRAFANA_VALUES)) {
    addEntry(annotations, GRAFANA_VALUES, jsonText(values), ANNOTATION_LENGTH_MAX);
  }
  const written = ownText(alert, "valueString");
  if (written !== undefined && !Object.hasOwn(annotations, GRAFANA_VALUE_STRING)) {
    addEntry(annotations, GRAFANA_VALUE_STRING, written, ANNOTATION_LENGTH_MAX);
  }
}

/** A status that is missing everywhere means firing: rather a page too many than one too few. */
function actionOf(status: unknown): AlertEvent["action"] | undefined {
  if (status === "firing" || status === undefined) return "trigger";
  return status === "resolved" ? "resolve" : undefined;
}

/** The sender's fingerprint; where a template left it out, a hash of the labels, which are the identity. */
function dedupKeyOf(alert: JsonObject): string | undefined {
  const fingerprint = ownKey(alert, "fingerprint");
  if (fingerprint !== undefined) return boundedKey(fingerprint);
  const labels = own(alert, "labels");
  if (!isObject(labels)) return undefined;
  const names = Object.keys(labels).sort();
  if (names.length === 0) return undefined;
  const identity = JSON.stringify(names.map((name) => [name, labels[name]]));
  return `labels:${createHash("sha256").update(identity).digest("hex")}`;
}

const TITLE_LABELS_MAX = 3;
/** Labels that say what is broken, the most telling first. */
const TELLING_LABELS = [
  "service",
  "job",
  "namespace",
  "cluster",
  "instance",
  "pod",
  "host",
  "node",
  "device",
];

/** What people are to read first: the summary, else the name and what tells it from others. */
export function titleOf(
  labels: Readonly<Record<string, string>>,
  annotations: Readonly<Record<string, string>>,
): string {
  const summary = annotations["summary"]?.trim();
  if (summary !== undefined && summary !== "") return boundedTitle(summary);
  const others = Object.keys(labels).filter((name) => name !== "alertname" && name !== "severity");
  const telling = TELLING_LABELS.filter((name) => labels[name] !== undefined);
  const shown = [...new Set([...telling, ...others])].slice(0, TITLE_LABELS_MAX);
  const where = shown.map((name) => `${name}=${labels[name]}`).join(", ");
  const name = labels["alertname"] || "Alert without a name";
  return boundedTitle(where === "" ? name : `${name} (${where})`);
}

function countOf(value: unknown): number {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : 0;
}

/**
 * The complete alerts at the beginning of a body that was cut. The group key stands after them in
 * Alertmanager's order and is lost, so they share one of their own for each receiver: one incident
 * beside the page for the cut body, not one for each alert.
 */
function parseTruncated(text: string, reason: string, describe: Describe): ParsedRequest {
  const list = readTruncatedList(text, "alerts");
  const head = list === undefined ? undefined : parsedOrUndefined(list.head);
  if (list === undefined || !isObject(head)) return unparsedRequest(reason, text);
  const receiver = ownText(head, "receiver") ?? "";
  const group = {
    status: own(head, "status"),
    key: ownText(head, "groupKey") ?? `truncated:${receiver}`,
  };
  const alerts = list.items.map(parsedOrUndefined);
  const { events, unparsed } = readAlerts(alerts, group, describe);
  return {
    events,
    unparsed: [...unparsed, { reason, excerpt: excerptOf(text) }],
    omittedAlerts: 0,
  };
}

function parsedOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
