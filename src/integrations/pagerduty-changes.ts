/**
 * PagerDuty's change events, `POST /v2/change/enqueue`.
 * Shape: https://developer.pagerduty.com/docs/send-change-event
 *
 * A change pages nobody, so one that cannot be read does not either: it is shown as what it is.
 */

import type { ChangeEvent } from "../domain/change-event.ts";
import {
  ANNOTATION_LENGTH_MAX,
  boundedMap,
  boundedText,
  boundedTitle,
  LABEL_LENGTH_MAX,
} from "./bounded-text.ts";
import { flattenDetails } from "./flatten-details.ts";
import { readInstant, scalarText } from "./inbound-fields.ts";
import { excerptOf, isObject, own, ownText, readJson } from "./inbound-json.ts";
import { jsonReply } from "./json-reply.ts";
import { linksOf } from "./pagerduty-links.ts";
import type { InboundReply, InboundRequest } from "./source.ts";

export type ParsedChange = Pick<ChangeEvent, "summary" | "source" | "details" | "links"> & {
  /** Epoch milliseconds; undefined where the sender does not say. */
  readonly happenedAt: number | undefined;
};

/** Reads a change. Never throws. @param request its body without the routing key */
export function parseChange(request: InboundRequest): ParsedChange {
  const body = readJson(request);
  if (!body.ok) return unreadable(body.reason, body.text);
  if (!isObject(body.value)) return unreadable("the body is not a JSON object", body.value);
  const payload = own(body.value, "payload");
  if (!isObject(payload)) return unreadable("the payload is not a JSON object", body.value);
  const summary = ownText(payload, "summary");
  if (summary === undefined) return unreadable("there is no payload.summary", body.value);
  const source = scalarText(own(payload, "source")) ?? "";
  return {
    summary: boundedTitle(summary),
    source: source === "" ? null : boundedText(source, LABEL_LENGTH_MAX),
    details: boundedMap(flattenDetails(own(payload, "custom_details")), ANNOTATION_LENGTH_MAX),
    links: linksOf(body.value),
    happenedAt: readInstant(own(payload, "timestamp")),
  };
}

function unreadable(reason: string, excerpt: unknown): ParsedChange {
  return {
    summary: `A change that could not be read: ${reason}`,
    source: null,
    details: { excerpt: excerptOf(excerpt) },
    links: [],
    happenedAt: undefined,
  };
}

export function changeReply(): InboundReply {
  return jsonReply(202, { status: "success", message: "Change event processed" });
}
