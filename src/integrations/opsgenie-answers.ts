/** What Opsgenie's alert API answers to questions: what came of a request, and how an alert stands. */

import type { Alert } from "../domain/alert.ts";
import { jsonReply } from "./json-reply.ts";
import type { OpsgenieVerb } from "./opsgenie-target.ts";
import type { InboundReply } from "./source.ts";

/** The names that the real API has for what was asked, and what it says when it was done. */
const ACTIONS: Readonly<Record<OpsgenieVerb, readonly [action: string, done: string]>> = {
  create: ["Create", "Created alert"],
  close: ["Close", "Closed alert"],
  delete: ["Delete", "Deleted alert"],
  acknowledge: ["Acknowledge", "Acknowledged alert"],
  unacknowledge: ["UnAcknowledge", "Unacknowledged alert"],
  notes: ["AddNote", "Added note"],
  tags: ["AddTags", "Added tags"],
  details: ["AddDetails", "Added details"],
  message: ["UpdateMessage", "Updated message"],
  description: ["UpdateDescription", "Updated description"],
  priority: ["UpdatePriority", "Updated priority"],
};

export interface ProcessedRequest {
  readonly requestId: string;
  readonly integrationId: string;
  /** Epoch milliseconds. */
  readonly processedAt: number;
  readonly verb: OpsgenieVerb;
  /** The alert's alias, where the request names one. */
  readonly alias: string;
  /** The alert as it stands now. */
  readonly alert: Alert | undefined;
  /** Why the body was not understood. */
  readonly unparsed?: string;
}

/** `GET /v2/alerts/requests/{requestId}` */
export function requestStatus(request: ProcessedRequest): InboundReply {
  const { verb, alert, alias, unparsed, requestId } = request;
  const [action, done] = ACTIONS[verb];
  const exists = alert !== undefined && wasRaised(alert);
  const isSuccess = unparsed === undefined && exists;
  const failure =
    unparsed === undefined
      ? "Alert does not exist"
      : `Not understood, and paged as an unparsed alert: ${unparsed}`;
  return jsonReply(200, {
    data: {
      success: isSuccess,
      action,
      processedAt: new Date(request.processedAt).toISOString(),
      integrationId: request.integrationId,
      isSuccess,
      status: isSuccess ? done : failure,
      alertId: exists ? alert.id : "",
      alias,
    },
    took: 0,
    requestId,
  });
}

/** An end, an acknowledgement or a note of an alert that nobody raised is remembered as an alert that is over. */
function wasRaised({ status, incidentId, startsAt, endsAt }: Alert): boolean {
  return status === "firing" || incidentId !== null || startsAt !== endsAt;
}

/** `GET /v2/alerts/{identifier}` */
export function alertDetails(alert: Alert | undefined, requestId: string): InboundReply {
  if (alert === undefined || !wasRaised(alert)) {
    return refusal(404, { message: "Alert does not exist", requestId });
  }
  const { labels, annotations } = alert;
  const labelled = (name: string): string =>
    (Object.hasOwn(labels, name) ? labels[name] : undefined) ?? "";
  return jsonReply(200, {
    data: {
      id: alert.id,
      alias: alert.dedupKey,
      message: alert.title,
      status: alert.status === "firing" ? "open" : "closed",
      acknowledged: alert.incidentStatus === "acknowledged",
      tags: labelled("tags")
        .split(", ")
        .filter((tag) => tag !== ""),
      count: alert.receivedCount,
      createdAt: new Date(alert.startsAt).toISOString(),
      lastOccurredAt: new Date(alert.lastReceivedAt).toISOString(),
      priority: labelled("priority"),
      source: labelled("source"),
      entity: labelled("entity"),
      description:
        (Object.hasOwn(annotations, "description") ? annotations["description"] : "") ?? "",
      details: { ...labels },
    },
    took: 0,
    requestId,
  });
}

/** Why a request is not taken, in the form that Opsgenie's clients read. */
export function refusal(
  status: 401 | 404 | 422,
  { message, requestId }: { readonly message: string; readonly requestId: string },
): InboundReply {
  return jsonReply(status, { message, took: 0, requestId });
}
