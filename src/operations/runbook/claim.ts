import { canTake, isConnected, leaseMs, type Runner, type StepRun } from "../../domain/step-run.ts";
import { listRunners, saveSeen } from "../../store/runners.ts";
import { listOpenRuns, saveStepRun } from "../../store/step-runs.ts";
import type { OperationContext } from "../context.ts";
import { OPEN_RUNS_MAX } from "./ask-step.ts";
import { endByTime } from "./end-run.ts";
import { lookFirst } from "./first-look.ts";

export interface Abilities {
  readonly programs: readonly string[];
  readonly changes: boolean;
}

/**
 * A runner asks for work. It gets one run, which is then its own until the lease ends; what nobody has
 * reported on by then has an unknown outcome, and is never given out again. One change runs at a time.
 */
export async function claimRun(
  context: OperationContext,
  runner: Runner,
  abilities: Abilities,
): Promise<StepRun | undefined> {
  const askedAt = context.clock.now();
  const connected = (await listRunners(context.database.read)).filter((one) =>
    isConnected(one, askedAt),
  );
  const programs = new Set([...connected, abilities].flatMap((one) => one.programs));
  await lookFirst(context, { now: askedAt, programs });
  return context.database.transaction(async (tx) => {
    const now = context.clock.now();
    const self = { ...runner, ...abilities, lastSeenAt: now };
    await saveSeen(tx, self);
    const open = await endByTime(tx, await listOpenRuns(tx, OPEN_RUNS_MAX), now);
    const isChanging = open.some(({ state, effect }) => state === "running" && effect === "change");
    for (const run of open) {
      if (!canTake(self, run) || (isChanging && run.effect === "change")) continue;
      const claimed: StepRun = {
        ...run,
        state: "running",
        runnerId: runner.id,
        leaseUntil: now + leaseMs(run.effect),
        fence: run.fence + 1,
        startedAt: now,
      };
      if (await saveStepRun(tx, claimed, run)) return claimed;
    }
    return undefined;
  });
}
