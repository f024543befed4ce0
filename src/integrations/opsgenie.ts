/**
 * Opsgenie's alert API, as far as senders use it: create, close, acknowledge, unacknowledge, notes, tags
 * and details, and new messages, descriptions and priorities.
 * Shape: https://docs.opsgenie.com/docs/alert-api
 *
 * An alert is known by its alias, which is the dedup key. Alertmanager puts its common labels into
 * `details`, so details are labels. What the real API answers with 422 is stored and pages as *unparsed*.
 * A body that cannot be read takes nothing from an address that says enough: a close closes.
 */

import type { AlertEvent, AlertPatch } from "../domain/alert.ts";
import {
  ANNOTATION_LENGTH_MAX,
  boundedKey,
  boundedMap,
  boundedText,
  boundedTitle,
  LABEL_LENGTH_MAX,
} from "./bounded-text.ts";
import { flattenDetails } from "./flatten-details.ts";
import { readHttpUrl } from "./inbound-fields.ts";
import {
  excerptOf,
  isObject,
  type JsonObject,
  own,
  ownKey,
  ownText,
  type ReadJson,
  readJson,
} from "./inbound-json.ts";
import { jsonReply, overloadedReply } from "./json-reply.ts";
import {
  annotationsOf,
  labelsOf,
  listText,
  noteOf,
  priorityOf,
  SEVERITIES,
} from "./opsgenie-fields.ts";
import { type OpsgenieTarget, type OpsgenieVerb, readTarget } from "./opsgenie-target.ts";
import type { InboundRequest, ParsedRequest, Source } from "./source.ts";

export const opsgenie: Source = {
  kind: "opsgenie",
  title: "Opsgenie alerts",
  parse,
  // A number of seconds that clients print and nobody uses.
  reply: ({ receiptId = "" }) =>
    jsonReply(202, { result: "Request will be processed", took: 0, requestId: receiptId }),
  refused: (message) => jsonReply(401, { message, took: 0, requestId: "" }),
  overloaded: () => overloadedReply({ message: "Overloaded, try again", took: 0, requestId: "" }),
};

function parse(request: InboundRequest, idFor: () => string): ParsedRequest {
  const receiptId = idFor();
  const body = readJson(request);
  const events = readEvents(readTarget(request.target), body, receiptId);
  if (typeof events !== "string") return { events, unparsed: [], omittedAlerts: 0, receiptId };
  const excerpt = excerptOf(body.ok ? body.value : body.text);
  return { events: [], unparsed: [{ reason: events, excerpt }], omittedAlerts: 0, receiptId };
}

/** The events, or the reason why the real API would refuse the body. */
function readEvents(
  { verb, identifier, identifierType }: OpsgenieTarget,
  body: ReadJson,
  receiptId: string,
): readonly AlertEvent[] | string {
  if (verb === "create") {
    const alert = readCreate(body, receiptId);
    return typeof alert === "string" ? alert : [alert];
  }
  const deed = readDeed(verb, body);
  if (typeof deed === "string") return deed;
  // An id that is none of our alerts': there is nothing to do, and the sender may ask what came of it.
  if (identifierType !== "alias" || identifier === "") return [];
  const dedupKey = boundedKey(identifier);
  const title = boundedTitle(dedupKey);
  return [{ ...deed, dedupKey, groupKey: dedupKey, title, labels: {}, annotations: {} }];
}

type Deed = Pick<AlertEvent, "action" | "patch" | "note">;

/** @param ownAlias the alias of an alert without one: the request's id, by which it is found again */
function readCreate(body: ReadJson, ownAlias: string): AlertEvent | string {
  if (!body.ok) return body.reason;
  if (!isObject(body.value)) return "the body is not a JSON object";
  const { value } = body;
  const message = ownText(value, "message");
  if (message === undefined) return "there is no message";
  const dedupKey = boundedKey(ownKey(value, "alias") ?? ownAlias);
  const sourceUrl = readHttpUrl(own(value, "source"));
  const note = noteOf(value);
  return {
    action: "trigger",
    dedupKey,
    groupKey: dedupKey,
    title: boundedTitle(message),
    labels: boundedMap(labelsOf(value), LABEL_LENGTH_MAX),
    annotations: boundedMap(annotationsOf(value), ANNOTATION_LENGTH_MAX),
    ...(sourceUrl === undefined ? {} : { sourceUrl }),
    ...(note === undefined ? {} : { note }),
  };
}

/** What is to be done to an alert that is named in the address. */
function readDeed(verb: Exclude<OpsgenieVerb, "create">, body: ReadJson): Deed | string {
  const value = body.ok && isObject(body.value) ? body.value : {};
  const note = noteOf(value);
  const said = note === undefined ? {} : { note };
  switch (verb) {
    case "close":
    case "delete":
      return { action: "resolve", ...said };
    case "acknowledge":
    case "unacknowledge":
      return { action: verb, ...said };
    case "notes":
      return note === undefined ? "there is no note" : { action: "amend", note };
    default: {
      const patch = patchOf(verb, value);
      return typeof patch === "string" ? patch : { action: "amend", patch, ...said };
    }
  }
}

function patchOf(
  verb: "tags" | "details" | "message" | "description" | "priority",
  body: JsonObject,
): AlertPatch | string {
  switch (verb) {
    case "tags": {
      const tags = listText(own(body, "tags")) ?? "";
      if (tags === "") return "there are no tags";
      return { addedToLabels: { tags: boundedText(tags, LABEL_LENGTH_MAX) } };
    }
    case "details": {
      const details = flattenDetails(own(body, "details"));
      if (details.length === 0) return "there are no details";
      return { labels: boundedMap(details, LABEL_LENGTH_MAX) };
    }
    case "message": {
      const message = ownText(body, "message");
      return message === undefined ? "there is no message" : { title: boundedTitle(message) };
    }
    case "description": {
      const text = ownText(body, "description");
      if (text === undefined) return "there is no description";
      return { annotations: { description: boundedText(text, ANNOTATION_LENGTH_MAX) } };
    }
    case "priority": {
      const priority = priorityOf(body);
      const severity = SEVERITIES.get(priority ?? "");
      if (priority === undefined || severity === undefined)
        return "the priority is none of P1 to P5";
      return { labels: { priority, severity } };
    }
  }
}
