/**
 * What Twilio posts to us: https://www.twilio.com/docs/usage/webhooks. Each is a form, signed with the
 * account's auth token over the address it was posted to and all of its fields.
 */

import { createHmac, timingSafeEqual } from "node:crypto"; // Deterministic computation: integrations stay pure.
import type { DeliveryStatus, StatusReport } from "../domain/delivery-status.ts";

export interface TwilioRequest {
  /** As it was given to Twilio, with its query. */
  readonly url: string;
  readonly fields: URLSearchParams;
  /** `X-Twilio-Signature` */
  readonly signature: string | undefined;
}

/**
 * Whether the account's owner or Twilio made this request: base64 of HMAC-SHA-1 over the URL and the
 * fields in the order of their names. Twilio signs the URL with its port in some products and without it
 * in others, so both are tried: https://www.twilio.com/docs/usage/security#validating-requests
 */
export function isSignedByTwilio(
  { url, fields, signature }: TwilioRequest,
  authToken: string,
): boolean {
  const given = Buffer.from(signature ?? "");
  const content = signedContent(fields);
  let signed = false;
  for (const variant of withAndWithoutPort(url)) {
    const expected = Buffer.from(
      createHmac("sha1", authToken)
        .update(variant + content)
        .digest("base64"),
    );
    if (given.length === expected.length && timingSafeEqual(given, expected)) signed = true;
  }
  return signed;
}

function signedContent(fields: URLSearchParams): string {
  const names = [...new Set(fields.keys())].sort();
  return names
    .map((name) => {
      const values = [...new Set(fields.getAll(name))].sort();
      return values.map((value) => name + value).join("");
    })
    .join("");
}

function withAndWithoutPort(text: string): readonly string[] {
  const url = URL.parse(text);
  if (url === null) return [];
  const rest = url.pathname + url.search;
  const port = url.port === "" ? (url.protocol === "https:" ? "443" : "80") : url.port;
  return [
    `${url.protocol}//${url.hostname}${rest}`,
    `${url.protocol}//${url.hostname}:${port}${rest}`,
  ];
}

const STATUSES: Readonly<Record<string, DeliveryStatus>> = {
  accepted: "queued",
  scheduled: "queued",
  queued: "queued",
  initiated: "queued",
  sending: "queued",
  sent: "sent",
  // Of some recipients, and a page has one: it says neither that it came nor that it did not.
  partially_delivered: "sent",
  ringing: "ringing",
  "in-progress": "answered",
  answered: "answered",
  delivered: "delivered",
  read: "delivered",
  completed: "completed",
  undelivered: "undelivered",
  failed: "failed",
  busy: "busy",
  "no-answer": "no-answer",
  canceled: "canceled",
};

/** SIP's "temporarily unavailable": a phone that is switched off, which Twilio reports as failed. */
const SIP_UNAVAILABLE = "480";

/** A report on a message or a call; undefined where it says nothing we know. */
export function readTwilioStatus(
  fields: URLSearchParams,
): (StatusReport & { readonly detail: string }) | undefined {
  const written = fields.get("MessageStatus") ?? fields.get("CallStatus") ?? "";
  const known = Object.hasOwn(STATUSES, written) ? STATUSES[written] : undefined;
  if (known === undefined) return undefined;
  const isOff = known === "failed" && fields.get("SipResponseCode") === SIP_UNAVAILABLE;
  const sequence = fields.get("SequenceNumber") ?? "";
  const code = fields.get("ErrorCode") ?? "";
  return {
    status: isOff ? "no-answer" : known,
    sequence: /^\d{1,9}$/u.test(sequence) ? Number(sequence) : null,
    detail: /^\d{1,6}$/u.test(code) && code !== "0" ? `Twilio error ${code}` : "Twilio",
  };
}
