/** When the steps of an escalation begin. */

import { durationMs, isoDuration } from "../../domain/duration.ts";
import type { EscalationPath, IsoDuration, Overlay, Severity } from "../../domain/playbook.ts";
import type { StepDraft } from "./escalation-draft.ts";
import { roundMs } from "./untimed-steps.ts";

/**
 * The steps with the times that are missing filled in. Where none has a time, each begins at its
 * *(k−1)/n* of the response time; where some have, the others stand between them; those told in one
 * breath begin together.
 */
export function withTimes(
  steps: readonly StepDraft[],
  severity: Severity,
  overlay: Overlay,
): EscalationPath["steps"] {
  const stated = overlay.escalation[severity.id]?.after;
  const after = completeStarts(
    steps.map(({ after, isTogether }, index) => ({
      after: stated?.[index] ?? after,
      isTogether: isTogether === true,
    })),
    roundMs(severity),
  );
  return steps.map((step, index) => stepOf(step, after[index] ?? "PT0S"));
}

/** Whether the text does not say when a step begins. The first one starts at once in any case. */
export function isSilent({ after, isTogether }: StepDraft, index: number): boolean {
  return index > 0 && after === undefined && isTogether !== true;
}

/**
 * The starts of steps, where not all are told: evenly between those that are, and in even parts of the
 * round after the last of them, so that nobody is asked before who stands before them.
 */
function completeStarts(
  steps: readonly { readonly after: IsoDuration | undefined; readonly isTogether: boolean }[],
  lengthMs: number,
): readonly IsoDuration[] {
  const groups: (IsoDuration | undefined)[] = [];
  const groupOf = steps.map(({ after, isTogether }, index) => {
    if (index === 0 || !isTogether || after !== undefined) groups.push(after);
    return groups.length - 1;
  });
  const starts = startsOf(groups, lengthMs / Math.max(1, groups.length));
  return groupOf.map((group) => starts[group] ?? "PT0S");
}

function startsOf(
  told: readonly (IsoDuration | undefined)[],
  gapMs: number,
): readonly IsoDuration[] {
  const starts: IsoDuration[] = [];
  let lastIndex = 0;
  let lastMs = 0;
  for (const [index, own] of told.entries()) {
    if (own === undefined && index > 0) {
      const nextIndex = told.findIndex((one, at) => at > index && one !== undefined);
      const next = told[nextIndex];
      const roomMs = next === undefined ? undefined : durationMs(next) - lastMs;
      const stepMs = roomMs === undefined ? gapMs : roomMs / (nextIndex - lastIndex);
      starts.push(isoDuration(lastMs + Math.max(0, stepMs) * (index - lastIndex)));
      continue;
    }
    lastIndex = index;
    lastMs = own === undefined ? 0 : durationMs(own);
    starts.push(own ?? "PT0S");
  }
  return starts;
}

/** A step as it is compiled, without what only its reading needs. */
export function stepOf(
  { role, title, source }: StepDraft,
  after: IsoDuration,
): EscalationPath["steps"][number] {
  return { role, ...(title === undefined ? {} : { title }), after, source };
}
