/** A planned command with its inputs filled in, judged again by exactly what would be started. */

import { exceeds, type RunnableEffect } from "../../domain/effect.ts";
import { refusedValue } from "../../domain/input-value.ts";
import type { ErrorOutput, PlanWord } from "../../domain/runbook-plan.ts";
import { readFilter } from "../filters/read-filter.ts";
import type { SyntaxParsers } from "../syntax-parsers.ts";
import { classStages } from "./class-stages.ts";
import { inputForm } from "./input-form.ts";
import type { RunPlan } from "./plan-command.ts";
import { refusedArguments } from "./refused-arguments.ts";

/** What is started: nothing is left open. */
export interface FilledStage {
  readonly argv: readonly string[];
  readonly isFilter: boolean;
  readonly errors: ErrorOutput;
}

export type FilledCommand =
  | {
      readonly kind: "filled";
      readonly stages: readonly FilledStage[];
      readonly effect: RunnableEffect;
    }
  | { readonly kind: "missing"; readonly names: readonly string[] }
  /** @property reason without a full stop */
  | { readonly kind: "refused"; readonly reason: string };

/**
 * Fills in values by the inputs' names. A value that is not of its input's form is refused, and so is one
 * that makes the command ask for more care than the command without it.
 */
export function fillCommand(
  planned: RunPlan,
  values: Readonly<Record<string, string>>,
  parsers: SyntaxParsers,
): FilledCommand {
  const names = inputNames(planned.stages);
  const missing = names.filter((name) => values[name] === undefined);
  if (missing.length > 0) return { kind: "missing", names: missing };
  for (const name of names) {
    const problem = refusedValue(values[name] ?? "", inputForm(name));
    if (problem !== undefined) return refused(`the value for ${name} cannot be used: ${problem}`);
  }
  const stages = planned.stages.map(({ argv, errors }) => ({
    argv: argv.map((word) => filledWord(word, values)),
    errors,
  }));
  const classed = classStages(
    stages.map(({ argv }) => ({ argv: argv.map((word) => [word]) })),
    parsers,
  );
  if (exceeds(classed.effect, planned.effect))
    return refused(
      `with these values it is no longer “${planned.effect}” but “${classed.effect}”: ${classed.reason}`,
    );
  const filled = stages.map((stage, index) => ({
    ...stage,
    isFilter: classed.stages[index]?.isFilter === true,
  }));
  for (const [index, { argv, isFilter }] of filled.entries()) {
    const filter = isFilter || index === 0 ? undefined : readFilter(argv);
    if (filter?.kind === "refused") return refused(filter.reason);
    const forbidden = refusedArguments(argv, classed.stages[index]?.effect ?? "unknown");
    if (forbidden !== undefined) return refused(forbidden);
  }
  return { kind: "filled", stages: filled, effect: planned.effect };
}

function refused(reason: string): FilledCommand {
  return { kind: "refused", reason };
}

/** The inputs of a command, in its order, each once. */
export function inputNames(stages: readonly { readonly argv: readonly PlanWord[] }[]): string[] {
  const pieces = stages.flatMap(({ argv }) => argv.flat());
  return [...new Set(pieces.flatMap((piece) => (typeof piece === "string" ? [] : [piece.input])))];
}

function filledWord(word: PlanWord, values: Readonly<Record<string, string>>): string {
  return word
    .map((piece) => (typeof piece === "string" ? piece : (values[piece.input] ?? "")))
    .join("");
}
