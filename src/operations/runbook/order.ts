import { createHash } from "node:crypto";
import { AppError } from "../../domain/error.ts";
import type { Playbook } from "../../domain/playbook.ts";
import type { PlannedStep } from "../../domain/runbook-plan.ts";
import type { StepOrder, StepRun } from "../../domain/step-run.ts";
import { loadSyntaxParsers } from "../../platform/syntax-parsers.ts";
import { fillCommand } from "../../playbook/plan/fill-command.ts";
import { planCommand } from "../../playbook/plan/plan-command.ts";

export interface FilledOrder {
  readonly order: StepOrder;
  readonly effect: StepRun["effect"];
}

/**
 * What a step runs with these values, exactly. Values that the plan has already are taken where none is given.
 * @throws AppError `conflict` for a step that Tocsin does not run, `invalid-input` for values that are
 * missing or may not be used
 */
export async function fillOrder(
  { overlay }: Playbook,
  step: PlannedStep,
  given: Readonly<Record<string, string>>,
): Promise<FilledOrder> {
  const { number, command, deed } = step;
  if (deed.kind !== "run" || command === undefined)
    throw new AppError("conflict", `Step ${number} is not run by Tocsin: ${notRun(deed)}.`);
  const argv = overlay.stepOverrides.find((one) => one.command === command)?.argv;
  const { namespace } = overlay.runbookDefaults;
  const parsers = await loadSyntaxParsers();
  const planned = planCommand({ command, argv, namespace }, parsers);
  if (planned.kind !== "run")
    throw new AppError("internal", `step ${step.key} is planned twice, and differently`);
  const known = deed.inputs.flatMap(({ name, value }) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const wanted = new Set(deed.inputs.map(({ name }) => name));
  const strange = Object.keys(given).find((name) => !wanted.has(name));
  if (strange !== undefined)
    throw new AppError(
      "invalid-input",
      `Step ${number} has no input “${strange}”; it has ${[...wanted].join(", ") || "none"}.`,
    );
  const inputs = { ...Object.fromEntries(known), ...given };
  const filled = fillCommand(planned, inputs, parsers);
  if (filled.kind === "missing")
    throw new AppError(
      "invalid-input",
      `Step ${number} needs ${filled.names.join(", ")}: give each with a value.`,
    );
  if (filled.kind === "refused")
    throw new AppError("invalid-input", `Step ${number} is refused: ${filled.reason}.`);
  return {
    effect: filled.effect,
    order: {
      command,
      argv: argv ?? null,
      namespace: namespace ?? null,
      inputs,
      stages: filled.stages.map((stage) => stage.argv),
      programs: filled.stages.flatMap(({ argv: [program = ""], isFilter }) =>
        isFilter ? [] : [program],
      ),
    },
  };
}

function notRun(deed: PlannedStep["deed"]): string {
  return deed.kind === "tick" || deed.kind === "refused" ? deed.reason : "it starts nothing";
}

/** What an approval is for: everything that decides on what happens, and where. */
export function orderDigest(parts: {
  readonly playbookHash: string;
  readonly key: string;
  readonly runnerId: string | null;
  readonly filled: FilledOrder;
}): string {
  const { playbookHash, key, runnerId, filled } = parts;
  const { order, effect } = filled;
  const text = JSON.stringify([
    playbookHash,
    key,
    runnerId,
    effect,
    order.command,
    order.argv,
    order.namespace,
    Object.entries(order.inputs).sort(([a], [b]) => (a < b ? -1 : 1)),
    order.stages,
  ]);
  return createHash("sha256").update(text).digest("hex");
}
