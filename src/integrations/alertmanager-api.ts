/**
 * What an Alertmanager's API v2 answers: alerts, groups, receivers, its status. amtool and Grafana read it.
 * Shape: https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml
 */

import type { Alert } from "../domain/alert.ts";
import { compilePattern } from "../domain/label-pattern.ts";
import { compileMatchers, type Labels, type Matcher, parseMatchers } from "../domain/matcher.ts";
import { jsonReply } from "./json-reply.ts";
import { labelFingerprint } from "./label-fingerprint.ts";
import { GROUP_LABELS } from "./prometheus-alerts.ts";
import type { InboundReply } from "./source.ts";

/** The one receiver: whom alerts go to is for the playbook to say. */
const RECEIVER = { name: "tocsin" };
/** Of an alert that is to be believed for ever, and has to have an end here. */
const OPEN_END_MS = 5 * 60_000;
/** The API follows this release. amtool warns when it is another than its own. */
const API_VERSION = "0.25.0";

/** An alert that fires, with what matches it. */
export interface FiringAlert {
  readonly alert: Alert;
  readonly silencedBy: readonly string[];
  readonly inhibitedBy: Alert | undefined;
}

interface AlertStatus {
  readonly inhibitedBy: readonly string[];
  readonly silencedBy: readonly string[];
  readonly state: "active" | "suppressed";
}

interface GettableAlert {
  readonly fingerprint: string;
  readonly status: AlertStatus;
  readonly labels: Labels;
}

export interface AlertFilter {
  /** Of `filter`, for whoever need not read what they do not hold for. */
  readonly matchers: readonly Matcher[];
  readonly isWanted: (alert: GettableAlert) => boolean;
}

/** A refusal has the form of the API's own: a text. */
export function textReply(status: number, text: string): InboundReply {
  return jsonReply(status, text);
}

/** `active`, `silenced`, `inhibited`, `receiver` and `filter` of a query, or why they are none. */
export function readAlertFilter(
  query: Readonly<Record<string, readonly string[]>>,
): AlertFilter | InboundReply {
  const wants = (name: string): boolean => readFlag(query[name]?.[0]);
  const [active, silenced, inhibited] = ["active", "silenced", "inhibited"].map(wants);
  const receiver = compilePattern(query["receiver"]?.[0] ?? ".*");
  if (receiver.kind === "invalid") {
    return textReply(400, `failed to parse receiver param: ${receiver.message}`);
  }
  const filters = readFilters(query["filter"] ?? []);
  if ("status" in filters) return filters;
  const matches = compileMatchers(filters.matchers);
  const isReceived = receiver.matches(RECEIVER.name);
  const isWanted = ({ status, labels }: GettableAlert): boolean =>
    isReceived &&
    (active === true || status.state !== "active") &&
    (silenced === true || status.silencedBy.length === 0) &&
    (inhibited === true || status.inhibitedBy.length === 0) &&
    matches(labels);
  return { matchers: filters.matchers, isWanted };
}

/** Every `filter` of a query. */
export function readFilters(
  filters: readonly string[],
): Extract<ReturnType<typeof parseMatchers>, { kind: "matchers" }> | InboundReply {
  const all = [];
  for (const filter of filters) {
    const parsed = parseMatchers(filter);
    if (parsed.kind === "invalid") {
      return textReply(400, `bad matcher format: ${filter.slice(0, 200)}: ${parsed.message}`);
    }
    all.push(...parsed.matchers);
  }
  return { kind: "matchers", matchers: all };
}

/** As go-openapi reads a boolean; true when it is left out. */
function readFlag(text: string | undefined): boolean {
  const yes = ["1", "true", "yes", "ok", "y", "on", "selected", "checked", "t", "enabled"];
  return text === undefined || yes.includes(text.toLowerCase());
}

/** In the order of fingerprints. */
export function presentAlerts(
  firing: readonly FiringAlert[],
  { isWanted }: AlertFilter,
  now: number,
): readonly GettableAlert[] {
  return firing
    .map((one) => presentAlert(one, now))
    .filter(isWanted)
    .sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
}

function presentAlert({ alert, silencedBy, inhibitedBy }: FiringAlert, now: number): GettableAlert {
  const isActive = silencedBy.length === 0 && inhibitedBy === undefined;
  const endsAt = alert.lastReceivedAt + (alert.expiresAfterMs ?? OPEN_END_MS);
  const { annotations, labels, sourceUrl } = alert;
  const presented = {
    annotations,
    // What has not been heard of for long has not ended for that.
    endsAt: isoOf(Math.max(endsAt, now + 1000)),
    fingerprint: labelFingerprint(labels),
    receivers: [RECEIVER],
    startsAt: isoOf(alert.startsAt),
    status: {
      inhibitedBy: inhibitedBy === undefined ? [] : [labelFingerprint(inhibitedBy.labels)],
      silencedBy: silencedBy.toSorted(),
      state: isActive ? ("active" as const) : ("suppressed" as const),
    },
    updatedAt: isoOf(alert.lastReceivedAt),
    ...(sourceUrl === null ? {} : { generatorURL: sourceUrl }),
    labels,
  };
  return presented;
}

/** Alerts by the labels that Alertmanager's own examples group by. */
export function presentGroups(alerts: readonly GettableAlert[]): readonly object[] {
  const groups = Map.groupBy(alerts, ({ labels }) => JSON.stringify(groupLabels(labels)));
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([labels, grouped]) => ({
      alerts: grouped,
      labels: JSON.parse(labels) as Labels,
      receiver: RECEIVER,
    }));
}

function groupLabels(labels: Labels): Labels {
  const present = GROUP_LABELS.filter((name) => Object.hasOwn(labels, name));
  return Object.fromEntries(present.map((name) => [name, labels[name] ?? ""]));
}

export function receiversReply(): InboundReply {
  return jsonReply(200, [RECEIVER]);
}

/** @param upSince epoch milliseconds */
export function statusReply(upSince: number): InboundReply {
  const original = [
    "route:",
    `  receiver: ${RECEIVER.name}`,
    `  group_by: [${GROUP_LABELS.join(", ")}]`,
    "receivers:",
    `- name: ${RECEIVER.name}`,
    "",
  ].join("\n");
  return jsonReply(200, {
    cluster: { peers: [], status: "disabled" },
    config: { original },
    uptime: isoOf(upSince),
    versionInfo: {
      branch: "tocsin",
      buildDate: "",
      buildUser: "",
      goVersion: "",
      revision: "tocsin",
      version: API_VERSION,
    },
  });
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}
