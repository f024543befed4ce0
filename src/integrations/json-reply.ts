import type { InboundReply } from "./source.ts";

/** A reply with a JSON body. */
export function jsonReply(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): InboundReply {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  };
}

/**
 * "Try again": 503, because Alertmanager gives up a flush on every 4xx, 429 included, and an alert that
 * resolves meanwhile never arrives (prometheus/alertmanager, notify/util.go).
 */
export function overloadedReply(body: unknown): InboundReply {
  return jsonReply(503, body, { "retry-after": "1" });
}
