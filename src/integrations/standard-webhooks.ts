/** Signatures of https://www.standardwebhooks.com: HMAC-SHA-256 over id, timestamp and body. */

import { createHmac, timingSafeEqual } from "node:crypto"; // Deterministic computation: integrations stay pure.

const PREFIX = "whsec_";

export interface SignedContent {
  /** The same for each try: receivers deduplicate on it. */
  readonly id: string;
  /** Whole seconds since the epoch. */
  readonly timestamp: number;
  readonly body: string;
}

/**
 * The headers of a signed webhook. While a secret is being replaced both sign, separated by a space, so
 * that a receiver may know either; without a secret the message goes out unsigned.
 */
export function webhookHeaders(
  content: SignedContent,
  secrets: readonly string[],
): Record<string, string> {
  const headers: Record<string, string> = {
    "webhook-id": content.id,
    "webhook-timestamp": String(content.timestamp),
  };
  if (secrets.length > 0) {
    headers["webhook-signature"] = secrets.map((secret) => signatureOf(content, secret)).join(" ");
  }
  return headers;
}

/** Older or newer is not believed: somebody may have kept it. The specification leaves the figure open. */
const TIMESTAMP_OFF_SECONDS_MAX = 5 * 60;
/** A rotation has two; more are not looked at. */
const SIGNATURES_MAX = 4;

export interface SignedRequest {
  readonly id: string | undefined;
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
  readonly body: string;
}

/** Whether a request that came in was signed with one of our secrets a moment ago. @param now epoch milliseconds */
export function isSignedWebhook(
  { id, timestamp, signature, body }: SignedRequest,
  secrets: readonly string[],
  now: number,
): boolean {
  if (id === undefined || signature === undefined) return false;
  if (timestamp === undefined || !/^\d{1,12}$/u.test(timestamp)) return false;
  const seconds = Number(timestamp);
  if (Math.abs(now / 1000 - seconds) > TIMESTAMP_OFF_SECONDS_MAX) return false;
  let signed = false;
  for (const given of signature
    .split(" ")
    .slice(0, SIGNATURES_MAX)
    .map((one) => Buffer.from(one))) {
    for (const secret of secrets) {
      const expected = Buffer.from(signatureOf({ id, timestamp: seconds, body }, secret));
      if (given.length === expected.length && timingSafeEqual(given, expected)) signed = true;
    }
  }
  return signed;
}

function signatureOf({ id, timestamp, body }: SignedContent, secret: string): string {
  const key = Buffer.from(
    secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret,
    "base64",
  );
  const digest = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return `v1,${digest}`;
}
