/** Escalation paths in text fences: lines, or roles one below the other with arrows between them. */

import type { CodeFence } from "../markdown/code-fences.ts";
import type { TextLine } from "../markdown/labelled-lines.ts";
import type { PathDraft, StepDraft } from "./escalation-draft.ts";
import {
  LIST_NUMBER,
  linePaths,
  type Place,
  pathOf,
  severityLine,
  stepsOf,
  withoutRemark,
} from "./escalation-lines.ts";
import { ARROW, hasStepLabel, isRole, stepTime } from "./escalation-role.ts";

const TEXT_LANGUAGES: ReadonlySet<string> = new Set(["", "text", "txt", "plaintext"]);

/** The paths in a fence of plain text; drawings with boxes are read elsewhere. */
export function fencePaths(fence: CodeFence, place: Place): PathDraft[] {
  if (!TEXT_LANGUAGES.has(fence.lang) || /[┌╔]|\+--/u.test(fence.value)) return [];
  const lines = fence.value.split("\n").flatMap((written, index): TextLine[] => {
    const text = written.trim();
    const column = written.length - written.trimStart().length + 1;
    return text === "" ? [] : [{ text, line: fence.line + index, column }];
  });
  const named = { ...place, title: `${place.title} / ${fence.label ?? ""}` };
  return lines.some(({ text }) => DOWN.test(text))
    ? ladderPath(lines, named)
    : linePaths(
        lines,
        named,
        lines.every(({ text }) => /^\d+[.)]/u.test(text)),
      );
}

/** A line that only leads down to the next one, perhaps with the condition for it; a "v" alone is an arrow's head. */
const DOWN = /^(?:[│|↓▼⬇]\s*(?:v(?=\s|$)\s*)?|v(?=\s|$)\s*)+/u;

/** What leads aside: "├─ P1: page the harbour lead", "|-- Solved? → done". */
const BRANCH = /^(?:[│|]\s*)?(?:[├└]|[|`+](?=--))[─-]*[>▶►]?\s*/u;

/** Roles one below the other with arrows between them; "P1 → porter" in each rung is a path of its own. */
function ladderPath(lines: readonly TextLine[], place: Place): PathDraft[] {
  const rungs = lines.filter(({ text }) => !DOWN.test(text));
  const ofSeverities = rungs.flatMap((line) => severityRung(line, place) ?? []);
  if (ofSeverities.length >= 2 && ofSeverities.length === rungs.length) return ofSeverities;
  const steps: StepDraft[] = [];
  const branches: PathDraft[] = [];
  let condition = "";
  for (const line of lines) {
    if (BRANCH.test(line.text)) {
      branches.push(...branchPath({ ...line, text: line.text.replace(BRANCH, "") }, place, steps));
      continue;
    }
    if (DOWN.test(line.text)) {
      condition += ` ${line.text.replace(DOWN, "")}`;
      continue;
    }
    const after = stepTime(condition);
    condition = "";
    const text = line.text.replace(LIST_NUMBER, "");
    if (!isRole(withoutRemark(text)) && !hasStepLabel(text)) continue;
    const time = after === undefined ? {} : { after };
    steps.push(...stepsOf({ ...line, text }, place.file).map((step) => ({ ...step, ...time })));
  }
  if (branches.length > 0) return branches;
  return steps.length < 2 ? [] : [pathOf(place, place.severity, steps)];
}

/** "P1 → porter + manager". */
function severityRung({ text, ...at }: TextLine, place: Place): PathDraft | undefined {
  const [severity = "", ...roles] = text.split(ARROW);
  return roles.length === 0
    ? undefined
    : severityLine({ ...at, text: `${severity}: ${roles.join(" → ")}` }, place);
}

/** "├─ P1: page the harbour lead" below whom all severities reach: the path of P1 goes on with the lead. */
function branchPath(line: TextLine, place: Place, above: readonly StepDraft[]): PathDraft[] {
  const branch = severityLine(line, place);
  if (branch?.severity === undefined || branch.steps.length === 0) return [];
  return [pathOf(place, branch.severity, [...above, ...branch.steps])];
}
