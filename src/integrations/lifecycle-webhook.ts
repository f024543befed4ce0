/**
 * Lifecycle events for whoever has subscribed: a versioned JSON body, signed after
 * https://www.standardwebhooks.com. Keys may be added within a version; a change of meaning makes a new one.
 */

import { boundedText } from "./bounded-text.ts";
import type { OutboundRequest } from "./channel.ts";
import { headerToken } from "./display-text.ts";
import { checkHttpAddress } from "./http-address.ts";
import { interpretHttp } from "./interpret-response.ts";
import { webhookHeaders } from "./standard-webhooks.ts";
import type { EventDelivery, Subscriber } from "./subscriber.ts";

export const lifecycleWebhook: Subscriber = {
  checkAddress: checkHttpAddress,
  render,
  interpret: interpretHttp,
};

const BODY_VERSION = 1;
const TEXT_LENGTH_MAX = 1024;

function render(delivery: EventDelivery): OutboundRequest {
  const body = JSON.stringify(bodyOf(delivery));
  const content = {
    id: headerToken(delivery.id),
    timestamp: Math.floor(delivery.now / 1000),
    body,
  };
  return {
    transport: "http",
    method: "POST",
    url: delivery.address,
    headers: {
      "content-type": "application/json",
      ...webhookHeaders(content, [delivery.secret]),
    },
    body,
  };
}

function bodyOf({ event, incidentUrl }: EventDelivery): unknown {
  const { name, sequence, at, actor, detail, incident } = event;
  return {
    type: name,
    version: BODY_VERSION,
    timestamp: isoTime(at),
    data: {
      sequence,
      actor: {
        kind: actor.kind,
        name: actor.kind === "system" ? null : boundedText(actor.name, TEXT_LENGTH_MAX),
      },
      detail,
      incident: {
        id: incident.id,
        number: incident.number,
        title: boundedText(incident.title, TEXT_LENGTH_MAX),
        severity: incident.severity,
        severityName: incident.severityName,
        status: incident.status,
        mode: incident.mode ?? "real",
        team: incident.team,
        openedAt: isoTime(incident.openedAt),
        acknowledgedAt: isoTime(incident.acknowledgedAt),
        acknowledgedBy: incident.acknowledgedBy,
        resolvedAt: isoTime(incident.resolvedAt),
        closedAt: isoTime(incident.closedAt),
        url: incidentUrl,
      },
    },
  };
}

function isoTime(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
