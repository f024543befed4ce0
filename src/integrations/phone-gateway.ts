/**
 * SMS and calls by an HTTP gateway of one's own: one URL that is posted JSON, signed as our webhooks are
 * (https://www.standardwebhooks.com). The gateway answers 2xx with `{"id": "…"}` once it has taken the
 * message, and `{"refused": "address"}` with a 4xx where the number cannot be reached. It reports and
 * brings answers to the URLs under `callbacks`, signed with the same secret. docs/decisions/sms-and-voice.md
 * has the whole of it.
 */

import type { Message } from "../domain/message.ts";
import type { DeliveryOutcome } from "../domain/notification.ts";
import type {
  GatewaySettings,
  NamedProvider,
  OutboundRequest,
  OutboundResponse,
} from "./channel.ts";
import { headerToken } from "./display-text.ts";
import { interpretPhone } from "./interpret-response.ts";
import { smsText } from "./sms-text.ts";
import { spokenKeys, spokenMessage, spokenOf } from "./spoken-text.ts";
import { webhookHeaders } from "./standard-webhooks.ts";

const NAME = "HTTP gateway";

/** The gateway as a provider of SMS. */
export function phoneGatewaySms(gateway: GatewaySettings, callbackUrl: string): NamedProvider {
  return {
    name: NAME,
    render: (message, address) =>
      post(gateway, message, {
        kind: "sms",
        to: address,
        text: smsText(message).text,
        callbacks: {
          status: statusUrl(callbackUrl, message),
          reply: `${callbackUrl}/gateway/reply`,
        },
      }),
    interpret,
  };
}

/** The gateway as a provider of calls. */
export function phoneGatewayVoice(gateway: GatewaySettings, callbackUrl: string): NamedProvider {
  return {
    name: NAME,
    render: (message, address) => {
      const incident = spokenOf(message);
      return post(gateway, message, {
        kind: "voice",
        to: address,
        text: `${spokenMessage(incident)} ${spokenKeys(incident)}`,
        callbacks: {
          status: statusUrl(callbackUrl, message),
          key: `${callbackUrl}/gateway/key/${message.attempt.id}`,
        },
      });
    },
    interpret,
  };
}

function statusUrl(callbackUrl: string, message: Message): string {
  return `${callbackUrl}/gateway/status/${message.attempt.id}`;
}

function post(gateway: GatewaySettings, message: Message, content: object): OutboundRequest {
  // Each try is a message of its own: whether the one before it went out, the gateway cannot know.
  const id = headerToken(message.attempt.id);
  const body = JSON.stringify({ id, ...content });
  const timestamp = Math.floor(message.now / 1000);
  return {
    transport: "http",
    method: "POST",
    url: gateway.url,
    headers: {
      "content-type": "application/json",
      ...webhookHeaders({ id, timestamp, body }, gateway.secrets),
    },
    body,
  };
}

function interpret(response: OutboundResponse): DeliveryOutcome {
  const outcome = interpretPhone(response);
  if (response.kind !== "answered") return outcome;
  if (outcome.kind === "delivered") {
    const id = /"id"\s*:\s*"([\w.:-]{1,64})"/u.exec(response.body)?.[1];
    return id === undefined ? outcome : { ...outcome, providerReference: id };
  }
  return outcome.kind === "rejected" && /"refused"\s*:\s*"address"/u.test(response.body)
    ? { ...outcome, reason: "address-refused" }
    : outcome;
}
