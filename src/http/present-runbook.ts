/** The plan of a runbook as the contract writes it. */

import type { IncidentRunbookJson, PlannedStepJson } from "../contract/runbook.ts";
import type { PlannedDeed, PlannedStep, PlanWord } from "../domain/runbook-plan.ts";
import type { IncidentRunbook } from "../operations/incident/runbook.ts";

export function presentRunbook({ playbookHash, steps }: IncidentRunbook): IncidentRunbookJson {
  return { playbookHash, steps: steps.map(presentStep) };
}

function presentStep(step: PlannedStep): PlannedStepJson {
  const { number, key, runbook, text, source, command, isOptional, option, deed } = step;
  return {
    number,
    key,
    runbook: runbook.title,
    text,
    file: source.file,
    line: source.line,
    command: command ?? null,
    optional: isOptional,
    option: option === undefined ? null : { ...option, when: option.when ?? null },
    does: deed.kind,
    effect: deed.kind === "run" ? deed.effect : null,
    reason: deed.kind === "set" ? null : deed.reason,
    help: deed.kind === "refused" ? deed.help : null,
    ...presentRun(deed),
  };
}

function presentRun(deed: PlannedDeed): Pick<PlannedStepJson, "stages" | "inputs" | "notes"> {
  if (deed.kind !== "run") return { stages: [], inputs: [], notes: [] };
  const values = new Map(deed.inputs.map(({ name, value }) => [name, value]));
  return {
    stages: deed.stages.map(({ argv, effect, reason, isFilter, errors }) => ({
      argv: argv.map((word) => shownWord(word, values)),
      effect,
      reason,
      filter: isFilter,
      errors,
    })),
    inputs: deed.inputs.map(({ name, kind, choices, value, from, listedBy }) => ({
      name,
      kind,
      ...(choices === undefined ? {} : { choices: [...choices] }),
      value: value ?? null,
      from: from ?? null,
      listedBy: listedBy ?? null,
    })),
    notes: [...deed.notes],
  };
}

function shownWord(word: PlanWord, values: ReadonlyMap<string, string | undefined>): string {
  return word
    .map((piece) =>
      typeof piece === "string" ? piece : (values.get(piece.input) ?? `<${piece.input}>`),
    )
    .join("");
}
