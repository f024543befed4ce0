import { cleanText } from "../../domain/clean-text.ts";
import { AppError } from "../../domain/error.ts";
import type { Runner, StepOutcome } from "../../domain/step-run.ts";
import { loadStepRun } from "../../store/step-runs.ts";
import type { OperationContext } from "../context.ts";
import { endRun } from "./end-run.ts";

export interface RunReport {
  readonly id: string;
  readonly fence: number;
  readonly outcome: StepOutcome;
  readonly output: string;
}

/**
 * A runner says what came of a run.
 * @throws AppError `conflict` when the run is no longer its own: its lease has ended
 */
export async function reportRun(
  context: OperationContext,
  runner: Runner,
  { id, fence, outcome, output }: RunReport,
): Promise<void> {
  await context.database.transaction(async (tx) => {
    const run = await loadStepRun(tx, id);
    const isOwn = run?.runnerId === runner.id && run.fence === fence && run.state === "running";
    const now = context.clock.now();
    if (
      run === undefined ||
      !isOwn ||
      !(await endRun(tx, run, { outcome, output: cleanText(output), now }))
    )
      throw new AppError(
        "conflict",
        `Run ${id} is not yours any more: its outcome counts as unknown.`,
      );
  });
}
