/** Where the values of a step's inputs come from: an earlier line, a label, an earlier output, a person. */

import { inputKey, refusedValue } from "../../domain/input-value.ts";
import type { PlanInput, PlannedStep, PlanWord } from "../../domain/runbook-plan.ts";
import { literalWords } from "./class-stages.ts";
import { type InputForm, inputForm } from "./input-form.ts";

export interface KnownValues {
  readonly labels: Readonly<Record<string, string>>;
  /** Variables that earlier lines of the runbook have set. */
  readonly set: Map<string, { readonly value: string; readonly line: number }>;
}

/** The inputs by their names, each with the value it has already. A value that may not be used is left out. */
export function planInputs(
  names: readonly string[],
  known: KnownValues,
  before: readonly PlannedStep[],
): readonly PlanInput[] {
  return names.map((name) => {
    const form = inputForm(name);
    const given = givenValue(name, form, known);
    const lister = given === undefined ? listedBy(name, before) : undefined;
    return {
      name,
      ...form,
      ...(given ?? {}),
      ...(lister === undefined ? {} : { listedBy: lister }),
    };
  });
}

function givenValue(
  name: string,
  form: InputForm,
  { labels, set }: KnownValues,
): { readonly value: string; readonly from: string } | undefined {
  const variable = set.get(name);
  if (variable !== undefined && refusedValue(variable.value, form) === undefined)
    return { value: variable.value, from: `set on line ${variable.line}` };
  const keys = new Set([inputKey(name), inputKey(name).replace(/_(?:name|id)$/u, "")]);
  const label = Object.entries(labels).find(([key]) => keys.has(inputKey(key)));
  if (label === undefined || refusedValue(label[1], form) !== undefined) return undefined;
  return { value: label[1], from: `label ${label[0]}` };
}

/** Names of Kubernetes' kinds as they are listed, by what a placeholder calls one of them. */
const LISTED: ReadonlyMap<string, RegExp> = new Map([
  ["pod", /^(?:pods?|po)$/u],
  ["node", /^(?:nodes?|no)$/u],
  ["namespace", /^(?:namespaces?|ns)$/u],
  ["deployment", /^(?:deployments?|deploy)$/u],
  ["statefulset", /^(?:statefulsets?|sts)$/u],
  ["service", /^(?:services?|svc)$/u],
  ["job", /^jobs?$/u],
  ["pvc", /^(?:pvc|persistentvolumeclaims?)$/u],
]);

/** The last step before that runs by itself and lists such things: `kubectl get pods` for `<pod-name>`. */
function listedBy(name: string, before: readonly PlannedStep[]): number | undefined {
  const kind = LISTED.get(inputKey(name).replace(/_name$/u, ""));
  if (kind === undefined) return undefined;
  return before.findLast(
    ({ deed }) =>
      deed.kind === "run" && deed.effect === "observe" && lists(deed.stages[0]?.argv, kind),
  )?.number;
}

function lists(argv: readonly PlanWord[] | undefined, kind: RegExp): boolean {
  const words = (argv ?? []).map((word) => literalWords([word])?.[0] ?? "");
  const get = words.indexOf("get");
  return /^(?:kubectl|oc)$/u.test(words[0] ?? "") && get > 0 && kind.test(words[get + 1] ?? "");
}

/** A listing's first column under NAME, as far as it is of the input's form: what may be meant. */
export function valuesListed(output: string, form: InputForm): readonly string[] {
  const [header = "", ...lines] = output.split("\n");
  const at = header.trim().split(/\s+/u).indexOf("NAME");
  if (at < 0) return [];
  return lines
    .map((line) => line.trim().split(/\s+/u)[at] ?? "")
    .filter((value) => refusedValue(value, form) === undefined)
    .slice(0, LISTED_MAX);
}

const LISTED_MAX = 50;
