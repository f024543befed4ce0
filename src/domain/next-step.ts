/** Of everything that the playbook asks for, the one thing to do next. */

import type { Incident } from "./incident.ts";
import type { PlaybookStep, StepGroup } from "./playbook-steps.ts";

export interface NextStep {
  readonly step: PlaybookStep;
  readonly group: StepGroup;
}

/**
 * First that somebody has it at all, then what the severity asks for; then the phase whose time it is, then
 * what was left undone before it, then what comes after. Once it is resolved, the last group alone.
 * Undefined when nothing is left.
 */
export function nextPlaybookStep(
  incident: Incident,
  groups: readonly StepGroup[],
  now: number,
): NextStep | undefined {
  if (incident.status === "closed") return undefined;
  if (incident.status === "resolved") return firstOf(groups.slice(-1));
  const unanswered = incident.status === "open" ? acknowledging(groups) : undefined;
  return unanswered ?? firstOf(inOrder(groups, now));
}

function acknowledging(groups: readonly StepGroup[]): NextStep | undefined {
  return firstOf(groups, ({ showsIn }) => showsIn === "acknowledged");
}

function inOrder(groups: readonly StepGroup[], now: number): readonly StepGroup[] {
  const begun = groups.findLastIndex(({ startsAt }) => startsAt !== null && startsAt <= now);
  const current = Math.max(1, begun);
  const [atThisTime, before, later] = [
    groups.slice(current, current + 1),
    groups.slice(1, current),
    groups.slice(current + 1),
  ];
  return [...groups.slice(0, 1), ...atThisTime, ...before, ...later];
}

function firstOf(
  groups: readonly StepGroup[],
  isMeant: (step: PlaybookStep) => boolean = () => true,
): NextStep | undefined {
  for (const group of groups) {
    const step = group.steps.find((one) => one.done === null && isMeant(one));
    if (step !== undefined) return { step, group };
  }
  return undefined;
}
