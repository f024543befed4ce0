/** Alerts and why they paged or not, in the contract's form. */

import type { AlertDetailJson, AlertExplanationJson, ListedAlertJson } from "../contract/alert.ts";
import { instant, instantOrNull } from "../contract/wire.ts";
import {
  type AlertHold,
  describeHold,
  endOfHold,
  type HoldReason,
  type NamedByHolds,
} from "../domain/alert-hold.ts";
import {
  type AlertJudgement,
  describeDelay,
  describeGrouping,
  describeOutcome,
  describeRoutedTo,
  routedTo,
} from "../domain/alert-routing.ts";
import { isFlapping } from "../domain/flapping.ts";
import { describeSeverityReason } from "../domain/severity-reason.ts";
import type { Explanation } from "../operations/alert/explain.ts";
import type { ListedAlert } from "../operations/alert/list.ts";
import type { AlertView } from "../operations/alert/show.ts";

export function presentListedAlert(
  { alert, integration, incident }: ListedAlert,
  now: number,
): ListedAlertJson {
  return {
    id: alert.id,
    status: alert.status,
    held: alert.hold !== undefined,
    heldBy: heldBy(alert),
    flapping: presentFlapping(alert, now),
    title: alert.title,
    labels: { ...alert.labels },
    integration: integration.name,
    incident:
      incident === undefined
        ? null
        : { number: incident.number, severity: incident.severity, status: incident.status },
    startsAt: instant(alert.startsAt),
    lastReceivedAt: instant(alert.lastReceivedAt),
    receivedCount: alert.receivedCount,
  };
}

function presentFlapping(
  { flapping }: ListedAlert["alert"],
  now: number,
): ListedAlertJson["flapping"] {
  if (!isFlapping(flapping, now)) return null;
  const { since, until } = flapping.damped;
  return {
    since: instant(since),
    until: instant(until),
    endedAt: instantOrNull(flapping.quietSince),
  };
}

function heldBy({ hold, heldToEnd }: ListedAlert["alert"]): ListedAlertJson["heldBy"] {
  const reasons = (hold ?? heldToEnd)?.reasons ?? [];
  return [...new Set(reasons.map(({ kind }) => HELD_BY[kind]))];
}

const HELD_BY: Readonly<Record<HoldReason["kind"], ListedAlertJson["heldBy"][number]>> = {
  silenced: "silence",
  maintenance: "maintenance",
  "recurring-maintenance": "maintenance",
  delayed: "delay",
  inhibited: "inhibition",
};

export function presentAlertDetail(view: AlertView, now: number): AlertDetailJson {
  const { alert, receipts, named } = view;
  const { routing, hold, heldToEnd } = alert;
  return {
    ...presentListedAlert(view, now),
    annotations: { ...alert.annotations },
    sourceUrl: alert.sourceUrl,
    endsAt: instantOrNull(alert.endsAt),
    dedupKey: alert.dedupKey,
    groupKey: alert.groupKey,
    receipts: receipts.map(({ id, receivedAt, requests }) => ({
      id,
      receivedAt: instant(receivedAt),
      requests: requests.map((request) => ({ ...request })),
    })),
    decision:
      routing === undefined
        ? null
        : {
            ...verdict(routing),
            decidedAt: instant(routing.decidedAt),
            outcome: describeOutcome(routing.outcome),
          },
    holds: presentHold(hold ?? heldToEnd, named),
  };
}

export function presentExplanation(explanation: Explanation): AlertExplanationJson {
  const { judgement, rules, hold, named, team, incident } = explanation;
  return {
    ...verdict(judgement),
    severityName: rules.name,
    pages: rules.pages,
    team,
    joins: incident === undefined ? null : { number: incident.number, status: incident.status },
    holds: presentHold(hold, named),
  };
}

function presentHold(hold: AlertHold | undefined, named: NamedByHolds): AlertDetailJson["holds"] {
  return (hold?.reasons ?? []).map((reason) => ({
    because: describeHold(reason, named),
    until: instantOrNull(endOfHold(reason, named)),
  }));
}

function verdict(judgement: AlertJudgement) {
  const routed = routedTo(judgement);
  const { severity, reason } = judgement.severity;
  return {
    severity,
    severityBecause: describeSeverityReason(reason),
    routedTo: routed === undefined ? null : describeRoutedTo(routed),
    grouping: describeGrouping(judgement),
    delay: judgement.delay === undefined ? null : describeDelay(judgement.delay),
  };
}
