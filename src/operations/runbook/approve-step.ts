import { AppError } from "../../domain/error.ts";
import type { Principal } from "../../domain/permission.ts";
import { START_WITHIN_MS, type StepRun } from "../../domain/step-run.ts";
import { listRunners } from "../../store/runners.ts";
import { listOpenRuns, saveStepRun } from "../../store/step-runs.ts";
import { appendEntries } from "../../store/timeline.ts";
import { recordDeed } from "../audit/record.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { actorOf, visibleIncident } from "../incident/change.ts";
import { OPEN_RUNS_MAX } from "./ask-step.ts";

export interface ApproveStep {
  readonly number: string;
  readonly step: number;
  /** Of the run as it was shown: an approval is for exactly that. */
  readonly digest: string;
}

/**
 * Approves a change that waits. It holds for fifteen minutes, one start, and that runner.
 * @throws AppError `conflict` when nothing waits there, or something else than was shown; `forbidden` for a
 * program's token, because a named person answers for a change
 */
export async function approveStep(
  context: OperationContext,
  principal: Principal,
  { number, step, digest }: ApproveStep,
): Promise<StepRun> {
  const incident = await visibleIncident(context.database.read, principal, number);
  authorise(principal, "incident.approve-step", incident.team ?? undefined);
  if (principal.personId === undefined)
    throw new AppError("forbidden", "A change is approved by a person: use a token of your own.");
  return context.database.transaction(async (tx) => {
    const now = context.clock.now();
    const open = await listOpenRuns(tx, OPEN_RUNS_MAX);
    const run = open.find(
      (one) =>
        one.incidentId === incident.id &&
        one.number === step &&
        one.state === "waiting" &&
        one.startBefore > now,
    );
    if (run === undefined)
      throw new AppError("conflict", `Nothing of step ${step} waits for an approval.`);
    if (run.digest !== digest)
      throw new AppError("conflict", "What waits is not what you were shown. Look at it again.");
    const by = actorOf(principal);
    const approved: StepRun = {
      ...run,
      state: "queued",
      approvedBy: by,
      approvedAt: now,
      startBefore: now + START_WITHIN_MS,
    };
    if (!(await saveStepRun(tx, approved, run)))
      throw new AppError("conflict", "Somebody else has just answered it.");
    const runner = (await listRunners(tx)).find(({ id }) => id === run.runnerId)?.name ?? "";
    const argv = run.order.stages.map((words) => [...words]);
    const data = { run: run.id, number: step, text: run.text, effect: run.effect, argv, runner };
    await appendEntries(tx, incident.id, [{ kind: "step.approved", at: now, actor: by, data }]);
    await recordDeed(context, tx, {
      principal,
      action: "incident.approve-step",
      subject: `incident ${number}`,
      detail: { step: run.key, run: run.id, digest, argv, runner },
    });
    return approved;
  });
}
