/** The plan of a runbook as the contract writes it. */

import type { IncidentRunbookJson, PlannedStepJson, StepRunJson } from "../contract/runbook.ts";
import { instant, instantOrNull } from "../contract/wire.ts";
import type { PlannedDeed, PlannedStep, PlanWord } from "../domain/runbook-plan.ts";
import { endedByTime } from "../domain/step-run.ts";
import type { Actor } from "../domain/timeline.ts";
import type { incidentRunbook } from "../operations/incident/runbook.ts";

type ShownRunbook = Awaited<ReturnType<typeof incidentRunbook>>;

export function presentRunbook({
  playbookHash,
  steps,
  runs,
  now,
}: ShownRunbook): IncidentRunbookJson {
  const byKey = new Map(runs.map((shown) => [shown.run.key, shown]));
  return {
    playbookHash,
    steps: steps.map((step) => {
      const shown = byKey.get(step.key);
      return { ...presentStep(step), run: shown === undefined ? null : presentStepRun(shown, now) };
    }),
  };
}

function presentStepRun({ run, output }: ShownRunbook["runs"][number], now: number): StepRunJson {
  // What time has ended is over, also while nobody has written that down.
  const outcome = run.outcome ?? endedByTime(run, now) ?? null;
  return {
    id: run.id,
    state: outcome === null ? run.state : "done",
    digest: run.digest,
    argv: run.order.stages.map((words) => [...words]),
    askedBy: nameOf(run.askedBy),
    askedAt: instant(run.askedAt),
    approvedBy: run.approvedBy === null ? null : nameOf(run.approvedBy),
    startBefore: instant(run.startBefore),
    endedAt: instantOrNull(run.endedAt),
    outcome: outcome?.kind ?? null,
    reason: outcome?.reason ?? "",
    exitCodes: [...(outcome?.exitCodes ?? [])],
    durationMs: outcome?.durationMs ?? 0,
    output,
    outputBytes: outcome?.outputBytes ?? 0,
    omittedBytes: outcome?.omittedBytes ?? 0,
    outputHash: outcome?.outputHash ?? "",
  };
}

function nameOf(actor: Actor): string | null {
  return actor.kind === "system" ? null : actor.name;
}

function presentStep(step: PlannedStep): Omit<PlannedStepJson, "run"> {
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
