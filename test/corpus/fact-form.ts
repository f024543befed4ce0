/** The form that README.md beside this file gives to a fact, so that a slip of the reader's shows. */

import { durationMs } from "../../src/domain/duration.ts";
import { EFFECTS } from "../../src/domain/effect.ts";
import type { FactKind } from "./golden.ts";

type Check = (value: unknown) => boolean;

interface FactForm {
  readonly required: Readonly<Record<string, Check>>;
  readonly optional?: Readonly<Record<string, Check>>;
}

/** Longer texts would be the document's own sentences, which a golden must not hold. */
export const NAME_LENGTH_MAX = 120;

export const isLine: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 1;
export const isCommandSha: Check = (value) => matches(value, /^[0-9a-f]{12}$/u);

const isName: Check = (value) =>
  typeof value === "string" && value.trim() !== "" && value.length <= NAME_LENGTH_MAX;
const isDay: Check = (value) => matches(value, /^\d{4}-\d{2}-\d{2}$/u);
const isUrl: Check = (value) => typeof value === "string" && URL.canParse(value);
const isLines: Check = (value) =>
  Array.isArray(value) && value.length > 0 && value.every(isLine) && isRising(value);
const isContactWays: Check = (value) =>
  Array.isArray(value) && value.every(oneOf("email", "phone", "statusPage"));
const isCondition: Check = (value) =>
  hasForm(value, {
    operator: oneOf("<", "<=", ">", ">=", "="),
    value: Number.isFinite,
    unit: (unit) => unit === "" || isName(unit),
  });

export function isDuration(value: unknown): boolean {
  if (typeof value !== "string") return false;
  try {
    return durationMs(value) >= 0;
  } catch {
    return false;
  }
}

const FORMS: Readonly<Record<FactKind, FactForm>> = {
  title: { required: { text: isName } },
  severity: { required: { id: isName, rank: isLine } },
  sla: {
    required: { clock: oneOf("response", "resolution", "communication"), value: isDuration },
    optional: { severity: isName },
  },
  example: { required: { severity: isName }, optional: { condition: isCondition } },
  action: {
    required: {
      severity: isName,
      does: oneOf(
        ...["page", "notify", "all-hands", "status-page", "ticket"],
        ...["assign", "monitor", "schedule", "other"],
      ),
    },
  },
  "escalation-step": {
    required: { role: isName },
    optional: { severity: isName, after: isDuration },
  },
  phase: { required: {}, optional: { start: isDuration, end: isDuration } },
  "phase-action": { required: { phaseLine: isLine } },
  checklist: { required: { items: isLine } },
  "checklist-item": { required: { answer: oneOf("boolean", "choice", "text", "list", "measure") } },
  runbook: { required: { title: isName } },
  command: {
    required: { sha: isCommandSha },
    optional: { effect: oneOf(...EFFECTS), optional: oneOf(true) },
  },
  output: { required: {} },
  "manual-step": { required: {} },
  choice: { required: { options: isLines } },
  branch: { required: { options: isLines } },
  template: { required: { channel: oneOf("slack", "status-page", "email", "other") } },
  "postmortem-section": { required: { level: (value) => isLine(value) && Number(value) <= 6 } },
  "postmortem-due": { required: { value: isDuration } },
  rotation: { required: { columns: isLine } },
  shift: { required: { start: isDay } },
  contact: { required: { has: isContactWays } },
  access: { required: {} },
  link: { required: { url: isUrl } },
  related: { required: { path: isName } },
  text: { required: {} },
};

/** What is wrong with a fact's form, in words; undefined when nothing is. */
export function factProblem(fact: unknown): string | undefined {
  if (typeof fact !== "object" || fact === null) return "is no object";
  const { kind, line, ...rest } = fact as Record<string, unknown>;
  if (typeof kind !== "string" || !Object.hasOwn(FORMS, kind)) return `has the kind ${kind}`;
  if (!isLine(line)) return `has the line ${line}`;
  const { required, optional = {} } = FORMS[kind as FactKind];
  const absent = Object.keys(required).find((key) => !Object.hasOwn(rest, key));
  if (absent !== undefined) return `has no ${absent}`;
  const checks: Readonly<Record<string, Check>> = { ...required, ...optional };
  const wrong = Object.entries(rest).find(([key, value]) => checks[key]?.(value) !== true);
  return wrong === undefined ? undefined : `has the ${wrong[0]} ${JSON.stringify(wrong[1])}`;
}

/** Whether a value has exactly these keys, each as it should be. */
export function hasForm(value: unknown, form: Readonly<Record<string, Check>>): boolean {
  if (typeof value !== "object" || value === null) return false;
  const keys = new Set([...Object.keys(form), ...Object.keys(value)]);
  const found = value as Record<string, unknown>;
  return [...keys].every((key) => Object.hasOwn(value, key) && form[key]?.(found[key]) === true);
}

export function oneOf(...values: readonly unknown[]): Check {
  return (value) => values.includes(value);
}

export function matches(value: unknown, pattern: RegExp): boolean {
  return typeof value === "string" && pattern.test(value);
}

function isRising(lines: readonly number[]): boolean {
  return lines.every((line, index) => index === 0 || line > (lines[index - 1] ?? 0));
}
