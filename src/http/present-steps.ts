/** What the playbook asks for in an incident as the contract writes it. */

import type {
  IncidentStepsJson,
  NextStepJson,
  PlaybookStepJson,
} from "../contract/incident-step.ts";
import { instantOrNull } from "../contract/wire.ts";
import type { NextStep } from "../domain/next-step.ts";
import type { PlaybookStep } from "../domain/playbook-steps.ts";
import type { IncidentSteps } from "../operations/incident/steps.ts";

export function presentSteps({ groups, next }: IncidentSteps): IncidentStepsJson {
  return {
    next: presentNextStep(next),
    phases: groups.map(({ title, startsAt, endsAt, steps }) => ({
      title,
      startsAt: instantOrNull(startsAt),
      endsAt: instantOrNull(endsAt),
      steps: steps.map(presentStep),
    })),
  };
}

export function presentNextStep(next: NextStep | undefined): NextStepJson | null {
  if (next === undefined) return null;
  const { title, endsAt } = next.group;
  return { ...presentStep(next.step), phase: title, endsAt: instantOrNull(endsAt) };
}

function presentStep({ key, text, line, kind, done }: PlaybookStep): PlaybookStepJson {
  if (done === null) return { key, text, line, kind, done };
  const { outcome, by, at, because } = done;
  return { key, text, line, kind, done: { outcome, by, at: instantOrNull(at), because } };
}
