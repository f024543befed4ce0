/**
 * The examples of a playbook's severities as rules for alerts. By its words alone an example proposes its
 * severity; one with a threshold decides it once an alert that is about the same says what was measured.
 */

import { type MeasuredAlert, proseOf, readMeasurements, subjectWords } from "./measured-value.ts";
import type { Condition, Playbook, Severity, SourceRef } from "./playbook.ts";
import type { SeverityReason } from "./severity-reason.ts";
import { judgeThreshold } from "./threshold.ts";

/** Words that say nothing about what is wrong. */
const FILLER: ReadonlySet<string> = new Set([
  "a",
  "an",
  "the",
  "or",
  "and",
  "of",
  "in",
  "is",
  "to",
]);

interface ExampleRule {
  readonly severity: string;
  readonly text: string;
  readonly source: SourceRef;
  /** All of them, two at least, must stand in an alert's name: one word alone does not tell. */
  readonly telling: readonly string[];
  readonly threshold?: { readonly condition: Condition; readonly metric: readonly string[] };
}

export interface SeverityExamples {
  /** The worst severity first, in the text's order. */
  readonly rules: readonly ExampleRule[];
}

export interface ExampleChoice {
  readonly severity: string;
  readonly reason: SeverityReason;
}

/** Made ready once for each playbook. */
export function severityExamples({ severities }: Playbook): SeverityExamples {
  return { rules: severities.flatMap((severity) => rulesOf(severity)) };
}

function rulesOf({ id, definition, condition, examples, source }: Severity): ExampleRule[] {
  const rules = examples.map((example): ExampleRule => {
    const { text } = example;
    return {
      severity: id,
      text,
      source: example.source,
      telling: tellingWords(text, example.condition !== undefined),
      ...thresholdOf(example.condition),
    };
  });
  // A definition tells nothing by its words: "Major functionality impaired, <99% availability".
  const defined = {
    severity: id,
    text: definition,
    source,
    telling: [],
    ...thresholdOf(condition),
  };
  return [...rules, defined].filter(
    ({ telling, threshold }) => telling.length >= TELLING_MIN || threshold !== undefined,
  );
}

const TELLING_MIN = 2;

function thresholdOf(condition: Condition | undefined): Pick<ExampleRule, "threshold"> {
  if (condition === undefined) return {};
  const metric = subjectWords(condition.metric).filter((word) => !FILLER.has(word));
  return { threshold: { condition, metric } };
}

/** Without what stands in parentheses and, where it is a threshold, without its amount. */
function tellingWords(text: string, hasThreshold: boolean): readonly string[] {
  const words = subjectWords(text.replace(/\([^)]*\)/g, " "));
  return words.filter((word) => !FILLER.has(word) && !(hasThreshold && /^\d/u.test(word)));
}

/** What an alert's words and values match: the worst of each. */
export interface MatchedExamples {
  /** By value; above what general words on a label say. */
  readonly decided?: ExampleChoice;
  /** By words. */
  readonly proposed?: ExampleChoice;
}

export function matchExamples({ rules }: SeverityExamples, alert: MeasuredAlert): MatchedExamples {
  if (rules.length === 0) return {};
  const name = new Set(subjectWords(`${alert.title} ${ownLabel(alert, "alertname")}`));
  const subject = lazily(() => subjectOf(alert));
  const measured = lazily(() => readMeasurements(alert));
  const judged = rules.flatMap((rule) => judge(rule, { name, subject, measured }));
  const decided = judged.find(({ isDecided }) => isDecided);
  // What was measured is known then: another threshold of the same is not met.
  const measures = new Set(judged.flatMap((one) => (one.isDecided ? [one.measures] : [])));
  const proposed = judged.find(
    (one) => !one.isDecided && !(one.measures !== undefined && measures.has(one.measures)),
  );
  return {
    ...(decided === undefined ? {} : { decided: decided.choice }),
    ...(proposed === undefined ? {} : { proposed: proposed.choice }),
  };
}

interface JudgedExample {
  readonly choice: ExampleChoice;
  readonly isDecided: boolean;
  /** What its threshold is about, if it has one. */
  readonly measures: string | undefined;
}

interface AlertFacts {
  /** Of its title and its name. */
  readonly name: ReadonlySet<string>;
  /** Of everything that says what it is about. */
  readonly subject: () => ReadonlySet<string>;
  readonly measured: () => ReturnType<typeof readMeasurements>;
}

function judge(rule: ExampleRule, facts: AlertFacts): readonly JudgedExample[] {
  const { severity, text: example, source, telling, threshold } = rule;
  const isNamed = telling.length >= TELLING_MIN && telling.every((word) => facts.name.has(word));
  if (!isNamed && (threshold === undefined || !isMeasured(threshold, facts))) return [];
  const at = { file: source.file, line: source.line };
  const measures = threshold?.metric.join(" ");
  const verdict =
    threshold === undefined
      ? undefined
      : judgeThreshold(facts.measured()(threshold.metric), threshold.condition);
  if (verdict?.isMet === true) {
    const reason = { kind: "threshold", at, example, value: verdict.value.text } as const;
    return [{ choice: { severity, reason }, isDecided: true, measures }];
  }
  if (verdict !== undefined || !isNamed) return [];
  return [
    { choice: { severity, reason: { kind: "example", at, example } }, isDecided: false, measures },
  ];
}

/** Whether an alert is about what a threshold measures: one word alone must stand in its name. */
function isMeasured(
  { metric }: { readonly metric: readonly string[] },
  { name, subject }: AlertFacts,
): boolean {
  if (metric.length === 0) return false;
  if (metric.every((word) => name.has(word))) return true;
  return metric.every((word) => subject().has(word)) && isTelling(metric);
}

/** Two words, or a measure by its number: "p95". */
function isTelling(metric: readonly string[]): boolean {
  return metric.length > 1 || metric.some((word) => /^p\d+$/u.test(word));
}

function subjectOf(alert: MeasuredAlert): ReadonlySet<string> {
  const names = [...Object.keys(alert.labels), ...Object.keys(alert.annotations)];
  const texts = [...proseOf(alert), ownLabel(alert, "alertname"), ...names];
  return new Set(texts.flatMap((text) => subjectWords(text)));
}

function ownLabel({ labels }: MeasuredAlert, name: string): string {
  return Object.hasOwn(labels, name) ? (labels[name] ?? "") : "";
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
