/**
 * What an alert says was measured. Nothing prescribes where: rules of Prometheus put `{{ $value }}` into an
 * annotation or into their sentences, Grafana's alerting sends its values as annotations of its own
 * (`__values__`, `__value_string__`) and, in webhooks, beside them.
 */

import { proseValues } from "./prose-values.ts";
import { isUnit, type Quantity, readQuantity } from "./quantity.ts";

export interface MeasuredAlert {
  readonly title: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** A value and, for people, how it was written. */
export interface MeasuredValue {
  readonly quantity: Quantity;
  readonly text: string;
}

export interface MeasuredValues {
  /** Said to be the value: they decide, either way. */
  readonly stated: readonly MeasuredValue[];
  /** Quantities with units in sentences: they may show that a threshold is passed, never that it is not. */
  readonly mentioned: readonly MeasuredValue[];
}

/** Grafana's own names: https://github.com/grafana/grafana, pkg/services/ngalert/models. */
export const GRAFANA_VALUES = "__values__";
export const GRAFANA_VALUE_STRING = "__value_string__";

/** Names under which rules put their value, without case and signs. */
const VALUE_NAMES: ReadonlySet<string> = new Set([
  "value",
  "currentvalue",
  "current",
  "actual",
  "actualvalue",
  "observed",
  "observedvalue",
  "measured",
  "measuredvalue",
  "metricvalue",
  "alertvalue",
]);

/** Annotations that are sentences. */
const PROSE_NAMES = ["summary", "description", "message"] as const;
const PROSE_LENGTH_MAX = 2000;
const VALUES_MAX = 50;

/**
 * Every value that an alert carries, read once and asked for each measure; `metricWords` are looked for in
 * the names of labels and annotations.
 */
export function readMeasurements(
  alert: MeasuredAlert,
): (metricWords: readonly string[]) => MeasuredValues {
  const { annotations, labels } = alert;
  const prose = proseOf(alert).map((text) => proseValues(text));
  const mentioned = prose.flatMap((values) => values.mentioned);
  const anywhere = [...grafanaValues(annotations), ...prose.flatMap((values) => values.stated)];
  return (metricWords) => {
    const named = [...namedValues(annotations, metricWords), ...namedValues(labels, metricWords)];
    return { stated: [...named, ...anywhere].slice(0, VALUES_MAX), mentioned };
  };
}

/** The sentences of an alert, each once. */
export function proseOf({ title, annotations }: MeasuredAlert): readonly string[] {
  const texts = [title, ...PROSE_NAMES.map((name) => ownText(annotations, name))];
  return [...new Set(texts)].map((text) => text.slice(0, PROSE_LENGTH_MAX));
}

function ownText(map: Readonly<Record<string, string>>, name: string): string {
  return Object.hasOwn(map, name) ? (map[name] ?? "") : "";
}

/** By a name that says it is the value, or that names what is measured: `error_rate: 7.2%`. */
function namedValues(
  map: Readonly<Record<string, string>>,
  metricWords: readonly string[],
): readonly MeasuredValue[] {
  return Object.entries(map).flatMap(([name, text]) => {
    const words = nameWords(name);
    const isNamed =
      VALUE_NAMES.has(words.join("")) ||
      (metricWords.length > 0 && metricWords.every((word) => words.includes(word)));
    if (!isNamed) return [];
    const quantity = readQuantity(text);
    if (quantity === undefined)
      return proseValues(`value ${text.slice(0, PROSE_LENGTH_MAX)}`).stated;
    // `latency_ms: 2400`: the unit stands in the name.
    const unit = words.findLast((word) => word.length > 1 && isUnit(word));
    return [
      { quantity: quantity.unit === "" ? { ...quantity, unit: unit ?? "" } : quantity, text },
    ];
  });
}

/** Labels and annotations have few names, and each is asked for with every alert. */
const NAMES_KEPT = 1000;
const wordsOfNames = new Map<string, readonly string[]>();

function nameWords(name: string): readonly string[] {
  const known = wordsOfNames.get(name);
  if (known !== undefined) return known;
  const words = subjectWords(name);
  if (wordsOfNames.size >= NAMES_KEPT) wordsOfNames.clear();
  wordsOfNames.set(name, words);
  return words;
}

/** The words of a name or a sentence: `HighErrorRate` has three. */
export function subjectWords(text: string): readonly string[] {
  const split = text.replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, " ");
  return split.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

const VALUE_IN_STRING = /\bvalue=([^\s\]]{1,40})/gu;

function grafanaValues(annotations: Readonly<Record<string, string>>): readonly MeasuredValue[] {
  const values = numbersOf(ownText(annotations, GRAFANA_VALUES));
  const written = ownText(annotations, GRAFANA_VALUE_STRING).slice(0, PROSE_LENGTH_MAX);
  const texts =
    values.length > 0
      ? values
      : [...written.matchAll(VALUE_IN_STRING)].map(([, text = ""]) => text);
  const read = texts.slice(0, VALUES_MAX).flatMap((text) => {
    const quantity = readQuantity(text);
    return quantity === undefined ? [] : [{ quantity, text }];
  });
  // Beside what was measured stand the results of its conditions, 0 or 1.
  const measured = read.filter(({ quantity: { amount } }) => amount !== 0 && amount !== 1);
  return measured.length > 0 ? measured : read;
}

function numbersOf(json: string): readonly string[] {
  if (json === "" || json.length > PROSE_LENGTH_MAX) return [];
  try {
    const values: unknown = JSON.parse(json);
    if (typeof values !== "object" || values === null) return [];
    return Object.values(values)
      .filter((value) => typeof value === "number")
      .map(String);
  } catch {
    return [];
  }
}
