/** Escalation paths written as YAML: for each severity its steps, or the steps alone. */

import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from "yaml";
import { wordsOfKey } from "../checklists/checklist-item.ts";
import type { CodeFence } from "../markdown/code-fences.ts";
import { ESCALATION_KEYS } from "../vocabulary.ts";
import { readDuration } from "../words/read-duration.ts";
import { readSeverityMention } from "../words/severity-id.ts";
import { beginsWith } from "../words/wording.ts";
import type { PathDraft, StepDraft } from "./escalation-draft.ts";

type ForSeverity = PathDraft["severity"];

/** A longer fence is a configuration, and not worth the time to parse. */
const LENGTH_MAX = 20_000;
const DEPTH_MAX = 6;

/** The paths of a fence; none where it has another shape. */
export function readYamlPaths(
  fence: CodeFence,
  file: string,
  severity: ForSeverity,
): readonly PathDraft[] {
  if ((fence.lang !== "yaml" && fence.lang !== "yml") || fence.value.length > LENGTH_MAX) return [];
  const lines = new LineCounter();
  const { contents, errors } = parseDocument(fence.value, {
    lineCounter: lines,
    logLevel: "silent",
  });
  if (errors.length > 0 || contents === null) return [];
  const lineOf = (node: Node): number => fence.line + lines.linePos(node.range?.[0] ?? 0).line - 1;
  const paths: PathDraft[] = [];
  const visit = (node: unknown, at: ForSeverity, depth: number): void => {
    if (isSeq(node)) {
      const steps = node.items.flatMap((item) => (isMap(item) ? stepsOf(item, file, lineOf) : []));
      if (steps.length > 0 && steps.length >= node.items.length) paths.push(pathOf(steps, at));
      return;
    }
    if (!isMap(node) || depth > DEPTH_MAX) return;
    for (const { key, value } of node.items) {
      const mention = readSeverityMention(scalarText(key) ?? "", true);
      visit(value, mention === undefined ? at : { id: mention.id, key: mention.key }, depth + 1);
    }
  };
  visit(contents, severity, 0);
  return paths;
}

/** One step, or one for each of several who are called together; none without anybody to call. */
function stepsOf(map: YAMLMap, file: string, lineOf: (node: Node) => number): StepDraft[] {
  const values = new Map(
    map.items.map(({ key, value }) => [wordsOfKey(scalarText(key) ?? "").toLowerCase(), value]),
  );
  const valueAt = (keys: readonly string[]): [string, unknown] | undefined =>
    [...values].find(([key]) => beginsWith(key, keys) !== undefined);
  const [, who] = valueAt(ESCALATION_KEYS.role) ?? [];
  const [whenKey = "", when] = valueAt(ESCALATION_KEYS.time) ?? [];
  const after = timeOf(whenKey, scalarText(when));
  const roles = (isSeq(who) ? who.items : [who]).flatMap((one) => scalarText(one) ?? []);
  return roles.map((role, index) => ({
    role: wordsOfKey(role),
    ...(after === undefined ? {} : { after }),
    ...(index === 0 ? {} : { isTogether: true }),
    source: { file, line: lineOf(map) },
  }));
}

/** "15 minutes", "0", or a number whose key has the unit: `delay_minutes: 15`. */
function timeOf(key: string, value: string | undefined): string | undefined {
  if (value === undefined || value.trim() === "") return undefined;
  if (/^0+$/u.test(value)) return "PT0S";
  return readDuration(/^\d+$/u.test(value) ? `${value} ${key.split(" ").at(-1) ?? ""}` : value);
}

function scalarText(node: unknown): string | undefined {
  return isScalar(node) ? String(node.value ?? "") : undefined;
}

function pathOf(steps: readonly StepDraft[], severity: ForSeverity): PathDraft {
  const source = steps[0]?.source ?? { file: "", line: 1 };
  const lastLine = steps.at(-1)?.source.line ?? source.line;
  return {
    severity,
    steps,
    stakeholders: [],
    actions: [],
    source,
    firstLine: source.line,
    lastLine,
  };
}
