import { createHmac } from "node:crypto";

/** Keeps these secrets apart from whatever else is made with the same key. */
const DOMAIN = "tocsin-subscription-v1";

/**
 * The Standard Webhooks secret that signs a subscription's events, made of the installation's key: it is
 * shown once to whoever subscribes, and stored nowhere.
 */
export function subscriptionSecret(subscriptionId: string, key: Uint8Array): string {
  const digest = createHmac("sha256", key).update(`${DOMAIN}\n${subscriptionId}`).digest("base64");
  return `whsec_${digest}`;
}
