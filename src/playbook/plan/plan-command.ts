/**
 * From a command as the playbook has it to what would be started for it. The server plans with this, and
 * the runner plans again with the same before it starts anything.
 */

import { type Effect, exceeds, type RunnableEffect } from "../../domain/effect.ts";
import type { PlanStage, PlanWord } from "../../domain/runbook-plan.ts";
import { isFilterName, readFilter } from "../filters/read-filter.ts";
import { neededFiles } from "../runbooks/needed-files.ts";
import { classifyCommand } from "../shell/classify.ts";
import type { SyntaxParsers } from "../syntax-parsers.ts";
import { classStages, literalWords, wordText } from "./class-stages.ts";
import { completeStage } from "./complete-stage.ts";
import { neverStarted } from "./never-started.ts";
import { type ReadCommand, type ReadStage, readCommand } from "./read-command.ts";
import { refusedArguments } from "./refused-arguments.ts";

export interface CommandText {
  /** As written in the playbook. */
  readonly command: string;
  /** What tocsin.yaml has run in its place. */
  readonly argv?: readonly string[] | undefined;
  readonly namespace?: string | undefined;
}

export interface RunPlan {
  readonly kind: "run";
  readonly effect: RunnableEffect;
  readonly reason: string;
  readonly stages: readonly PlanStage[];
  readonly notes: readonly string[];
}

export type PlannedCommand =
  | RunPlan
  /** A person does it. */
  | { readonly kind: "tick"; readonly reason: string }
  | Exclude<ReadCommand, { kind: "stages" }>;

/** Plans one command. Never throws. */
export function planCommand(
  { command, argv, namespace }: CommandText,
  parsers: SyntaxParsers,
): PlannedCommand {
  if (argv !== undefined)
    return planStages([{ argv: argv.map((word) => [word]), errors: "shown" }], {
      parsers,
      namespace,
      notes: ["stepOverrides of tocsin.yaml has this run in place of what is written"],
    });
  const read = readCommand(command);
  if (read.kind !== "stages") return read;
  const [file] = neededFiles(command);
  if (file !== undefined)
    return refused(`it reads \`${file.path}\`, and the runner has no such file`);
  const planned = planStages(read.stages, { parsers, namespace, notes: [] });
  if (planned.kind !== "run") return planned;
  // What the whole line was read as counts, too: nothing becomes harmless by being taken apart.
  const whole = classifyCommand(command, parsers);
  return exceeds(whole.effect, planned.effect)
    ? runnable({ ...planned, effect: whole.effect, reason: whole.reason })
    : planned;
}

function refused(reason: string): PlannedCommand {
  return { kind: "refused", reason };
}

interface Surroundings {
  readonly parsers: SyntaxParsers;
  readonly namespace: string | undefined;
  readonly notes: readonly string[];
}

function planStages(
  read: readonly ReadStage[],
  { parsers, namespace, notes }: Surroundings,
): PlannedCommand {
  const completed = read.map(({ argv }) => completeStage(argv, namespace));
  const problem = completed
    .map(({ argv }, index) => stageProblem(argv, index))
    .find((one) => one !== undefined);
  if (problem !== undefined) return refused(problem);
  const classed = classStages(completed, parsers);
  const stages = completed.map(({ argv }, index): PlanStage => {
    const { effect = "unknown", reason = "", isFilter = false } = classed.stages[index] ?? {};
    return { argv, effect, reason, isFilter, errors: read[index]?.errors ?? "shown" };
  });
  const forbidden = stages
    .map((stage) => refusedArguments(stage.argv.map(wordText), stage.effect))
    .find((one) => one !== undefined);
  if (forbidden !== undefined) return refused(forbidden);
  return runnable({
    kind: "run",
    effect: classed.effect,
    reason: classed.reason,
    stages,
    notes: [...notes, ...completed.flatMap((one) => one.notes)],
  });
}

/** Only what is known to read, or known to change something, is started. */
function runnable(planned: Omit<RunPlan, "effect"> & { readonly effect: Effect }): PlannedCommand {
  const { effect } = planned;
  if (effect === "manual") return { kind: "tick", reason: planned.reason };
  if (effect === "unknown") return refused(`it is not known what it does: ${planned.reason}`);
  return { ...planned, effect };
}

/** Why a stage is never started, whatever it would do. */
function stageProblem(argv: readonly PlanWord[], index: number): string | undefined {
  const [program] = argv;
  const name = program === undefined ? undefined : literalWords([program])?.[0];
  if (name === undefined) return "the program is not known before it runs";
  const never = neverStarted(name);
  if (never !== undefined) return never;
  if (index === 0 || !isFilterName(name)) return undefined;
  const words = literalWords(argv);
  if (words === undefined) return undefined;
  const filter = readFilter(words);
  return filter?.kind === "refused" ? filter.reason : undefined;
}
