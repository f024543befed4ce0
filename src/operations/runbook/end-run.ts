import { endedByTime, type StepOutcome, type StepRun } from "../../domain/step-run.ts";
import { SYSTEM } from "../../domain/timeline.ts";
import type { Tx } from "../../store/database.ts";
import { saveStepRun } from "../../store/step-runs.ts";
import { appendEntries } from "../../store/timeline.ts";

const EXCERPT_LINES = 5;
const EXCERPT_CHARACTERS = 600;

export interface RunEnd {
  readonly outcome: StepOutcome;
  readonly output?: string;
  readonly now: number;
}

/** Ends a run, in its incident's timeline too. False when it has changed since it was read. */
export async function endRun(
  tx: Tx,
  run: StepRun,
  { outcome, output, now }: RunEnd,
): Promise<boolean> {
  const ended: StepRun = { ...run, state: "done", leaseUntil: null, endedAt: now, outcome };
  if (!(await saveStepRun(tx, ended, run, output))) return false;
  // A change that nobody approved has been told of already, and nothing has come of it.
  const data = {
    run: run.id,
    number: run.number,
    text: run.text,
    effect: run.effect,
    outcome: outcome.kind,
    reason: outcome.reason,
    durationMs: outcome.durationMs,
    // What may be secret is kept with the run, off every page that is shown to many.
    excerpt: run.effect === "reveal" ? "" : excerptOf(output ?? ""),
  };
  await appendEntries(tx, run.incidentId, [{ kind: "step.ended", at: now, actor: SYSTEM, data }]);
  return true;
}

/** Ends what time has ended. @returns those that are still open */
export async function endByTime(tx: Tx, runs: readonly StepRun[], now: number): Promise<StepRun[]> {
  const open: StepRun[] = [];
  for (const run of runs) {
    const outcome = endedByTime(run, now);
    if (outcome === undefined) open.push(run);
    else await endRun(tx, run, { outcome, now });
  }
  return open;
}

function excerptOf(output: string): string {
  return output.trimEnd().split("\n").slice(-EXCERPT_LINES).join("\n").slice(-EXCERPT_CHARACTERS);
}
