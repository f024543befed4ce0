/** Decides on one incident's share of a batch of alerts. */

import type { Alert, AlertChange } from "../../domain/alert.ts";
import { type AlertJudgement, judgeAlert, routedTo } from "../../domain/alert-routing.ts";
import type { IncidentInput } from "../../domain/decide.ts";
import type { AlertsInput } from "../../domain/decide-alerts.ts";
import { decideAlso } from "../../domain/decide-also.ts";
import { type Decision, type DecisionContext, undecided } from "../../domain/decision.ts";
import { AppError } from "../../domain/error.ts";
import type { Incident } from "../../domain/incident.ts";
import { openIncident } from "../../domain/open-incident.ts";
import type { Playbook } from "../../domain/playbook.ts";
import { describeSeverityReason } from "../../domain/severity-reason.ts";
import { severityRules } from "../../domain/severity-rules.ts";
import { type Actor, SYSTEM } from "../../domain/timeline.ts";
import type { Tx } from "../../store/database.ts";
import type { OperationContext } from "../context.ts";
import { takeNumber } from "../incident/number.ts";
import { loadPinnedPlaybook } from "../playbook/load.ts";
import type { ChangedAlert } from "./apply-to-incidents.ts";

/** Alerts and the incident they go to; without one, the incident they open. */
export interface Assignment {
  readonly groupKey: string;
  /** The new incident's title, where it is not that of its first alert. */
  readonly title?: string;
  readonly incident?: Incident | undefined;
  readonly alerts: ChangedAlert[];
  /** Alerts that fired in the incident and, by now, fire in another. */
  readonly left: ChangedAlert[];
}

export interface AssignmentScope {
  readonly integration: {
    readonly id: string;
    readonly name: string;
    readonly team: string | null;
  };
  readonly playbook: Playbook;
  readonly deciding: DecisionContext;
  /** What an alert is by the playbook in force. */
  readonly judge: (alert: Alert) => AlertJudgement;
}

/**
 * The decision on everything the assignment's alerts did: what they began, what their sender said of them,
 * what they ended. An acknowledgement is of what fired then, so it comes before the end, and after a
 * beginning only if it did.
 */
export async function decideAssignment(
  context: OperationContext,
  tx: Tx,
  scope: AssignmentScope,
  assignment: Assignment,
): Promise<Decision> {
  const { integration, deciding } = scope;
  const by: Actor = { kind: "integration", id: integration.id, name: integration.name };
  const { fired, resolved, firingChange } = happened(assignment);
  const firingChangeByEnd = -resolved.length;
  const ended: readonly IncidentInput[] =
    resolved.length === 0
      ? []
      : [{ kind: "alerts", by, fired: [], resolved, firingChange: firingChangeByEnd }];
  const { early, late, notes } = deedsOf(assignment, by, integration.name);
  let decision: Decision;
  if (assignment.incident === undefined) {
    decision = await openFor(context, tx, scope, assignment);
  } else {
    const began = { fired, resolved: [], firingChange: firingChange - firingChangeByEnd };
    const isBegun = fired.length > 0 || began.firingChange !== 0;
    const beginning: readonly IncidentInput[] = isBegun ? [{ kind: "alerts", by, ...began }] : [];
    decision = decideAll(undecided(assignment.incident), deciding, [...early, ...beginning]);
    decision = await raiseSeverity(tx, scope, assignment, decision);
  }
  return decideAll(decision, deciding, [...late, ...ended, ...notes]);
}

function decideAll(
  decision: Decision,
  deciding: DecisionContext,
  inputs: readonly IncidentInput[],
): Decision {
  return inputs.reduce((current, input) => decideAlso(current, input, deciding), decision);
}

interface Deeds {
  /** Before the alert fired in this batch, if it did. */
  readonly early: readonly IncidentInput[];
  readonly late: readonly IncidentInput[];
  readonly notes: readonly IncidentInput[];
}

/** What the sender did and said beside its reports, each in order. */
function deedsOf({ alerts }: Assignment, by: Actor, via: string): Deeds {
  const deedOf = (change: AlertChange): readonly IncidentInput[] => {
    if (change === "acknowledged") return [{ kind: "acknowledge", by, via }];
    if (change === "unacknowledged")
      return [{ kind: "unacknowledge", by, reason: `its sender, ${via}, took it back` }];
    return [];
  };
  const early: IncidentInput[] = [];
  const late: IncidentInput[] = [];
  for (const { changes } of alerts) {
    const firedAt = changes.indexOf("fired");
    for (const [place, change] of changes.entries()) {
      (place < firedAt ? early : late).push(...deedOf(change));
    }
  }
  const notes = alerts.flatMap((one) =>
    one.notes.map((text): IncidentInput => ({ kind: "note", by, text })),
  );
  return { early, late, notes };
}

/** What an assignment's alerts did to its incident, all told. */
function happened({
  incident,
  alerts,
  left,
}: Assignment): Required<Pick<AlertsInput, "fired" | "resolved" | "firingChange">> {
  const titlesOf = (some: readonly ChangedAlert[]): string[] =>
    some.map(({ alert }) => alert.title);
  const isFiring = ({ alert }: ChangedAlert): boolean => alert.status === "firing";
  const wasFiringHere = ({ before }: ChangedAlert): boolean =>
    before?.status === "firing" && before.incidentId === incident?.id;
  const ended = alerts.filter((one) => !isFiring(one));
  return {
    fired: titlesOf(alerts.filter(({ changes }) => changes.includes("fired"))),
    resolved: titlesOf([...ended, ...left].filter(({ changes }) => changes.includes("resolved"))),
    firingChange:
      alerts.filter(isFiring).length - [...alerts, ...left].filter(wasFiringHere).length,
  };
}

async function openFor(
  context: OperationContext,
  tx: Tx,
  scope: AssignmentScope,
  assignment: Assignment,
): Promise<Decision> {
  const { playbook, integration, deciding } = scope;
  const firing = assignment.alerts.filter(({ changes }) => changes.includes("fired"));
  const worst = worstOf(
    playbook,
    firing.map(({ alert }) => alert),
    scope.judge,
  );
  const { severity, reason } = worst.severity;
  const rules = severityRules(playbook, severity);
  if (rules === undefined) {
    throw new AppError("internal", `the playbook has no severity ${severity}`);
  }
  const routed = routedTo(worst);
  const titles = firing.map(({ alert }) => alert.title);
  return openIncident(
    {
      id: context.newId(),
      number: await takeNumber(tx, deciding.now, playbook.timeZone),
      title: assignment.title ?? titles[0] ?? "Alert",
      rules,
      severityReason: describeSeverityReason(reason),
      explanation: reason,
      playbookHash: playbook.hash,
      integrationId: integration.id,
      groupKey: assignment.groupKey,
      team: worst.team?.value ?? integration.team,
      ...(routed === undefined ? {} : { routedTo: routed }),
      by: { kind: "integration", id: integration.id, name: integration.name },
      alerts: titles,
    },
    deciding,
  );
}

interface RankedJudgement extends AlertJudgement {
  /** The lower the worse. */
  readonly rank: number;
}

/** Of several alerts the judgement of the worst. */
export function worstOf(
  { severities }: Playbook,
  alerts: readonly Alert[],
  judge: (alert: Alert) => AlertJudgement,
): RankedJudgement {
  let worst: RankedJudgement | undefined;
  for (const alert of alerts) {
    const judged = judge(alert);
    const rank = severities.findIndex(({ id }) => id === judged.severity.severity);
    if (worst === undefined || rank < worst.rank) worst = { ...judged, rank };
  }
  const severity = { severity: severities[0]?.id ?? "", reason: { kind: "no-alert" } } as const;
  return worst ?? { severity, rank: 0 };
}

/** An alert that is worse than the incident it joins raises it, unless a person has set its severity. */
async function raiseSeverity(
  tx: Tx,
  scope: AssignmentScope,
  assignment: Assignment,
  decision: Decision,
): Promise<Decision> {
  const { incident } = decision;
  const judged = assignment.alerts.filter(
    ({ changes }) => changes.includes("fired") || changes.includes("changed"),
  );
  if (judged.length === 0 || incident.severityByPerson) return decision;
  const pinned = await loadPinnedPlaybook(tx, incident.playbookHash);
  // The one in force may have shifts filled in, which say nothing of alerts.
  const isInForce = pinned.hash === scope.playbook.hash;
  const judge = isInForce ? scope.judge : (alert: Alert) => judgeAlert(pinned, alert);
  const worst = worstOf(
    pinned,
    judged.map(({ alert }) => alert),
    judge,
  );
  if (worst.rank >= incident.rules.rank) return decision;
  const { severity, reason } = worst.severity;
  const rules = severityRules(pinned, severity);
  if (rules === undefined) return decision;
  return decideAlso(
    decision,
    {
      kind: "change-severity",
      by: SYSTEM,
      rules,
      reason: describeSeverityReason(reason),
      explanation: reason,
    },
    scope.deciding,
  );
}
