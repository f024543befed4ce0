/**
 * Alerts: what senders tell us, folded so that any order and any repetition of the same events ends in
 * the same state.
 *
 * An alert is identified by (integration, dedup key). It is `firing` or `resolved`. A resolution that
 * arrives before its firing is remembered and does not page; a firing that is older than the resolution
 * we know of is stale and changes nothing.
 *
 * Two cases cannot be decided by what the events say, and are decided for the page. An occurrence that is
 * reported as firing long after its end was not late on its way: its sender had lost sight of it, as
 * Alertmanager does of alerts that Prometheus cannot deliver for some minutes. And an alert that is still
 * reported although a person has resolved its incident fires anew: at once where a report is an act of
 * the sender's, and where it only repeats a state, once the incident is closed.
 */

import type { AlertHold } from "./alert-hold.ts";
import type { AlertRouting } from "./alert-routing.ts";
import { MS } from "./duration.ts";
import type { Flapping } from "./flapping.ts";
import type { IncidentStatus } from "./incident.ts";

/** What cannot be processed, and what cannot be read, belongs to one incident for each integration. */
export const UNPARSED_GROUP_KEY = "tocsin:unparsed";

/** How late an event may come behind one that was sent after it, e.g. by another replica of the sender. */
const LATE_MAX_MS = MS.minute;

/** One event in a sender's request, in our words. Instants are epoch milliseconds. */
export interface AlertEvent {
  /** `amend` changes what is known of an alert that fires, or only brings a note. */
  readonly action: "trigger" | "acknowledge" | "unacknowledge" | "resolve" | "amend";
  /** The sender's fingerprint, dedup key or alias. */
  readonly dedupKey: string;
  /** Alerts with the same group key belong to one incident. */
  readonly groupKey: string;
  readonly title: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** When the sender says it began; absent when the sender's shape has no such thing. */
  readonly startsAt?: number;
  readonly endsAt?: number;
  /** http(s) only. */
  readonly sourceUrl?: string;
  /** What `amend` changes; the event's own title, labels and annotations are not looked at then. */
  readonly patch?: AlertPatch;
  /** How long it is to be believed that it fires, when it is not reported again; absent for ever. */
  readonly expiresAfterMs?: number;
  /** What the sender has to say to the incident's people. */
  readonly note?: string;
}

/** A change to an alert: what is left out stays. */
export interface AlertPatch {
  readonly title?: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** Labels that are lists, such as tags: joined to what is there by a comma and a blank. */
  readonly addedToLabels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface Alert {
  readonly id: string;
  readonly integrationId: string;
  readonly dedupKey: string;
  readonly groupKey: string;
  readonly incidentId: string | null;
  readonly status: "firing" | "resolved";
  readonly title: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly sourceUrl: string | null;
  /** As the sender said, else when we first heard of it. */
  readonly startsAt: number;
  readonly endsAt: number | null;
  readonly lastReceivedAt: number;
  /** How many events told us of it. */
  readonly receivedCount: number;
  /** Where the incident stands that it belongs to, as far as it was asked for. */
  readonly incidentStatus?: IncidentStatus;
  /** Counted from when it was heard of last: then it has ended, as its sender has said. */
  readonly expiresAfterMs?: number | null;
  /** Why it fires and has no incident. */
  readonly hold?: AlertHold;
  /** What held it when it ended: that time it paged nobody. */
  readonly heldToEnd?: AlertHold;
  /** Whether it changes between firing and ended over and over; absent of one that never ended. */
  readonly flapping?: Flapping;
  /** What was made of it when it last fired; absent before it first did. */
  readonly routing?: AlertRouting;
  /** A person has put it into its incident: it fires there again for as long as that can be joined. */
  readonly placed?: true;
}

/**
 * What an event did. `repeated`, `stale` and `ignored` concern no incident; `changed` is a repetition with
 * other labels, which may be worth another severity.
 */
export type AlertChange =
  | "fired"
  | "repeated"
  | "changed"
  | "resolved"
  | "acknowledged"
  | "unacknowledged"
  | "stale"
  | "ignored";

export interface FoldedAlert {
  readonly alert: Alert;
  readonly change: AlertChange;
}

/**
 * What an event makes of the alert we know by its key, if any. Occurrences are told apart by the sender's
 * `startsAt`: a later one wins, and within one its end wins, so order and repetition do not matter.
 * Senders that give no `startsAt` begin a new occurrence with each trigger after an end.
 */
export function foldAlert(
  known: Alert | undefined,
  event: AlertEvent,
  receipt: { readonly integrationId: string; readonly receivedAt: number; readonly newId: string },
): FoldedAlert {
  if (known === undefined) return firstHeard(event, receipt);
  const heard: Alert = {
    ...known,
    lastReceivedAt: Math.max(known.lastReceivedAt, receipt.receivedAt),
    receivedCount: known.receivedCount + 1,
  };
  switch (event.action) {
    case "acknowledge":
      return { alert: heard, change: known.status === "firing" ? "acknowledged" : "ignored" };
    case "unacknowledge":
      return { alert: heard, change: known.status === "firing" ? "unacknowledged" : "ignored" };
    case "amend":
      return foldAmend(heard, event.patch ?? {});
    case "trigger":
      return foldTrigger(known, heard, event);
    case "resolve":
      return foldResolve(heard, event, receipt.receivedAt);
  }
}

function firstHeard(
  event: AlertEvent,
  receipt: { readonly integrationId: string; readonly receivedAt: number; readonly newId: string },
): FoldedAlert {
  const firing = event.action === "trigger";
  const alert: Alert = {
    id: receipt.newId,
    integrationId: receipt.integrationId,
    dedupKey: event.dedupKey,
    incidentId: null,
    ...described(event),
    status: firing ? "firing" : "resolved",
    startsAt: event.startsAt ?? receipt.receivedAt,
    endsAt: firing ? null : (event.endsAt ?? receipt.receivedAt),
    lastReceivedAt: receipt.receivedAt,
    receivedCount: 1,
  };
  // An end whose beginning we never heard of is remembered, so that the beginning, late, does not page.
  return { alert, change: firing ? "fired" : "ignored" };
}

function foldTrigger(known: Alert, heard: Alert, event: AlertEvent): FoldedAlert {
  const isFiring = heard.status === "firing";
  const startsAt = event.startsAt ?? (isFiring ? heard.startsAt : heard.lastReceivedAt);
  if (isFiring && !isFiringAnew(heard, event)) {
    const isOlder = startsAt < heard.startsAt;
    const alert = isOlder ? heard : { ...heard, ...described(event), startsAt };
    const change = sameLabels(alert.labels, heard.labels) ? "repeated" : "changed";
    return { alert: { ...alert, groupKey: heard.groupKey }, change };
  }
  if (!isFiring && isStale(known, heard, event)) {
    // When the end was heard of is what later reports are compared with.
    return { alert: { ...heard, lastReceivedAt: known.lastReceivedAt }, change: "stale" };
  }
  const { incidentStatus: _, hold: __, heldToEnd: ___, ...before } = heard;
  const alert: Alert = {
    ...before,
    ...described(event),
    incidentId: null,
    status: "firing",
    startsAt,
    endsAt: null,
  };
  return { alert, change: "fired" };
}

/** Whether a report of a firing alert has to page again, because its incident is over. */
function isFiringAnew(heard: Alert, event: AlertEvent): boolean {
  if (event.startsAt !== undefined && event.startsAt < heard.startsAt) return false;
  if (heard.incidentStatus === "closed") return true;
  const isAct = event.startsAt === undefined || event.startsAt > heard.startsAt;
  return heard.incidentStatus === "resolved" && isAct;
}

/** Whether a report belongs to an occurrence that is over. */
function isStale(known: Alert, heard: Alert, event: AlertEvent): boolean {
  if (event.startsAt === undefined || event.startsAt > heard.startsAt) return false;
  const lateMs = heard.lastReceivedAt - known.lastReceivedAt;
  return event.startsAt < heard.startsAt || lateMs <= LATE_MAX_MS;
}

/**
 * Whether an event only says again what is known of an alert that fires. As long as the alert's incident is
 * not over, `foldAlert` then makes nothing of it but a repetition.
 */
export function isKnownReport(known: Alert, event: AlertEvent): boolean {
  return (
    event.action === "trigger" &&
    known.status === "firing" &&
    known.flapping?.quietSince === undefined &&
    (event.startsAt === undefined || event.startsAt === known.startsAt) &&
    isSameDescription(known, { ...event, sourceUrl: event.sourceUrl ?? null })
  );
}

/** Whether nothing of an alert is to be stored anew but when, and how often, it was heard of. */
export function isOnlyHeardAgain(before: Alert, after: Alert): boolean {
  return (
    before.status === after.status &&
    before.startsAt === after.startsAt &&
    before.endsAt === after.endsAt &&
    before.incidentId === after.incidentId &&
    before.flapping?.quietSince === after.flapping?.quietSince &&
    isSameDescription(before, after)
  );
}

type Description = Pick<
  Alert,
  "groupKey" | "title" | "labels" | "annotations" | "sourceUrl" | "expiresAfterMs"
>;

function isSameDescription(a: Description, b: Description): boolean {
  return (
    a.groupKey === b.groupKey &&
    a.title === b.title &&
    a.sourceUrl === b.sourceUrl &&
    (a.expiresAfterMs ?? null) === (b.expiresAfterMs ?? null) &&
    sameLabels(a.labels, b.labels) &&
    sameLabels(a.annotations, b.annotations)
  );
}

/** Whether two maps of labels, or of annotations, say the same. */
export function sameLabels(a: Alert["labels"], b: Alert["labels"]): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

function foldResolve(heard: Alert, event: AlertEvent, receivedAt: number): FoldedAlert {
  const startsAt = event.startsAt ?? heard.startsAt;
  if (startsAt < heard.startsAt) return { alert: heard, change: "stale" };
  const ended: Alert = {
    ...heldToItsEnd(heard),
    // The end of an occurrence whose beginning is still to come: nothing later will describe it.
    ...(startsAt > heard.startsAt ? { ...described(event), groupKey: heard.groupKey } : {}),
    status: "resolved",
    startsAt,
    endsAt: event.endsAt ?? (heard.status === "resolved" ? heard.endsAt : receivedAt),
  };
  return { alert: ended, change: heard.status === "firing" ? "resolved" : "ignored" };
}

/** An alert that ends, with what has kept it from paging. */
export function heldToItsEnd({ hold, ...alert }: Alert): Alert {
  return hold === undefined ? alert : { ...alert, heldToEnd: hold };
}

/** An alert that is over stays as it was. */
function foldAmend(heard: Alert, patch: AlertPatch): FoldedAlert {
  if (heard.status !== "firing") return { alert: heard, change: "ignored" };
  const { title = heard.title, labels, addedToLabels = {}, annotations } = patch;
  const alert: Alert = {
    ...heard,
    title,
    labels: bounded({ ...heard.labels, ...labels, ...joined(heard.labels, addedToLabels) }),
    annotations: bounded({ ...heard.annotations, ...annotations }),
  };
  const isWeighedAnew = title !== heard.title || !sameLabels(alert.labels, heard.labels);
  return { alert, change: isWeighedAnew ? "changed" : "repeated" };
}

const LIST_SEPARATOR = ", ";
/** However often an alert is amended, it stays of a size that can be shown. */
const AMENDED_NAMES_MAX = 64;
const AMENDED_LIST_LENGTH_MAX = 4096;

function bounded(map: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(map).slice(0, AMENDED_NAMES_MAX));
}

function joined(
  labels: Alert["labels"],
  added: Readonly<Record<string, string>>,
): Record<string, string> {
  const entries = Object.entries(added).map(([name, value]) => {
    const before = (Object.hasOwn(labels, name) ? labels[name] : undefined) ?? "";
    const listed = `${before}${LIST_SEPARATOR}${value}`.split(LIST_SEPARATOR);
    const distinct = [...new Set(listed)].filter((item) => item !== "").join(LIST_SEPARATOR);
    return [name, distinct.length > AMENDED_LIST_LENGTH_MAX ? before : distinct] as const;
  });
  return Object.fromEntries(entries);
}

/** What an alert takes over from the report of it. */
function described(event: AlertEvent): Description {
  return {
    groupKey: event.groupKey,
    title: event.title,
    labels: event.labels,
    annotations: event.annotations,
    sourceUrl: event.sourceUrl ?? null,
    expiresAfterMs: event.expiresAfterMs ?? null,
  };
}

/** When an alert that fires has ended, unless it is heard of before; undefined for never. */
export function expiresAt({
  status,
  lastReceivedAt,
  expiresAfterMs,
}: Pick<Alert, "status" | "lastReceivedAt" | "expiresAfterMs">): number | undefined {
  if (status !== "firing" || expiresAfterMs === undefined || expiresAfterMs === null) {
    return undefined;
  }
  return lastReceivedAt + expiresAfterMs;
}

/** When an alert is to be looked at again; null for never. */
export function reviewAt(alert: Alert): number | null {
  const { flapping } = alert;
  // It has ended, as its sender said: what is not reported again is of no interest.
  if (flapping?.quietSince !== undefined) return flapping.damped?.until ?? flapping.quietSince;
  const instants = [alert.hold?.reviewAt, expiresAt(alert)].filter((at) => at !== undefined);
  return instants.length === 0 ? null : Math.min(...instants);
}
