/**
 * PagerDuty's v3 webhooks: what people did to an incident that we forwarded.
 * Shape: https://developer.pagerduty.com/docs/webhooks/v3-overview; signatures:
 * https://developer.pagerduty.com/docs/verifying-webhook-signatures.
 */

import { createHmac, timingSafeEqual } from "node:crypto"; // Deterministic computation: integrations stay pure.
import { displayLine } from "./display-text.ts";
import { isObject, type JsonObject, own } from "./inbound-json.ts";
import { type ForwardedIncident, readDedupKey } from "./pagerduty-forward.ts";

const SIGNATURE = /^v1=([0-9a-f]{64})$/u;
/** While a secret is being replaced there are two. */
const SIGNATURES_MAX = 10;

/**
 * Whether one of the signatures is that of the body by one of the secrets: HMAC-SHA-256 in hexadecimal.
 * @param header of `X-PagerDuty-Signature`: `v1=…`, several separated by commas
 */
export function isSignedByPagerDuty(
  header: string,
  body: Uint8Array,
  secrets: readonly string[],
): boolean {
  const given = header
    .split(",", SIGNATURES_MAX)
    .flatMap((part) => SIGNATURE.exec(part.trim())?.[1] ?? [])
    .map((hex) => Buffer.from(hex, "hex"));
  return secrets.some((secret) => {
    const expected = createHmac("sha256", secret).update(body).digest();
    return given.some((signature) => timingSafeEqual(signature, expected));
  });
}

export interface PagerDutyDeed extends ForwardedIncident {
  readonly action: "acknowledge" | "resolve";
  /** The same for each try of the same event. */
  readonly eventId: string;
  readonly occurredAt: number;
  /** Who did it, by name. */
  readonly by: string;
}

const ACTIONS: ReadonlyMap<unknown, PagerDutyDeed["action"]> = new Map([
  ["incident.acknowledged", "acknowledge"],
  ["incident.resolved", "resolve"],
]);
const EVENT_ID = /^[\w-]{1,64}$/u;
const NAME_LENGTH_MAX = 100;

/**
 * What a person did there to an incident of ours; undefined of anything else. What PagerDuty did because
 * we said so, or by itself, is nobody's deed: taking it for one would send everything around in circles.
 */
export function readPagerDutyDeed(value: unknown): PagerDutyDeed | undefined {
  const event = member(value, "event");
  const agent = member(event, "agent");
  const action = ACTIONS.get(own(event, "event_type"));
  const forwarded = readDedupKey(text(member(event, "data"), "incident_key"));
  const eventId = text(event, "id");
  const occurredAt = Date.parse(text(event, "occurred_at"));
  const isPersons = text(agent, "type") === "user_reference";
  if (action === undefined || forwarded === undefined || !isPersons) return undefined;
  if (!EVENT_ID.test(eventId) || Number.isNaN(occurredAt)) return undefined;
  const by = displayLine(text(agent, "summary"), NAME_LENGTH_MAX) || "somebody";
  return { ...forwarded, action, eventId, occurredAt, by };
}

function member(value: unknown, name: string): JsonObject {
  const found = isObject(value) ? own(value, name) : undefined;
  return isObject(found) ? found : {};
}

function text(object: JsonObject, name: string): string {
  const value = own(object, name);
  return typeof value === "string" ? value : "";
}
