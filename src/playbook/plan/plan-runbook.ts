/** The plan of a runbook: its steps in the order of the text, with what Tocsin does with each. */

import type {
  Overlay,
  Playbook,
  Runbook,
  RunbookOption,
  RunbookStep,
} from "../../domain/playbook.ts";
import type { PlanInput, PlannedDeed, PlannedStep } from "../../domain/runbook-plan.ts";
import type { SyntaxParsers } from "../syntax-parsers.ts";
import { literalWords } from "./class-stages.ts";
import { inputNames } from "./fill-command.ts";
import { planCommand } from "./plan-command.ts";
import { type KnownValues, planInputs } from "./plan-inputs.ts";

export interface PlanSurroundings {
  readonly parsers: SyntaxParsers;
  /** Of the incident's alerts. */
  readonly labels: Readonly<Record<string, string>>;
}

/** More steps are a book: what is behind them is left to people. */
const STEPS_MAX = 500;

/** Plans several runbooks of a playbook; steps are numbered through. Never throws. */
export function planRunbooks(
  playbook: Playbook,
  runbooks: readonly Runbook[],
  { parsers, labels }: PlanSurroundings,
): readonly PlannedStep[] {
  const steps: PlannedStep[] = [];
  for (const runbook of runbooks) {
    const known: KnownValues = { labels, set: new Map() };
    let place = 0;
    for (const { step, option } of stepsOf(runbook)) {
      if (steps.length >= STEPS_MAX) return steps;
      place += 1;
      const number = steps.length + 1;
      const deed = planDeed(step, { parsers, overlay: playbook.overlay, known, before: steps });
      // The first value counts: a later line does not change what an earlier step was shown with.
      if (deed.kind === "set")
        for (const [name, value] of Object.entries(deed.values))
          if (!known.set.has(name)) known.set.set(name, { value, line: step.source.line });
      steps.push({
        number,
        key: `${runbook.id}/${place}`,
        runbook: { id: runbook.id, title: runbook.title },
        text: step.text,
        source: step.source,
        ...(step.command === undefined ? {} : { command: step.command }),
        isOptional: step.optional === true,
        ...(option === undefined ? {} : { option }),
        deed,
      });
    }
  }
  return steps;
}

interface PlacedStep {
  readonly step: RunbookStep;
  readonly option?: PlannedStep["option"];
}

function stepsOf({ blocks }: Runbook): readonly PlacedStep[] {
  return blocks.flatMap((block): readonly PlacedStep[] => {
    if (block.kind === "sequence" || block.kind === "hint")
      return block.steps.map((step) => ({ step }));
    return block.options.flatMap((option, index) =>
      option.steps.map((step) => ({ step, option: optionOf(option, block.kind, index + 1) })),
    );
  });
}

function optionOf(
  { title, when }: RunbookOption,
  kind: "choice" | "branch",
  number: number,
): NonNullable<PlannedStep["option"]> {
  return { kind, number, title, ...(when === undefined ? {} : { when }) };
}

interface DeedContext {
  readonly parsers: SyntaxParsers;
  readonly overlay: Overlay;
  readonly known: KnownValues;
  /** The steps before it. */
  readonly before: readonly PlannedStep[];
}

const OVERRIDE_HELP =
  "Do it by hand, or give its argv in tocsin.yaml: stepOverrides: [{ command: …, argv: […] }].";

function planDeed(
  step: RunbookStep,
  { parsers, overlay, known, before }: DeedContext,
): PlannedDeed {
  const { command, typedInto } = step;
  if (command === undefined) return { kind: "tick", reason: "a person does it" };
  if (typedInto !== undefined)
    return { kind: "tick", reason: "it is typed where no runner is: a person does it" };
  const argv = overlay.stepOverrides.find((one) => one.command === command)?.argv;
  const namespace = overlay.runbookDefaults.namespace;
  const planned = planCommand({ command, argv, namespace }, parsers);
  if (planned.kind === "tick") return planned;
  if (planned.kind === "refused")
    return step.effect === "manual"
      ? { kind: "tick", reason: planned.reason }
      : { kind: "refused", reason: planned.reason, help: OVERRIDE_HELP };
  if (planned.kind === "set") return settingDeed(planned.values);
  const { effect, reason, stages, notes } = planned;
  const inputs: readonly PlanInput[] = planInputs(inputNames(stages), known, before);
  return { kind: "run", effect, reason, stages, inputs, notes };
}

/** `NS=prod` is kept; what only a shell could work out is asked for where it is used. */
function settingDeed(
  values: Extract<ReturnType<typeof planCommand>, { kind: "set" }>["values"],
): PlannedDeed {
  const known = values.flatMap(([name, word]) => {
    const [value] = literalWords([word]) ?? [];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { kind: "set", values: Object.fromEntries(known) };
}
