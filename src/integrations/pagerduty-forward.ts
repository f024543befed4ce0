/**
 * Incidents of ours in PagerDuty, for teams that keep it: Events API v2, `POST /v2/enqueue`
 * (https://developer.pagerduty.com/docs/events-api-v2-overview). What people do there comes back in
 * `pagerduty-webhooks.ts`.
 */

import type { LifecycleEvent, LifecycleEventName } from "../domain/lifecycle.ts";
import type { OutboundRequest } from "./channel.ts";
import { displayLine } from "./display-text.ts";
import { interpretHttp } from "./interpret-response.ts";
import type { EventDelivery, Subscriber, SubscriberSettings } from "./subscriber.ts";

export const pagerdutyForward: Subscriber = {
  checkAddress: (address) => (address === "" ? undefined : "must be empty"),
  render,
  interpret: interpretHttp,
};

const API = "https://events.pagerduty.com";
const ROUTING_KEY = /^[A-Za-z0-9]{32}$/u;
const SUMMARY_LENGTH_MAX = 1024;

/** What PagerDuty is told, and by which of our events. */
const ACTIONS = {
  "incident.opened": "trigger",
  "incident.reopened": "trigger",
  "incident.acknowledged": "acknowledge",
  "incident.resolved": "resolve",
} as const satisfies Partial<Record<LifecycleEventName, string>>;
export const FORWARDED_EVENTS = Object.keys(ACTIONS) as (keyof typeof ACTIONS)[];

/** A reason why this is no routing key, or undefined. */
export function checkRoutingKey(key: string): string | undefined {
  return ROUTING_KEY.test(key)
    ? undefined
    : "is not the 32 letters and digits that an Events API v2 integration of PagerDuty has";
}

function render(
  { event, subscriptionId, secret, incidentUrl }: EventDelivery,
  { pagerdutyApiUrl = API }: SubscriberSettings,
): OutboundRequest | undefined {
  const action = Object.entries(ACTIONS).find(([name]) => name === event.name)?.[1];
  if (action === undefined) return undefined;
  return {
    transport: "http",
    method: "POST",
    url: `${pagerdutyApiUrl}/v2/enqueue`,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      routing_key: secret,
      event_action: action,
      dedup_key: dedupKey({ subscriptionId, incidentId: event.incident.id }),
      ...(action === "trigger" ? triggerOf(event, incidentUrl) : {}),
    }),
  };
}

/** PagerDuty's four severities, for the ranks of a playbook from the worst on. */
const SEVERITIES = ["critical", "error", "warning", "info"] as const;

function triggerOf({ incident, at }: LifecycleEvent, incidentUrl: string): object {
  const { number, title, severity, severityName, severityRank } = incident;
  return {
    payload: {
      summary: displayLine(`${severity} ${number} ${title}`, SUMMARY_LENGTH_MAX),
      source: "Tocsin",
      severity: SEVERITIES[Math.min(severityRank, SEVERITIES.length - 1)],
      timestamp: new Date(at).toISOString(),
      custom_details: { number, severity, severityName },
    },
    client: "Tocsin",
    client_url: incidentUrl,
    links: [{ href: incidentUrl, text: number }],
  };
}

/** Whose incident it is there: one of ours, forwarded by one subscription. */
export interface ForwardedIncident {
  readonly subscriptionId: string;
  readonly incidentId: string;
}

const DEDUP_KEY = /^tocsin\.(?<subscriptionId>[\w-]{1,64})\.(?<incidentId>[\w-]{1,64})$/u;

function dedupKey({ subscriptionId, incidentId }: ForwardedIncident): string {
  return `tocsin.${subscriptionId}.${incidentId}`;
}

/** What a dedup key of ours says; undefined of any other. */
export function readDedupKey(key: string): ForwardedIncident | undefined {
  const { subscriptionId, incidentId } = DEDUP_KEY.exec(key)?.groups ?? {};
  return subscriptionId === undefined || incidentId === undefined
    ? undefined
    : { subscriptionId, incidentId };
}
