import { readFileSync } from "node:fs";
import type { InboundRequest } from "../../src/integrations/source.ts";

/** What real senders sent: recorded from Alertmanager 0.25, with our own alerts in it. */
export type InboundFixture =
  | "alertmanager-firing"
  | "alertmanager-partly-resolved"
  | "alertmanager-pagerduty-trigger"
  | "alertmanager-pagerduty-resolve"
  | "alertmanager-opsgenie-create"
  | "alertmanager-opsgenie-close";

export function inboundFixture(name: InboundFixture): Uint8Array {
  return readFileSync(new URL(`../fixtures/inbound/${name}.json`, import.meta.url));
}

/** A request as the HTTP layer hands it on; anything but bytes and text is written as JSON. */
export function inboundRequest(body: unknown, truncated = false, target?: string): InboundRequest {
  const given = target === undefined ? {} : { target };
  return { contentType: "application/json", body: bytesOf(body), truncated, ...given };
}

function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body));
}
