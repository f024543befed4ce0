/** Incidents as the contract writes them. */

import type { AlertJson } from "../contract/alert.ts";
import type { ClockJson, IncidentDetailJson, IncidentSummaryJson } from "../contract/incident.ts";
import type { NotificationJson } from "../contract/notification.ts";
import type { TimelineEntryJson } from "../contract/timeline.ts";
import { instant, instantOrNull } from "../contract/wire.ts";
import type { Alert } from "../domain/alert.ts";
import type { ChangeEvent } from "../domain/change-event.ts";
import { breachAt, elapsedMs } from "../domain/clock.ts";
import { describeEntry } from "../domain/describe-entry.ts";
import type { NextEscalation } from "../domain/describe-next.ts";
import { isoDuration } from "../domain/duration.ts";
import type { ClockSegment, Incident } from "../domain/incident.ts";
import type { IncidentLink } from "../domain/incident-links.ts";
import { modeOf } from "../domain/incident-mode.ts";
import type { NextStep } from "../domain/next-step.ts";
import type { Notification } from "../domain/notification.ts";
import { roleKey } from "../domain/roster.ts";
import { describeProposal, severityProposed } from "../domain/severity-proposal.ts";
import type { Actor, TimelineEntry } from "../domain/timeline.ts";
import type { EntryMarks } from "../domain/told-timeline.ts";
import { presentChange } from "./present-change.ts";
import { presentNextStep } from "./present-steps.ts";

/** Everything that is shown of one incident. */
export interface ShownIncident {
  readonly incident: Incident;
  readonly alerts: readonly Alert[];
  readonly notifications: readonly Notification[];
  readonly next: NextEscalation | null;
  readonly changes: readonly ChangeEvent[];
  readonly now: number;
  readonly links: readonly (IncidentLink & { readonly incident: Incident | undefined })[];
  readonly nextStep: NextStep | undefined;
}

export function presentSummary(incident: Incident): IncidentSummaryJson {
  return {
    number: incident.number,
    title: incident.title,
    severity: incident.severity,
    severityName: incident.rules.name,
    status: incident.status,
    publicStatus: incident.publicStatus,
    team: incident.team,
    openedAt: instant(incident.openedAt),
    acknowledgedAt: instantOrNull(incident.acknowledgedAt),
    acknowledgedBy: incident.acknowledgedBy,
    resolvedAt: instantOrNull(incident.resolvedAt),
    closedAt: instantOrNull(incident.closedAt),
    firingAlerts: incident.firingAlerts,
    snoozedUntil: instantOrNull(incident.snoozedUntil),
    mergedInto: incident.mergedInto?.number ?? null,
    mode: modeOf(incident),
  };
}

export function presentIncident(shown: ShownIncident): IncidentDetailJson {
  const { incident, next } = shown;
  return {
    ...presentSummary(incident),
    playbookHash: incident.playbookHash,
    clocks: incident.clocks.map((clock) => presentClock(clock, shown.now)),
    escalation: {
      mode: incident.escalation.mode,
      round: incident.escalation.round,
      assignedTo: incident.escalation.assigned?.target.name ?? null,
      next:
        next === null
          ? null
          : {
              role: next.role,
              people: [...next.people],
              channels: [...next.channels],
              at: instant(next.at),
              because: next.because,
            },
    },
    roles: presentRoles(incident),
    acknowledgements: presentAcknowledgements(shown),
    responders: incident.responders.map(({ name, role, joinedAt }) => ({
      person: name,
      role,
      joinedAt: instantOrNull(joinedAt),
    })),
    tasks: (incident.tasks ?? []).map(({ number, text, name, dueAt, acceptedAt }) => ({
      task: number,
      text,
      person: name,
      dueAt: instantOrNull(dueAt),
      acceptedAt: instantOrNull(acceptedAt),
    })),
    nextStep: presentNextStep(shown.nextStep),
    actions: incident.rules.actions.map(({ text, line }) => ({ text, line })),
    alerts: shown.alerts.map(presentAlert),
    notifications: shown.notifications.map(presentNotification),
    changes: shown.changes.map(presentChange),
    links: shown.links.map(({ relation, number, incident: other }) => ({
      relation,
      number,
      title: other?.title ?? null,
      status: other?.status ?? null,
    })),
    proposedSeverity: presentProposal(incident),
    lastSeq: incident.lastSeq,
  };
}

function presentProposal(incident: Incident): IncidentDetailJson["proposedSeverity"] {
  const proposal = severityProposed(incident);
  if (proposal === undefined) return null;
  return { severity: proposal.severity, because: describeProposal(proposal) };
}

function presentAcknowledgements({
  incident,
  notifications,
}: ShownIncident): IncidentDetailJson["acknowledgements"] {
  const { status, rules, acknowledgements } = incident;
  const by = acknowledgements.map(({ name }) => name);
  const missing = status === "open" ? Math.max(0, rules.acknowledgements - by.length) : 0;
  const paged = notifications.filter(
    ({ purpose, state }) => purpose === "page" && state !== "cancelled",
  );
  const asked = new Set(paged.map(({ personName }) => personName));
  for (const name of by) asked.delete(name);
  return { needed: rules.acknowledgements, by, missing, asked: missing > 0 ? [...asked] : [] };
}

function presentClock(clock: ClockSegment, now: number): ClockJson {
  return {
    kind: clock.kind,
    audience: clock.audience,
    target: isoDuration(clock.targetMs),
    startedAt: instant(clock.startedAt),
    dueAt: instant(wasDueAt(clock)),
    warnedAt: instantOrNull(clock.warnedAt),
    breachedAt: instantOrNull(clock.breachedAt),
    endedAt: instantOrNull(clock.endedAt),
    outcome: clock.outcome,
    elapsed: isoDuration(elapsedMs(clock, now)),
    pausedUntil: instantOrNull(clock.pausedUntil ?? null),
    inWorkingTime: clock.working !== undefined,
  };
}

/** Of one that ended, when its target would have been reached without a pause, if it was not. */
function wasDueAt(clock: ClockSegment): number {
  if (clock.endedAt === null) return breachAt(clock);
  return clock.breachedAt ?? breachAt({ ...clock, ranMs: 0, runsSince: clock.startedAt });
}

/** Roles that somebody has, then those that the severity engages, or that were offered, and nobody has yet. */
function presentRoles({ roles, rules, offers = [] }: Incident): IncidentDetailJson["roles"] {
  const wanted = [...Object.keys(roles), ...rules.engages, ...offers.map(({ role }) => role)];
  const unique = new Map(wanted.toReversed().map((role) => [roleKey(role), role]));
  return [...unique].toReversed().map(([key, role]) => ({
    role,
    person: roles[role] ?? null,
    offeredTo: offers.find((offer) => roleKey(offer.role) === key)?.name ?? null,
  }));
}

function presentAlert(alert: Alert): AlertJson {
  return {
    id: alert.id,
    status: alert.status,
    title: alert.title,
    labels: { ...alert.labels },
    annotations: { ...alert.annotations },
    sourceUrl: alert.sourceUrl,
    startsAt: instant(alert.startsAt),
    endsAt: instantOrNull(alert.endsAt),
    lastReceivedAt: instant(alert.lastReceivedAt),
    receivedCount: alert.receivedCount,
  };
}

function presentNotification(notification: Notification): NotificationJson {
  return {
    id: notification.id,
    purpose: notification.purpose,
    urgency: notification.urgency,
    person: notification.personName,
    role: notification.role,
    channel: notification.channel,
    state: notification.state,
    round: notification.round,
    step: notification.step,
    attempts: notification.attempts,
    createdAt: instant(notification.createdAt),
    dueAt: instantOrNull(notification.dueAt),
    deliveredAt: instantOrNull(notification.deliveredAt),
    reason: notification.lastReason,
  };
}

export function presentEntry(entry: TimelineEntry, marks: EntryMarks): TimelineEntryJson {
  const { starred, toldAt, correction } = marks;
  return {
    seq: entry.seq,
    at: instant(entry.at),
    kind: entry.kind,
    actor: presentActor(entry.actor),
    text: describeEntry(entry),
    starred,
    toldAt: instantOrNull(toldAt),
    correction: correction === null ? null : { ...correction, at: instant(correction.at) },
    data: { ...entry.data },
  };
}

export function presentActor(actor: Actor): TimelineEntryJson["actor"] {
  return actor.kind === "system"
    ? { kind: "system", name: "Tocsin" }
    : { kind: actor.kind, id: actor.id, name: actor.name };
}
