/**
 * What changed alerts do to incidents. Alerts that fire join the open incident of their group or open
 * one; past the storm threshold new groups join one collecting incident. Alerts that end, or that their
 * sender acknowledges, act on the incident they belong to.
 */

import {
  type Alert,
  type AlertChange,
  sameLabels,
  UNPARSED_GROUP_KEY,
} from "../../domain/alert.ts";
import type { AlertJudgement, AlertOutcome, AlertRouting } from "../../domain/alert-routing.ts";
import { severityForAlert } from "../../domain/alert-severity.ts";
import { type Decision, nextContext } from "../../domain/decision.ts";
import type { Incident, SeverityRules } from "../../domain/incident.ts";
import { REOPENS_WITHIN_MS } from "../../domain/next-due.ts";
import type { Playbook } from "../../domain/playbook.ts";
import { severityRules } from "../../domain/severity-rules.ts";
import { isStorm, STORM_GROUP_KEY, STORM_WINDOW_MS, stormTitle } from "../../domain/storm.ts";
import type { Tx } from "../../store/database.ts";
import {
  countOpenedSince,
  type GroupIncident,
  loadIncidents,
  loadOpenIncidentsByGroup,
} from "../../store/incidents.ts";
import type { VersionsInForce } from "../../store/versions-in-force.ts";
import type { OperationContext } from "../context.ts";
import { loadPinnedPlaybook } from "../playbook/load.ts";
import { decisionContext } from "../roster/decision-context.ts";
import { loadInForce } from "../roster/load.ts";
import { type Assignment, decideAssignment } from "./decide-assignment.ts";
import { divideByHold } from "./divide-by-hold.ts";
import { rememberJudgements } from "./remember-judgements.ts";

export interface ChangedAlert {
  readonly alert: Alert;
  /** As it stood before this batch; undefined when it had not been heard of. */
  readonly before: Alert | undefined;
  /** In the order of the events. */
  readonly changes: readonly AlertChange[];
  /** What its sender said to the people who work on it. */
  readonly notes: readonly string[];
}

export interface AlertBatch {
  readonly integration: {
    readonly id: string;
    readonly name: string;
    readonly team: string | null;
  };
  readonly changed: readonly ChangedAlert[];
  /** Read once: an incident that may still be reopened must be so for all that follows. */
  readonly now: number;
  /** Those that alerts of these groups join or reopen, and the storm's, locked. */
  readonly incidents: readonly GroupIncident[];
  readonly inForce: VersionsInForce | undefined;
}

/** What is to be saved. */
export interface Applied {
  /** Each with the incident it belongs to now. */
  readonly alerts: readonly Alert[];
  readonly opened: readonly Decision[];
  readonly changed: readonly Decision[];
}

/** Decides what the alerts do; saves nothing. */
export async function applyToIncidents(
  context: OperationContext,
  tx: Tx,
  given: AlertBatch,
): Promise<Applied> {
  const { now } = given;
  const judgeBy = rememberJudgements();
  const { acting, held } = await divideByHold(context, tx, given, judgeBy);
  const batch = { ...given, changed: await markWorsened(tx, { ...given, changed: acting }) };
  const assignments = await assign(tx, batch, held);
  if (assignments.length === 0) {
    return { alerts: [...acting, ...held].map(({ alert }) => alert), opened: [], changed: [] };
  }
  const { playbook, roster } = await loadInForce(tx, batch.inForce);
  const known = assignments.flatMap(({ incident }) => incident?.rules ?? []);
  const policies = [...known, ...policiesWithTurns(playbook)];
  let deciding = await decisionContext(tx, { now, roster }, policies);
  const opened: Decision[] = [];
  const changed: Decision[] = [];
  const belongsTo = new Map<string, string>();
  const outcomes = new Map<string, AlertOutcome>();
  const judge = judgeBy(playbook);
  const decideOne = async (assignment: Assignment): Promise<void> => {
    const scope = { integration: batch.integration, playbook, deciding, judge };
    const decision = await decideAssignment(context, tx, scope, assignment);
    const outcome = outcomeOf(assignment);
    for (const { alert } of assignment.alerts) outcomes.set(alert.id, outcome);
    deciding = nextContext(deciding, decision);
    (assignment.incident === undefined ? opened : changed).push(decision);
    for (const { alert } of assignment.alerts) belongsTo.set(alert.id, decision.incident.id);
  };
  const failed: ChangedAlert[] = [];
  for (const assignment of assignments) {
    try {
      await decideOne(assignment);
    } catch (error) {
      // One poisoned group must not keep the others from paging: it is collected and pages by itself.
      context.log.error(
        { err: error, groupKey: assignment.groupKey },
        "an alert group was quarantined",
      );
      failed.push(...assignment.alerts);
    }
  }
  if (failed.length > 0) {
    await decideOne(await quarantine(tx, batch, failed));
    for (const { alert } of failed) outcomes.set(alert.id, { kind: "quarantined" });
  }
  const routing = rememberRoutings(now);
  const alerts = batch.changed.map((one): Alert => {
    const { alert, before } = one;
    const incidentId = belongsTo.get(alert.id) ?? alert.incidentId ?? before?.incidentId ?? null;
    return {
      ...(incidentId === before?.incidentId ? alert : placedByRule(alert)),
      incidentId,
      ...routingOf(one, { routing, judge, outcome: outcomes.get(alert.id) }),
    };
  });
  return { alerts: [...alerts, ...held.map(({ alert }) => alert)], opened, changed };
}

/** Where somebody had put it cannot be joined any more. */
function placedByRule(alert: Alert): Alert {
  if (alert.placed === undefined) return alert;
  const { placed: _, ...rest } = alert;
  return rest;
}

type Routing = (judgement: AlertJudgement, outcome: AlertOutcome) => AlertRouting;

/** Alerts that were judged alike and went the same way share what is stored of it. */
function rememberRoutings(now: number): Routing {
  const known = new Map<AlertJudgement, Map<AlertOutcome, AlertRouting>>();
  return (judgement, outcome) => {
    const byOutcome = known.get(judgement) ?? new Map<AlertOutcome, AlertRouting>();
    known.set(judgement, byOutcome);
    const routing = byOutcome.get(outcome) ?? { ...judgement, decidedAt: now, outcome };
    byOutcome.set(outcome, routing);
    return routing;
  };
}

function outcomeOf({ groupKey, incident }: Assignment): AlertOutcome {
  if (groupKey === STORM_GROUP_KEY) return { kind: "storm" };
  if (incident === undefined) return { kind: "opened" };
  return { kind: incident.status === "resolved" ? "reopened" : "joined" };
}

/** What an alert that fires, or says something else now, is stored with. */
function routingOf(
  { alert, before, changes }: ChangedAlert,
  decided: {
    readonly routing: Routing;
    readonly judge: (alert: Alert) => AlertJudgement;
    readonly outcome: AlertOutcome | undefined;
  },
): Pick<Alert, "routing"> {
  const { routing, judge, outcome } = decided;
  // What could not be processed is not judged: that may be what failed.
  if (outcome === undefined || outcome.kind === "quarantined") return {};
  if (changes.includes("fired")) return { routing: routing(judge(alert), outcome) };
  const stored = before?.routing;
  if (stored === undefined || !changes.includes("changed")) return {};
  return { routing: routing(judge(alert), stored.outcome) };
}

/**
 * Alerts of which a repetition says, by what was measured, that it is worse now: they count as changed. All
 * others that are only told in new words need not be looked at.
 */
async function markWorsened(tx: Tx, batch: AlertBatch): Promise<readonly ChangedAlert[]> {
  const { changed, inForce } = batch;
  if (inForce?.playbookHash === undefined || !changed.some(isToldAnew)) return changed;
  const playbook = await loadPinnedPlaybook(tx, inForce.playbookHash);
  return changed.map((one) =>
    isToldAnew(one) && isWorse(playbook, one.alert, one.before)
      ? { ...one, changes: [...one.changes, "changed"] }
      : one,
  );
}

function isToldAnew({ alert, before, changes }: ChangedAlert): boolean {
  return (
    before?.status === "firing" &&
    alert.status === "firing" &&
    changes.every((change) => change === "repeated") &&
    !sameLabels(alert.annotations, before.annotations)
  );
}

function isWorse(playbook: Playbook, alert: Alert, before: Alert | undefined): boolean {
  if (before === undefined) return false;
  const rankOf = (one: Alert): number => {
    const { severity } = severityForAlert(playbook, one);
    return playbook.severities.findIndex(({ id }) => id === severity);
  };
  return rankOf(alert) < rankOf(before);
}

/** The policies of new incidents that may take a turn. */
function policiesWithTurns(playbook: Playbook): readonly SeverityRules[] {
  return Object.entries(playbook.overlay.escalation)
    .filter(([, { steps = [] }]) => steps.some((step) => step.nextEachTime === true))
    .flatMap(([severity]) => severityRules(playbook, severity) ?? []);
}

/** Which incident each acting alert goes to; an assignment without an incident opens one. */
async function assign(
  tx: Tx,
  batch: AlertBatch,
  held: readonly ChangedAlert[],
): Promise<readonly Assignment[]> {
  const firing = batch.changed.filter(({ changes }) => changes.includes("fired"));
  const byGroup = incidentsByGroup(batch);
  const assignments = await assignFiring(tx, { batch, firing, byGroup });
  const assigned = new Map(
    assignments.flatMap((assignment) =>
      assignment.incident === undefined ? [] : [[assignment.incident.id, assignment] as const],
    ),
  );
  const leaving = [...firing, ...held].filter((changed) => hasLeft(changed, assigned));
  const others = batch.changed.filter(
    ({ changes, notes }) =>
      !changes.includes("fired") && (notes.length > 0 || changes.some(isOfItsIncident)),
  );
  const wanted = [...leaving, ...others].flatMap(({ before }) => before?.incidentId ?? []);
  const missing = wanted.filter((id) => !assigned.has(id));
  for (const incident of await loadIncidents(tx, missing, { lock: true })) {
    const assignment = { groupKey: incident.groupKey ?? "", incident, alerts: [], left: [] };
    assigned.set(incident.id, assignment);
    assignments.push(assignment);
  }
  for (const changed of others)
    assigned.get(changed.before?.incidentId ?? "")?.alerts.push(changed);
  for (const changed of leaving) assigned.get(changed.before?.incidentId ?? "")?.left.push(changed);
  return assignments;
}

/** An alert that fires anew, in another incident than it fired in or held, has left that one. */
function hasLeft(
  { alert, before }: ChangedAlert,
  assigned: ReadonlyMap<string, Assignment>,
): boolean {
  if (before?.status !== "firing") return false;
  const stays = assigned.get(before.incidentId ?? "")?.alerts.some((one) => one.alert === alert);
  return stays !== true;
}

const OF_ITS_INCIDENT: ReadonlySet<AlertChange> = new Set([
  "resolved",
  "acknowledged",
  "unacknowledged",
  "changed",
]);

/** What concerns the incident that an alert belongs to already. */
function isOfItsIncident(change: AlertChange): boolean {
  return OF_ITS_INCIDENT.has(change);
}

function incidentsByGroup({
  incidents,
}: Pick<AlertBatch, "incidents">): ReadonlyMap<string, Incident> {
  // The one that is not over comes last, else the one resolved last: it is the group's. Of two that are
  // not over the group's own is, not the one that an earlier one was merged into.
  const sorted = incidents.toSorted(
    (a, b) => overSince(a.incident) - overSince(b.incident) || ownLast(a, b),
  );
  return new Map(sorted.map(({ groupKey, incident }) => [groupKey, incident]));
}

function overSince({ status, resolvedAt }: Incident): number {
  return status === "resolved" ? (resolvedAt ?? 0) : Number.MAX_SAFE_INTEGER;
}

function ownLast(a: GroupIncident, b: GroupIncident): number {
  return Number(isOwn(a)) - Number(isOwn(b));
}

function isOwn({ groupKey, incident }: GroupIncident): boolean {
  return incident.groupKey === groupKey;
}

async function assignFiring(
  tx: Tx,
  known: {
    readonly batch: AlertBatch;
    readonly firing: readonly ChangedAlert[];
    readonly byGroup: ReadonlyMap<string, Incident>;
  },
): Promise<Assignment[]> {
  // An incident has one assignment, whichever of its groups, or what was put into it, fires.
  const assignments = new Map<string, Assignment>();
  const give = (to: Omit<Assignment, "alerts" | "left">, alerts: readonly ChangedAlert[]): void => {
    const key = to.incident === undefined ? `group ${to.groupKey}` : `incident ${to.incident.id}`;
    const assignment = assignments.get(key) ?? { ...to, alerts: [], left: [] };
    assignment.alerts.push(...alerts);
    assignments.set(key, assignment);
  };
  const { integration, now } = known.batch;
  const placed = await placedIncidents(tx, known.firing, now);
  const byRule: ChangedAlert[] = [];
  for (const one of known.firing) {
    const incident = placed.get(one.alert.placed === true ? (one.before?.incidentId ?? "") : "");
    if (incident === undefined) byRule.push(one);
    else give({ groupKey: one.alert.groupKey, incident }, [one]);
  }
  const groups = Map.groupBy(byRule, ({ alert }) => alert.groupKey);
  const hasNewGroup = [...groups.keys()].some((key) => !known.byGroup.has(key));
  let opened = hasNewGroup ? await countOpenedSince(tx, integration.id, now - STORM_WINDOW_MS) : 0;
  for (const [groupKey, alerts] of groups) {
    const isNew = !known.byGroup.has(groupKey);
    const target = isNew && isStorm(opened) ? STORM_GROUP_KEY : groupKey;
    if (isNew) opened += 1;
    give(
      {
        groupKey: target,
        ...(target === STORM_GROUP_KEY ? { title: stormTitle(integration.name) } : {}),
        incident: known.byGroup.get(target),
      },
      alerts,
    );
  }
  return [...assignments.values()];
}

/** Those in which people have put what fires now, by their ids, as far as they can be joined. */
async function placedIncidents(
  tx: Tx,
  firing: readonly ChangedAlert[],
  now: number,
): Promise<ReadonlyMap<string, Incident>> {
  const placed = firing.filter(({ alert }) => alert.placed === true);
  if (placed.length === 0) return new Map();
  const ids = placed.flatMap(({ before }) => before?.incidentId ?? []);
  const incidents = await loadIncidents(tx, ids, { lock: true });
  const joinable = incidents.filter(
    ({ status, resolvedAt }) =>
      status !== "closed" &&
      (status !== "resolved" || (resolvedAt ?? 0) >= now - REOPENS_WITHIN_MS),
  );
  return new Map(joinable.map((incident) => [incident.id, incident]));
}

async function quarantine(
  tx: Tx,
  batch: AlertBatch,
  failed: readonly ChangedAlert[],
): Promise<Assignment> {
  const found = await loadOpenIncidentsByGroup(tx, batch.integration.id, [UNPARSED_GROUP_KEY], {
    resolvedSince: batch.now - REOPENS_WITHIN_MS,
    lock: true,
  });
  const incident = incidentsByGroup({ incidents: found }).get(UNPARSED_GROUP_KEY);
  return {
    groupKey: UNPARSED_GROUP_KEY,
    title: `Alerts from ${batch.integration.name} could not be processed`,
    ...(incident === undefined ? {} : { incident }),
    alerts: [...failed],
    left: [],
  };
}
