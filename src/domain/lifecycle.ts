/**
 * What others are told of an incident's life, and how long an endpoint that does not listen is put off.
 * Events follow from timeline entries and carry their sequence numbers: of one incident they grow, with
 * gaps, so that whoever gets them in another order, or twice, knows.
 */

import { MS } from "./duration.ts";
import type { Incident } from "./incident.ts";
import { type IncidentMode, modeOf, shownTitle } from "./incident-mode.ts";
import type { FailureReason } from "./notification.ts";
import type { Actor, NewTimelineEntry } from "./timeline.ts";

export const LIFECYCLE_EVENTS = [
  "incident.opened",
  "incident.acknowledged",
  "incident.escalated",
  "incident.severity-changed",
  "incident.resolved",
  "incident.reopened",
  "incident.closed",
] as const;
export type LifecycleEventName = (typeof LIFECYCLE_EVENTS)[number];

/** One event with the incident as it was when it happened. Stored as JSON until everybody was told. */
export interface LifecycleEvent {
  readonly name: LifecycleEventName;
  /** The timeline entry's. */
  readonly sequence: number;
  readonly at: number;
  readonly actor: Actor;
  /** What the entry says besides. */
  readonly detail: object;
  readonly incident: Pick<
    Incident,
    | "id"
    | "number"
    | "title"
    | "severity"
    | "status"
    | "team"
    | "openedAt"
    | "acknowledgedAt"
    | "acknowledgedBy"
    | "resolvedAt"
    | "closedAt"
  > & {
    readonly severityName: string;
    readonly severityRank: number;
    /** Absent in what an older release has left to be told. */
    readonly mode?: IncidentMode;
  };
}

/** The events that entries of one decision are, placed behind the entry with this sequence number. */
export function lifecycleEvents(
  incident: Incident,
  entries: readonly NewTimelineEntry[],
  lastSeq: number,
): readonly LifecycleEvent[] {
  return entries.flatMap((entry, index) => {
    const name = eventOf(entry);
    if (name === undefined) return [];
    const { at, actor, data: detail } = entry;
    const sequence = lastSeq + index + 1;
    return [{ name, sequence, at, actor, detail, incident: summaryOf(incident) }];
  });
}

function eventOf(entry: NewTimelineEntry): LifecycleEventName | undefined {
  switch (entry.kind) {
    case "incident.opened":
    case "incident.acknowledged":
    case "incident.resolved":
    case "incident.reopened":
    case "incident.closed":
      return entry.kind;
    // Whoever was told that it began is told that it is over; its alerts go on in the other.
    case "incident.merged":
      return "incident.resolved";
    case "severity.changed":
      return "incident.severity-changed";
    case "escalation.step":
      // The first step of the first round is what opening means, and escalates nothing.
      return entry.data.round === 0 && entry.data.step === 0 ? undefined : "incident.escalated";
    case "escalation.catch-all":
      return "incident.escalated";
    default:
      return undefined;
  }
}

function summaryOf(incident: Incident): LifecycleEvent["incident"] {
  const { id, number, severity, status, team, rules } = incident;
  const { openedAt, acknowledgedAt, acknowledgedBy, resolvedAt, closedAt } = incident;
  return {
    id,
    number,
    title: shownTitle(incident),
    mode: modeOf(incident),
    severity,
    severityName: rules.name,
    severityRank: rules.rank,
    status,
    team,
    openedAt,
    acknowledgedAt,
    acknowledgedBy,
    resolvedAt,
    closedAt,
  };
}

/** Waits after the first, the second … failure in a row of an endpoint; the last one repeats. */
const PUT_OFF_MS = [
  5 * MS.second,
  15 * MS.second,
  MS.minute,
  5 * MS.minute,
  15 * MS.minute,
  MS.hour,
];
/** An event that could not be told for so long is given up. */
const GIVE_UP_AFTER_MS = 3 * MS.day;
const RETRY_AFTER_MAX_MS = MS.day;

/**
 * How long an endpoint gets nothing after so many failures in a row, from 1.
 * @param askedMs what its answer asks for, where it does
 */
export function putOffMs(failures: number, askedMs = 0): number {
  const waitMs = PUT_OFF_MS[Math.min(failures, PUT_OFF_MS.length) - 1] ?? MS.hour;
  return Math.max(waitMs, Math.min(askedMs, RETRY_AFTER_MAX_MS));
}

/** What an endpoint says of an event, or of itself: a 4xx that does not ask to come again. */
const REFUSALS: ReadonlySet<FailureReason> = new Set([
  "payload-refused",
  "authentication",
  "address-refused",
]);
const REFUSED_TRIES_MIN = 5;
const ELSEWHERE_MIN = 3;
/** Half a day of tries. */
const REFUSED_ALONE_TRIES = 18;

/**
 * Whether an event is set aside that its endpoint refuses, so that others of its incident are told: after
 * some tries, between which the endpoint has taken others; or after half a day, where it is what was sent
 * that it refuses.
 * @param failures of the endpoint in a row: fewer than the event's own tries where it has taken others
 */
export function isSetAside(refused: {
  readonly reason: FailureReason;
  readonly tries: number;
  readonly failures: number;
}): boolean {
  const { reason, tries, failures } = refused;
  if (!REFUSALS.has(reason)) return false;
  if (tries >= REFUSED_TRIES_MIN && tries - failures >= ELSEWHERE_MIN) return true;
  return reason === "payload-refused" && tries >= REFUSED_ALONE_TRIES;
}

/** Whether an event is too old to be worth another try. */
export function isGivenUp(createdAt: number, now: number): boolean {
  return now - createdAt >= GIVE_UP_AFTER_MS;
}
