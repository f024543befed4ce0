/**
 * A webhook of one's own: a versioned JSON body, signed after https://www.standardwebhooks.com. Keys may
 * be added within a version; a change of meaning makes a new one.
 */

import type { Message, Notice } from "../domain/message.ts";
import { boundedText } from "./bounded-text.ts";
import type { Channel, ChannelSettings, OutboundRequest } from "./channel.ts";
import { headerToken } from "./display-text.ts";
import { checkHttpAddress } from "./http-address.ts";
import { readHttpUrl } from "./inbound-fields.ts";
import { interpretHttp } from "./interpret-response.ts";
import { messageText } from "./message-text.ts";
import { webhookHeaders } from "./standard-webhooks.ts";

export const webhook: Channel = {
  kind: "webhook",
  title: "Webhook",
  loud: false,
  checkAddress: checkHttpAddress,
  render,
  interpret: interpretHttp,
};

const BODY_VERSION = 1;
const TEXT_LENGTH_MAX = 1024;
const ITEMS_MAX = 20;

function render(message: Message, address: string, settings: ChannelSettings): OutboundRequest {
  const body = JSON.stringify(bodyOf(message));
  const id = headerToken(message.notificationId);
  const timestamp = Math.floor(message.now / 1000);
  return {
    transport: "http",
    method: "POST",
    url: address,
    headers: {
      "content-type": "application/json",
      ...webhookHeaders({ id, timestamp, body }, settings.webhookSecrets),
    },
    body,
  };
}

/** Data as it is, bounded and clean: the receiver decides how to show it. `summary` is ready to be shown. */
function bodyOf(message: Message): unknown {
  if (message.notice !== undefined) return noticeBody(message, message.notice);
  const acknowledgeUrl = readHttpUrl(message.acknowledgeUrl);
  return {
    type: `notification.${message.purpose}`,
    version: BODY_VERSION,
    timestamp: isoTime(message.now),
    data: {
      notificationId: message.notificationId,
      purpose: message.purpose,
      urgency: message.urgency,
      summary: messageText(message).headline,
      mayRepeat: message.mayRepeat,
      person: data(message.personName),
      role: data(message.role),
      reason: data(message.reason),
      next: data(message.next),
      incident: {
        number: data(message.incidentNumber),
        title: data(message.incidentTitle),
        severity: data(message.severity),
        severityName: data(message.severityName),
        status: data(message.status),
        openedAt: isoTime(message.openedAt),
        firingAlerts: message.firingAlerts,
        alerts: message.alertTitles.slice(0, ITEMS_MAX).map(data),
        actions: message.actions
          .slice(0, ITEMS_MAX)
          .map(({ text, line }) => ({ text: data(text), line })),
        url: readHttpUrl(message.incidentUrl) ?? null,
      },
      acknowledgeUrl: acknowledgeUrl ?? null,
    },
  };
}

function noticeBody(message: Message, { kind, text }: Notice): unknown {
  const seenUrl = readHttpUrl(message.acknowledgeUrl);
  return {
    type: `notice.${kind}`,
    version: BODY_VERSION,
    timestamp: isoTime(message.now),
    data: {
      notificationId: message.notificationId,
      summary: messageText(message).headline,
      person: data(message.personName),
      text: data(text),
      ...(seenUrl === undefined ? {} : { acknowledgeUrl: seenUrl }),
    },
  };
}

function data(text: string): string {
  return boundedText(text, TEXT_LENGTH_MAX);
}

function isoTime(at: number): string | null {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
