/**
 * The rules of `tocsin.yaml` that say from an alert's labels what it is. In the order of the file the first
 * that matches wins; one that says `continue` lets those behind it say what it leaves unsaid.
 *
 * They are compiled once for each version of the playbook. Each is filed under one value of one label that
 * it needs, the rarest among all rules, so that an alert is held against the few that may match.
 */

import { durationMs } from "./duration.ts";
import {
  compileMatchers,
  formatMatchers,
  type LabelPredicate,
  type Matcher,
  parseMatchers,
} from "./matcher.ts";
import type { OverlayRoute, SourceRef } from "./playbook.ts";

/** Where a rule stands; unknown in playbooks compiled before rules had a place. */
export type RulePlace = Pick<SourceRef, "file" | "line">;

/** What rules say of an alert, each with the rule that says it. */
export interface AlertRoute {
  readonly severity?: SaidByRule<string>;
  readonly service?: SaidByRule<string>;
  readonly runbook?: SaidByRule<string>;
  readonly team?: SaidByRule<string>;
  readonly groupBy?: SaidByRule<RuleGrouping>;
  readonly delay?: SaidByRule<RuleDelay>;
}

export interface SaidByRule<T> {
  readonly value: T;
  readonly at?: RulePlace;
}

/** How long an alert pages nobody, in case it ends by itself. */
export interface RuleDelay {
  readonly delayMs: number;
  /** Otherwise one of the worst severity pages at once. */
  readonly includeWorst: boolean;
}

export interface RuleGrouping {
  readonly labels: readonly string[];
  /** The same as long as the rule's matchers are, wherever it stands. */
  readonly rule: string;
}

export interface CompiledRoute {
  readonly matchers: readonly Matcher[];
  readonly goesOn: boolean;
  readonly says: AlertRoute;
}

export interface CompiledRoutes {
  readonly routes: readonly CompiledRoute[];
  /** Places of rules by the label and the value that they need. */
  readonly byLabel: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;
  /** Those that need no certain value. */
  readonly others: readonly number[];
  readonly predicates: readonly LabelPredicate[];
}

type Labels = Readonly<Record<string, string>>;

/** A rule whose matchers cannot be read any more matches nothing: alerts must come through. */
export function compileRoutes(stated: readonly OverlayRoute[]): CompiledRoutes {
  const routes = stated.flatMap((route): readonly CompiledRoute[] => {
    const matchers = matchersOf(route);
    return matchers === undefined
      ? []
      : [{ matchers, goesOn: route.continue === true, says: saidBy(route, matchers) }];
  });
  return {
    routes,
    ...filed(routes),
    predicates: routes.map(({ matchers }) => compileMatchers(matchers)),
  };
}

/** All matchers of a rule; undefined where one of them is none. */
export function matchersOf({ match = {}, matchers = [] }: OverlayRoute): Matcher[] | undefined {
  const parsed = matchers.map((written) => parseMatchers(written));
  const read = parsed.flatMap((one) => (one.kind === "matchers" ? [one.matchers] : []));
  if (read.length < parsed.length) return undefined;
  const equal = Object.entries(match).map(
    ([name, value]) => ({ name, operator: "=", value }) as const,
  );
  return [...equal, ...read.flat()];
}

function saidBy(route: OverlayRoute, matchers: readonly Matcher[]): AlertRoute {
  const { severity, service, runbook, team, groupBy, delay, source } = route;
  const at = source === undefined ? {} : { at: { file: source.file, line: source.line } };
  const said = <T>(value: T): SaidByRule<T> => ({ value, ...at });
  return {
    ...(severity === undefined ? {} : { severity: said(severity) }),
    ...(service === undefined ? {} : { service: said(service) }),
    ...(runbook === undefined ? {} : { runbook: said(runbook) }),
    ...(team === undefined ? {} : { team: said(team) }),
    ...(groupBy === undefined
      ? {}
      : { groupBy: said({ labels: groupBy, rule: formatMatchers(matchers) }) }),
    ...(delay === undefined
      ? {}
      : { delay: said({ delayMs: durationMs(delay), includeWorst: route.delayWorst === true }) }),
  };
}

interface NeededValue {
  readonly name: string;
  readonly values: readonly string[];
}

/** `a|b`: a pattern that only lists values. */
const LISTED = /^[\w:/-]+(?:\|[\w:/-]+)*$/u;

/** Each of what a rule needs, that an index can find it by. */
function neededValues(matchers: readonly Matcher[]): readonly NeededValue[] {
  return matchers.flatMap(({ name, operator, value }) => {
    if (operator === "=" && value !== "") return [{ name, values: [value] }];
    return operator === "=~" && LISTED.test(value) ? [{ name, values: value.split("|") }] : [];
  });
}

function filed(routes: readonly CompiledRoute[]): Pick<CompiledRoutes, "byLabel" | "others"> {
  const needed = routes.map(({ matchers }) => neededValues(matchers));
  const counts = new Map<string, number>();
  for (const { name, values } of needed.flat())
    for (const value of values)
      counts.set(keyOf(name, value), (counts.get(keyOf(name, value)) ?? 0) + 1);
  const byLabel = new Map<string, Map<string, number[]>>();
  const others: number[] = [];
  for (const [index, values] of needed.entries()) {
    const rarest = values.toSorted((a, b) => commonness(a, counts) - commonness(b, counts))[0];
    if (rarest === undefined) others.push(index);
    else file(byLabel, rarest, index);
  }
  return { byLabel, others };
}

function keyOf(name: string, value: string): string {
  return JSON.stringify([name, value]);
}

function commonness({ name, values }: NeededValue, counts: ReadonlyMap<string, number>): number {
  return Math.max(...values.map((value) => counts.get(keyOf(name, value)) ?? 0));
}

function file(
  byLabel: Map<string, Map<string, number[]>>,
  { name, values }: NeededValue,
  index: number,
): void {
  const byValue = byLabel.get(name) ?? new Map<string, number[]>();
  byLabel.set(name, byValue);
  for (const value of new Set(values)) byValue.set(value, [...(byValue.get(value) ?? []), index]);
}

const SAYS_NOTHING: AlertRoute = {};

/** What the rules say of an alert with these labels. */
export function routeAlert(compiled: CompiledRoutes, labels: Labels): AlertRoute {
  const { routes, predicates } = compiled;
  let said = SAYS_NOTHING;
  if (routes.length === 0) return said;
  for (const index of candidates(compiled, labels)) {
    const route = routes[index];
    if (route === undefined || predicates[index]?.(labels) !== true) continue;
    // What was said before stands. Where one rule alone speaks, all its alerts share what it says.
    said = said === SAYS_NOTHING ? route.says : { ...route.says, ...said };
    if (!route.goesOn) break;
  }
  return said;
}

/** The rules that may match, in the order of the file. */
function candidates({ byLabel, others }: CompiledRoutes, labels: Labels): readonly number[] {
  const found: (readonly number[])[] = others.length === 0 ? [] : [others];
  for (const [name, byValue] of byLabel) {
    const value = Object.hasOwn(labels, name) ? labels[name] : undefined;
    const indices = value === undefined ? undefined : byValue.get(value);
    if (indices !== undefined) found.push(indices);
  }
  const [only = []] = found;
  return found.length < 2 ? only : found.flat().sort((a, b) => a - b);
}

/** Which of an integration's groups an alert belongs to by a rule; undefined where it is its sender's. */
export function ruleGroupKey(
  { groupBy }: AlertRoute,
  alert: { readonly labels: Labels; readonly dedupKey: string },
): string | undefined {
  if (groupBy === undefined) return undefined;
  const { labels, rule } = groupBy.value;
  if (labels.includes(EACH_ITS_OWN)) return `${rule} each ${alert.dedupKey}`;
  const values = labels.map((name): Matcher => {
    const value = Object.hasOwn(alert.labels, name) ? (alert.labels[name] ?? "") : "";
    return { name, operator: "=", value };
  });
  return `${rule} by ${formatMatchers(values)}`;
}

/** As Alertmanager says it: https://prometheus.io/docs/alerting/latest/configuration/#route */
const EACH_ITS_OWN = "...";
