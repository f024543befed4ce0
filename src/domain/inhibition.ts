/**
 * Inhibition, as Alertmanager's `inhibit_rules` have it: while a source fires, targets whose labels named in
 * `equal` have the same values page nobody. An alert that is source and target of a rule is not inhibited by
 * another one of which the same is true, so never by itself.
 * https://prometheus.io/docs/alerting/latest/configuration/#inhibit_rule
 *
 * Sources and targets meet by a key, made of the rule and the values: who looks for the sources of a target
 * need not ask every alert.
 */

import { assert } from "./assert.ts";
import { compileMatchers, type LabelPredicate, type Labels, parseMatchers } from "./matcher.ts";
import type { OverlayInhibition, Playbook } from "./playbook.ts";

/** What an alert is to a rule. */
export interface InhibitionPart {
  /** The same for a source and its targets. */
  readonly key: string;
  /** Whether it is both source and target of the rule. */
  readonly isBoth: boolean;
}

export interface InhibitionRule {
  readonly name: string;
  readonly isSource: LabelPredicate;
  readonly isTarget: LabelPredicate;
  readonly equal: readonly string[];
}

const compiled = new WeakMap<Playbook, readonly InhibitionRule[]>();

/** The rules of a playbook, compiled once. */
export function inhibitionRules(playbook: Playbook): readonly InhibitionRule[] {
  const known = compiled.get(playbook);
  if (known !== undefined) return known;
  const rules = (playbook.overlay.inhibit ?? []).map(compileRule);
  compiled.set(playbook, rules);
  return rules;
}

export function compileRule({ source, target, equal }: OverlayInhibition): InhibitionRule {
  const labels = equal.toSorted();
  return {
    name: JSON.stringify([source, target, labels]),
    isSource: predicate(source),
    isTarget: predicate(target),
    equal: labels,
  };
}

function predicate(matchers: readonly string[]): LabelPredicate {
  return compileMatchers(
    matchers.flatMap((text) => {
      const parsed = parseMatchers(text);
      assert(parsed.kind === "matchers", "tocsin.yaml was checked");
      return parsed.matchers;
    }),
  );
}

/** Of which rules an alert that fires is a source. */
export function sourceParts(
  rules: readonly InhibitionRule[],
  labels: Labels,
): readonly InhibitionPart[] {
  return parts(rules, labels, "isSource", "isTarget");
}

/** Of which rules an alert is a target, in their order. */
export function targetParts(
  rules: readonly InhibitionRule[],
  labels: Labels,
): readonly InhibitionPart[] {
  return parts(rules, labels, "isTarget", "isSource");
}

function parts(
  rules: readonly InhibitionRule[],
  labels: Labels,
  as: "isSource" | "isTarget",
  other: "isSource" | "isTarget",
): readonly InhibitionPart[] {
  return rules
    .filter((rule) => rule[as](labels))
    .map((rule) => ({ key: keyOf(rule, labels), isBoth: rule[other](labels) }));
}

/** A label that is absent is the empty string, on both sides. */
function keyOf({ name, equal }: InhibitionRule, labels: Labels): string {
  const values = equal.map((label) => (Object.hasOwn(labels, label) ? labels[label] : ""));
  return JSON.stringify([name, ...values]);
}

/** Whether a source inhibits a target with the same key. */
export function inhibits(
  source: Pick<InhibitionPart, "isBoth">,
  target: Pick<InhibitionPart, "isBoth">,
): boolean {
  return !(source.isBoth && target.isBoth);
}
