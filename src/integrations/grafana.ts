/**
 * Grafana alerting's webhook: Alertmanager's shape with more in it, by POST or PUT.
 * Shape: https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/
 *
 * Grafana tries no notification twice, whatever is answered. A rule without data, or with an error, comes
 * as another alert whose `rulename` says which rule it is.
 */

import { createHmac, timingSafeEqual } from "node:crypto"; // A hash is deterministic computation: integrations stay pure.
import type { AlertEvent } from "../domain/alert.ts";
import { parseAlertGroup } from "./alertmanager.ts";
import { ANNOTATION_LENGTH_MAX, boundedMap, boundedTitle } from "./bounded-text.ts";
import { readHttpUrl } from "./inbound-fields.ts";
import { type JsonObject, own, ownText } from "./inbound-json.ts";
import { jsonReply, overloadedReply } from "./json-reply.ts";
import type { Signature, SignedRequest, Source } from "./source.ts";

/** Grafana's documentation names the first, its code the second. */
const SIGNATURE_HEADERS = ["x-grafana-alerting-signature", "x-grafana-alert-signature"];
/** Grafana leaves the name to its user, and sends no time without one: this is the one we tell them. */
const TIMESTAMP_HEADER = "x-grafana-alerting-timestamp";

/**
 * HMAC-SHA256 in hexadecimal over the body, or over `timestamp:body`, with the integration's key. How old
 * the time is does not matter: what is sent twice changes nothing, and a clock that is wrong must not keep
 * pages away.
 */
const signature: Signature = {
  headers: SIGNATURE_HEADERS,
  isRight({ header, body, key }: SignedRequest) {
    const given = SIGNATURE_HEADERS.map(header).find((value) => value !== undefined) ?? "";
    const timestamp = header(TIMESTAMP_HEADER);
    const hmac = createHmac("sha256", key);
    if (timestamp !== undefined) hmac.update(`${timestamp}:`);
    const wanted = hmac.update(body).digest();
    // The shape first: `timingSafeEqual` throws on unequal lengths.
    return /^[0-9a-f]{64}$/iu.test(given) && timingSafeEqual(Buffer.from(given, "hex"), wanted);
  },
};

export const grafana: Source = {
  kind: "grafana",
  title: "Grafana alerting webhook",
  parse: (request) => parseAlertGroup(request, described),
  signature,
  reply: () => jsonReply(200, { status: "success" }),
  overloaded: () => overloadedReply({ status: "error", error: "overloaded, try again" }),
};

const LINKS = ["silenceURL", "dashboardURL", "panelURL", "imageURL"];
const RULE = "ruleUID";

/** The alert with what Grafana says beside Alertmanager's fields. */
function described(event: AlertEvent, alert: JsonObject): AlertEvent {
  const links = LINKS.flatMap((name): [string, string][] => {
    const link = readHttpUrl(own(alert, name));
    return link === undefined ? [] : [[name, link]];
  });
  const rule = ownText(alert, RULE);
  // Under the sender's own annotations: theirs are what people wrote.
  const written = Object.entries(event.annotations);
  const known = new Set(written.map(([name]) => name));
  const texts: readonly [string, string][] = rule === undefined ? [] : [[RULE, rule]];
  const more = [...links, ...texts].filter(([name]) => !known.has(name));
  const sourceUrl = event.sourceUrl ?? links.find(([name]) => name !== "silenceURL")?.[1];
  return {
    ...event,
    title: titleOf(event),
    annotations: boundedMap([...written, ...more], ANNOTATION_LENGTH_MAX),
    ...(sourceUrl === undefined ? {} : { sourceUrl }),
  };
}

const STATES: ReadonlyMap<string | undefined, string> = new Map([
  ["DatasourceNoData", "no data"],
  ["DatasourceError", "the query failed"],
]);

function titleOf({ title, labels, annotations }: AlertEvent): string {
  const state = STATES.get(labels["alertname"]);
  const rule = labels["rulename"];
  if (state === undefined || rule === undefined) return title;
  const summary = annotations["summary"] ?? "";
  return boundedTitle(`${rule}: ${state}${summary === "" ? "" : ` (${summary})`}`);
}
