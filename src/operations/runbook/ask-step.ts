import { AppError } from "../../domain/error.ts";
import type { Incident } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import type { PlannedStep } from "../../domain/runbook-plan.ts";
import { isConnected, type Runner, START_WITHIN_MS, type StepRun } from "../../domain/step-run.ts";
import type { Actor } from "../../domain/timeline.ts";
import type { Tx } from "../../store/database.ts";
import { listRunners } from "../../store/runners.ts";
import { insertStepRun, listOpenRuns } from "../../store/step-runs.ts";
import { appendEntries } from "../../store/timeline.ts";
import { recordDeed } from "../audit/record.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { actorOf, visibleIncident } from "../incident/change.ts";
import { planIncident } from "../incident/runbook.ts";
import { loadPinnedPlaybook } from "../playbook/load.ts";
import { type FilledOrder, fillOrder, orderDigest } from "./order.ts";

export interface AskStep {
  readonly number: string;
  /** Of the plan. */
  readonly step: number;
  readonly inputs: Readonly<Record<string, string>>;
}

/** More that wait or run are a queue that nobody reads. */
export const OPEN_RUNS_MAX = 200;

/**
 * Wants a step run: what looks is queued for a runner at once, a change waits for an approval.
 * @throws AppError `conflict` without a runner that can, or while it is under way already; and those of
 * `fillOrder`
 */
export async function askStep(
  context: OperationContext,
  principal: Principal,
  { number, step: wanted, inputs }: AskStep,
): Promise<StepRun> {
  const { read } = context.database;
  const incident = await visibleIncident(read, principal, number);
  authorise(principal, "incident.run-step", incident.team ?? undefined);
  const step = await plannedStep(read, incident, wanted);
  const filled = await fillOrder(
    await loadPinnedPlaybook(read, incident.playbookHash),
    step,
    inputs,
  );
  return context.database.transaction(async (tx) => {
    const open = await listOpenRuns(tx, OPEN_RUNS_MAX);
    if (open.length >= OPEN_RUNS_MAX)
      throw new AppError(
        "too-many-requests",
        "Too many steps wait or run. Look at why no runner takes them.",
      );
    const now = context.clock.now();
    const same = open.find(
      (run) => run.incidentId === incident.id && run.key === step.key && run.startBefore > now,
    );
    if (same !== undefined)
      throw new AppError(
        "conflict",
        `Step ${wanted} is ${same.state} already, since ${same.askedBy.kind === "system" ? "the incident was opened" : "somebody asked for it"}.`,
      );
    const runner = runnerFor(await listRunners(tx), filled, now);
    const run = newRun(context, { incident, step, filled, by: actorOf(principal), runner });
    await insertStepRun(tx, run);
    if (run.state === "waiting") {
      const data = {
        run: run.id,
        number: run.number,
        text: run.text,
        effect: run.effect,
        argv: filled.order.stages.map((argv) => [...argv]),
      };
      await appendEntries(tx, incident.id, [
        { kind: "step.asked", at: now, actor: run.askedBy, data },
      ]);
    }
    await recordDeed(context, tx, {
      principal,
      action: "incident.run-step",
      subject: `incident ${number}`,
      detail: { step: step.key, run: run.id, effect: run.effect, argv: filled.order.stages },
    });
    return run;
  });
}

/** @throws AppError `not-found` */
export async function plannedStep(
  tx: Tx,
  incident: Incident,
  number: number,
): Promise<PlannedStep> {
  const { steps } = await planIncident(tx, incident);
  const step = steps.find((one) => one.number === number);
  if (step === undefined)
    throw new AppError("not-found", `The runbook of ${incident.number} has no step ${number}.`);
  return step;
}

/** @throws AppError `conflict` when no runner is connected that has the programs and may do it */
function runnerFor(
  runners: readonly Runner[],
  { order, effect }: FilledOrder,
  now: number,
): Runner {
  const connected = runners.filter((runner) => isConnected(runner, now));
  if (connected.length === 0)
    throw new AppError("conflict", "No runner is connected. Start one with `tocsin runner`.");
  const found = connected.find(
    ({ programs, changes }) =>
      (effect !== "change" || changes) &&
      order.programs.every((program) => programs.includes(program)),
  );
  if (found !== undefined) return found;
  throw new AppError(
    "conflict",
    effect === "change"
      ? `No runner that is connected may change anything with ${order.programs.join(", ")}.`
      : `No runner that is connected has ${order.programs.join(", ")}.`,
  );
}

interface NewRun {
  readonly incident: Pick<Incident, "id" | "playbookHash">;
  readonly step: PlannedStep;
  readonly filled: FilledOrder;
  readonly by: Actor;
  /** The only one that may take it; any for what looks. */
  readonly runner?: Runner;
}

export function newRun(
  context: OperationContext,
  { incident, step, filled, by, runner }: NewRun,
): StepRun {
  const now = context.clock.now();
  const isChange = filled.effect === "change";
  const runnerId = isChange ? (runner?.id ?? null) : null;
  const { playbookHash } = incident;
  return {
    id: context.newId(),
    incidentId: incident.id,
    number: step.number,
    key: step.key,
    text: step.text,
    playbookHash,
    effect: filled.effect,
    order: filled.order,
    digest: orderDigest({ playbookHash, key: step.key, runnerId, filled }),
    state: isChange ? "waiting" : "queued",
    askedBy: by,
    askedAt: now,
    approvedBy: null,
    approvedAt: null,
    startBefore: now + START_WITHIN_MS,
    runnerId,
    leaseUntil: null,
    fence: 0,
    startedAt: null,
    endedAt: null,
    outcome: null,
  };
}
