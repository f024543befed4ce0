/** Signatures of https://www.standardwebhooks.com: HMAC-SHA-256 over id, timestamp and body. */

import { createHmac } from "node:crypto"; // Deterministic computation: integrations stay pure.

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

function signatureOf({ id, timestamp, body }: SignedContent, secret: string): string {
  const key = Buffer.from(
    secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret,
    "base64",
  );
  const digest = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return `v1,${digest}`;
}
