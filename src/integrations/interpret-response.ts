/** What a provider's answer means: delivered, worth another try, or refused for good, with a reason from the closed list. */

import type { DeliveryOutcome, FailureReason } from "../domain/notification.ts";
import type { OutboundResponse } from "./channel.ts";
import { displayLine } from "./display-text.ts";

type Answered = Extract<OutboundResponse, { kind: "answered" }>;
type Unanswered = Exclude<OutboundResponse, Answered>;

const RETRY_AFTER_MS_MAX = 3_600_000;
const DETAIL_LENGTH_MAX = 200;

/**
 * An HTTP answer. The detail is the status alone: a body could carry what an internal service told us,
 * or our own secret back.
 */
export function interpretHttp(response: OutboundResponse): DeliveryOutcome {
  if (response.kind !== "answered") return interpretUnanswered(response);
  const { status } = response;
  const detail = `HTTP ${status}`;
  if (status >= 200 && status <= 299) return { kind: "delivered" };
  if (status >= 500) return retry("provider-error", detail, retryAfterMs(response));
  switch (status) {
    case 401:
    case 403:
    case 407:
      return { kind: "rejected", reason: "authentication", detail };
    case 404:
    case 410:
      return { kind: "rejected", reason: "address-refused", detail };
    case 408:
      return retry("timeout", detail, retryAfterMs(response));
    case 425:
      return retry("provider-error", detail, retryAfterMs(response));
    case 429:
      return retry("rate-limited", detail, retryAfterMs(response));
    default:
      // Among them every redirect: following one would hand the page to whoever answers there.
      return { kind: "rejected", reason: "payload-refused", detail };
  }
}

/**
 * The same of a provider that is posted to at one address for all people: where that is not found, or
 * gone, the provider is set up wrongly, and nothing is known of the number called.
 */
export function interpretPhone(response: OutboundResponse): DeliveryOutcome {
  const outcome = interpretHttp(response);
  return outcome.kind === "rejected" && outcome.reason === "address-refused"
    ? { ...outcome, reason: "not-configured" }
    : outcome;
}

/**
 * The last reply of an SMTP server (RFC 5321, 4.2): 4xx is worth another try, greylisting included; 5xx
 * is for good.
 */
export function interpretMail(response: OutboundResponse): DeliveryOutcome {
  if (response.kind !== "answered") return interpretUnanswered(response);
  const { status } = response;
  const detail = displayLine(`SMTP ${status} ${response.body}`, DETAIL_LENGTH_MAX);
  if (status >= 200 && status <= 299) return deliveredMail(response);
  if (status >= 400 && status <= 499) {
    // 454 and 4.7.x of AUTH are temporary as well: a second try may find the directory awake.
    return retry(status === 452 ? "rate-limited" : "provider-error", detail);
  }
  if (status === 530 || status === 534 || status === 535 || status === 538) {
    return { kind: "rejected", reason: "authentication", detail };
  }
  if (status === 550 || status === 551 || status === 553 || status === 556) {
    return { kind: "rejected", reason: "address-refused", detail };
  }
  return { kind: "rejected", reason: "payload-refused", detail };
}

/** Servers name their queue's id in the reply: "250 2.0.0 Ok: queued as 4XyZ". */
function deliveredMail(response: Answered): DeliveryOutcome {
  const queueId = /\bqueued as ([\w.-]{1,64})/iu.exec(response.body)?.[1];
  return queueId === undefined
    ? { kind: "delivered" }
    : { kind: "delivered", providerReference: queueId };
}

function interpretUnanswered(response: Unanswered): DeliveryOutcome {
  switch (response.kind) {
    case "timeout":
      return retry("timeout", "no answer in time");
    case "unreachable":
      return retry("unreachable", displayLine(response.detail, DETAIL_LENGTH_MAX));
    case "blocked-address":
    case "not-configured":
      return {
        kind: "rejected",
        reason: response.kind,
        detail: displayLine(response.detail, DETAIL_LENGTH_MAX),
      };
  }
}

function retry(
  reason: FailureReason,
  detail: string,
  retryAfterMs?: number | undefined,
): DeliveryOutcome {
  return { kind: "retry", reason, detail, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

/** `Retry-After` in seconds, or as a date against the answer's own `Date`; at most an hour. */
function retryAfterMs(response: Answered): number | undefined {
  const value = response.headers["retry-after"]?.trim() ?? "";
  const delayMs = /^\d{1,9}$/u.test(value)
    ? Number(value) * 1000
    : Date.parse(value) - Date.parse(response.headers["date"] ?? "");
  return Number.isNaN(delayMs) || delayMs < 0 ? undefined : Math.min(delayMs, RETRY_AFTER_MS_MAX);
}
