/**
 * What Tocsin made of an alert and why: stored with it, so that "why was I paged, or not?" has an answer.
 * Stored forms may be added to, never renamed.
 */

import type { AlertRoute, RuleDelay, RulePlace, SaidByRule } from "./alert-routes.ts";
import { routeOf, type SeverityChoice, severityWith } from "./alert-severity.ts";
import { describeDuration } from "./duration.ts";
import type { MeasuredAlert } from "./measured-value.ts";
import type { Playbook } from "./playbook.ts";

/** What became of an alert when it began to fire. */
export type AlertOutcome =
  | { readonly kind: "opened" }
  | { readonly kind: "joined" }
  | { readonly kind: "reopened" }
  /** Collected with others: too many new incidents within a minute. */
  | { readonly kind: "storm" }
  /** What belongs to its group could not be processed; it pages with all that could not be. */
  | { readonly kind: "quarantined" };

/** What rules say of it. */
export interface AlertJudgement extends Pick<AlertRoute, "service" | "runbook" | "team" | "delay"> {
  /** Of the alert alone: its incident has the worst of all its alerts, or what a person has set. */
  readonly severity: SeverityChoice;
  /** Labels that a rule groups by; absent where the group is its sender's. */
  readonly groupedBy?: SaidByRule<readonly string[]>;
}

export interface AlertRouting extends AlertJudgement {
  readonly decidedAt: number;
  readonly outcome: AlertOutcome;
}

export function judgeAlert(playbook: Playbook, alert: MeasuredAlert): AlertJudgement {
  const route = routeOf(playbook, alert.labels);
  return judgementOf(route, severityWith(route, playbook, alert));
}

/** The same for a batch: alerts of which the same is said share one judgement. */
export function judgeAlike(playbook: Playbook): (alert: MeasuredAlert) => AlertJudgement {
  const byRoute = new Map<AlertRoute, Map<SeverityChoice, AlertJudgement>>();
  return (alert) => {
    const route = routeOf(playbook, alert.labels);
    const severity = severityWith(route, playbook, alert);
    const bySeverity = byRoute.get(route) ?? new Map<SeverityChoice, AlertJudgement>();
    byRoute.set(route, bySeverity);
    const judgement = bySeverity.get(severity) ?? judgementOf(route, severity);
    bySeverity.set(severity, judgement);
    return judgement;
  };
}

function judgementOf(route: AlertRoute, severity: SeverityChoice): AlertJudgement {
  const { service, runbook, team, groupBy, delay } = route;
  return {
    severity,
    ...(service === undefined ? {} : { service }),
    ...(runbook === undefined ? {} : { runbook }),
    ...(team === undefined ? {} : { team }),
    ...(groupBy === undefined ? {} : { groupedBy: { ...groupBy, value: groupBy.value.labels } }),
    ...(delay === undefined ? {} : { delay }),
  };
}

/** What the rules of `tocsin.yaml` gave an incident beside its severity. */
export type RoutedTo = Pick<AlertRoute, "service" | "runbook" | "team">;

/** Undefined where they gave it nothing. */
export function routedTo({ service, runbook, team }: RoutedTo): RoutedTo | undefined {
  if ((service ?? runbook ?? team) === undefined) return undefined;
  return {
    ...(service === undefined ? {} : { service }),
    ...(runbook === undefined ? {} : { runbook }),
    ...(team === undefined ? {} : { team }),
  };
}

/** "service checkout (rule at tocsin.yaml:12), runbook API Restarts (rule at tocsin.yaml:15)" */
export function describeRoutedTo({ service, runbook, team }: RoutedTo): string {
  const said: readonly (readonly [string, SaidByRule<string> | undefined])[] = [
    ["service", service],
    ["runbook", runbook],
    ["team", team],
  ];
  return said
    .flatMap(([what, one]) => (one === undefined ? [] : [`${what} ${one.value}${byRule(one.at)}`]))
    .join(", ");
}

/** "by alertname, cluster (rule at tocsin.yaml:12)", "as its sender groups it" */
export function describeGrouping({ groupedBy }: AlertJudgement): string {
  return groupedBy === undefined
    ? "as its sender groups it"
    : `by ${groupedBy.value.join(", ")}${byRule(groupedBy.at)}`;
}

/** "3 min (rule at tocsin.yaml:12), not of the worst severity" */
export function describeDelay({ value, at }: SaidByRule<RuleDelay>): string {
  const all = value.includeWorst ? "" : ", not of the worst severity";
  return `${describeDuration(value.delayMs)}${byRule(at)}${all}`;
}

/** What became of it, for people. */
export function describeOutcome(outcome: AlertOutcome): string {
  switch (outcome.kind) {
    case "opened":
      return "opened an incident";
    case "joined":
      return "joined the incident of its group";
    case "reopened":
      return "reopened the incident of its group";
    case "storm":
      return "was collected with others: too many new incidents within a minute";
    case "quarantined":
      return "could not be processed with its group, and pages with what could not be";
  }
}

function byRule(at: RulePlace | undefined): string {
  return at === undefined ? " (rule)" : ` (rule at ${at.file}:${at.line})`;
}
