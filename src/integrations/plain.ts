/**
 * Tocsin's own inbound shape, for `tocsin alert`, curl and scripts:
 * `{title, severity?, dedupKey?, groupKey?, status?, labels?, annotations?, url?}`, where `status` is
 * `firing` (assumed), `acknowledged`, `resolved`, or `noted` for a title that is only a note to an alert
 * that fires. Without a dedup key each alert stands alone. It may come as a form, and other shapes become
 * it by a mapping: the integration's own, or that of a vendor's file.
 */

import type { AlertEvent } from "../domain/alert.ts";
import type { InboundMapping } from "../domain/inbound-mapping.ts";
import {
  ANNOTATION_LENGTH_MAX,
  boundedKey,
  boundedTitle,
  LABEL_LENGTH_MAX,
} from "./bounded-text.ts";
import { readHttpUrl, readTextMap } from "./inbound-fields.ts";
import { readJsonOrForm } from "./inbound-form.ts";
import {
  isObject,
  type JsonObject,
  own,
  ownKey,
  ownText,
  unparsedRequest,
} from "./inbound-json.ts";
import { jsonReply, overloadedReply } from "./json-reply.ts";
import { mapBody } from "./mapping.ts";
import type { InboundRequest, ParsedRequest, Source } from "./source.ts";

const answers: Pick<Source, "reply" | "overloaded"> = {
  reply: (parsed) =>
    jsonReply(202, {
      status: "stored",
      dedupKeys: parsed.events.map((event) => event.dedupKey),
      // Stored and paging all the same; said here so that whoever tries it out with curl sees why.
      unparsed: parsed.unparsed.map((part) => part.reason),
    }),
  overloaded: () => overloadedReply({ status: "overloaded" }),
};

export const plain: Source = {
  kind: "plain",
  title: "Plain JSON",
  parse: (request, idFor) => parse(request, request.mapping, idFor),
  ...answers,
};

/** A sender whose body becomes the plain shape by a mapping. */
export function mappedSource({
  kind,
  title,
  mapping,
}: Pick<Source, "kind" | "title"> & { readonly mapping: InboundMapping }): Source {
  return {
    kind,
    title,
    parse: (request, idFor) => parse(request, mapping, idFor),
    ...answers,
  };
}

const ACTIONS = new Map<unknown, AlertEvent["action"]>([
  [undefined, "trigger"],
  ["firing", "trigger"],
  ["acknowledged", "acknowledge"],
  ["resolved", "resolve"],
  ["noted", "amend"],
]);

function parse(
  request: InboundRequest,
  mapping: InboundMapping | undefined,
  idFor: () => string,
): ParsedRequest {
  const body = readJsonOrForm(request);
  if (!body.ok) return unparsedRequest(body.reason, body.text);
  if (!isObject(body.value)) return unparsedRequest("the body is not a JSON object", body.value);
  const read = readEvent(mapping === undefined ? body.value : mapBody(body.value, mapping), idFor);
  return typeof read === "string"
    ? unparsedRequest(read, body.value)
    : { events: [read], unparsed: [], omittedAlerts: 0 };
}

/** The event, or the reason why there is none. */
function readEvent(body: JsonObject, idFor: () => string): AlertEvent | string {
  const action = ACTIONS.get(own(body, "status"));
  if (action === undefined) return "status is none of firing, acknowledged, resolved, noted";
  const givenKey = ownKey(body, "dedupKey");
  if (action !== "trigger" && givenKey === undefined) return "this status needs a dedupKey";
  const title = ownText(body, "title");
  if (action === "trigger" && title === undefined) return "there is no title";
  const labels = readTextMap(labelsOf(body), LABEL_LENGTH_MAX);
  if (labels === undefined) return "labels are not a map of texts";
  const annotations = readTextMap(own(body, "annotations"), ANNOTATION_LENGTH_MAX);
  if (annotations === undefined) return "annotations are not a map of texts";

  const dedupKey = boundedKey(givenKey ?? idFor());
  const groupKey = ownKey(body, "groupKey");
  const sourceUrl = readHttpUrl(own(body, "url"));
  return {
    action,
    dedupKey,
    groupKey: groupKey === undefined ? dedupKey : boundedKey(groupKey),
    title: boundedTitle(title ?? dedupKey),
    labels,
    annotations,
    ...(action === "amend" && title !== undefined ? { note: boundedTitle(title) } : {}),
    ...(sourceUrl === undefined ? {} : { sourceUrl }),
  };
}

/** `severity` is a label like any other; it may stand beside the labels because everybody writes it there. */
function labelsOf(body: JsonObject): unknown {
  const labels = own(body, "labels");
  const severity = ownText(body, "severity");
  if (severity === undefined || (labels !== undefined && !isObject(labels))) return labels;
  return { ...labels, severity };
}
