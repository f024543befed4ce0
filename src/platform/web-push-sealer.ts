/**
 * Web push as HTTP: sealed for one browser (RFC 8291, aes128gcm) and signed with the installation's key
 * (VAPID, RFC 8292). Each message takes a fresh salt and a fresh key, and the time that the push service
 * goes by, which is the machine's; docs/decisions/web-push.md says why this is not done in rendering.
 */

import webPush from "web-push";
import type { HttpRequest } from "./http-client.ts";

export interface VapidKeys {
  /** An uncompressed point of P-256; browsers are given it when they subscribe. base64url, as the other. */
  readonly publicKey: string;
  readonly privateKey: string;
}

export interface UnsealedPush {
  readonly subscription: {
    readonly endpoint: string;
    readonly p256dh: string;
    readonly auth: string;
  };
  readonly payload: string;
  readonly ttlSeconds: number;
  readonly urgency: "high" | "normal";
  readonly topic: string;
}

/** New keys. An installation keeps them: subscriptions made with others cannot be sent to. */
export function makeVapidKeys(): VapidKeys {
  return webPush.generateVAPIDKeys();
}

/**
 * Whom push services write to about our messages: the installation's address where it is public, else the
 * sender of its mail. Apple answers 403 `BadJwtToken` to a subject on this machine, or with a display name.
 * @returns undefined when neither will do
 */
export function vapidSubject(settings: {
  readonly publicUrl: string;
  readonly mailFrom: string;
}): string | undefined {
  const url = URL.parse(settings.publicUrl);
  if (url?.protocol === "https:" && isPublicName(url.hostname)) return url.origin;
  const address = /([^\s<>@]+@([^\s<>@]+))>?\s*$/u.exec(settings.mailFrom);
  return isPublicName(address?.[2] ?? "") ? `mailto:${address?.[1]}` : undefined;
}

function isPublicName(hostname: string): boolean {
  return /^[\w-]+(?:\.[\w-]+)*\.[a-z][\w-]+$/iu.test(hostname) && !hostname.endsWith(".localhost");
}

/** A message as it is sent. @throws Error when the subscription's keys cannot be used */
export function sealPush(
  message: UnsealedPush,
  vapid: VapidKeys & { readonly subject: string },
): HttpRequest {
  const { endpoint, p256dh, auth } = message.subscription;
  const details = webPush.generateRequestDetails(
    { endpoint, keys: { p256dh, auth } },
    message.payload,
    {
      vapidDetails: vapid,
      contentEncoding: "aes128gcm",
      TTL: message.ttlSeconds,
      urgency: message.urgency,
      topic: message.topic,
    },
  );
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(details.headers)) {
    // The client counts for itself.
    if (name !== "Content-Length") headers[name.toLowerCase()] = String(value);
  }
  return { method: "POST", url: details.endpoint, headers, body: details.body };
}
