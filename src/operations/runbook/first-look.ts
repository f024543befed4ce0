import { AppError } from "../../domain/error.ts";
import type { Incident } from "../../domain/incident.ts";
import type { PlannedStep } from "../../domain/runbook-plan.ts";
import type { StepRun } from "../../domain/step-run.ts";
import { SYSTEM } from "../../domain/timeline.ts";
import { loadIncident } from "../../store/incidents.ts";
import { insertStepRun, listUnseenIncidents, noteFirstLook } from "../../store/step-runs.ts";
import type { OperationContext } from "../context.ts";
import { planIncident } from "../incident/runbook.ts";
import { loadPinnedPlaybook } from "../playbook/load.ts";
import { newRun } from "./ask-step.ts";
import { fillOrder } from "./order.ts";

/** An incident that is older has been looked at by people. */
const OPENED_WITHIN_MS = 15 * 60_000;
const INCIDENTS_MAX = 5;
const STEPS_MAX = 24;

/**
 * Queues the steps that only look, for incidents that were just opened: a responder then finds them done.
 * Planned outside of any transaction, which would hold up pages meanwhile.
 */
export async function lookFirst(
  context: OperationContext,
  { now, programs }: { readonly now: number; readonly programs: ReadonlySet<string> },
): Promise<void> {
  const unseen = await listUnseenIncidents(context.database.read, {
    openedAfter: now - OPENED_WITHIN_MS,
    limit: INCIDENTS_MAX,
  });
  for (const id of unseen) {
    const incident = await loadIncident(context.database.read, id);
    if (incident === undefined) continue;
    const planned = await plannedLooks(context, incident);
    // What nobody has the programs for would only be told of as not started.
    const runs = planned.filter(({ order }) => order.programs.every((one) => programs.has(one)));
    await context.database.transaction(async (tx) => {
      if (!(await noteFirstLook(tx, id, now))) return;
      for (const run of runs) await insertStepRun(tx, run);
    });
  }
}

async function plannedLooks(
  context: OperationContext,
  incident: Incident,
): Promise<readonly StepRun[]> {
  const { read } = context.database;
  const { steps } = await planIncident(read, incident);
  const playbook = await loadPinnedPlaybook(read, incident.playbookHash);
  const runs: StepRun[] = [];
  for (const step of steps.filter(isFirstLook).slice(0, STEPS_MAX)) {
    try {
      const filled = await fillOrder(playbook, step, {});
      runs.push(newRun(context, { incident, step, filled, by: SYSTEM }));
    } catch (error) {
      // A label that may not be used makes one step wait for a person, and no other.
      if (!(error instanceof AppError)) throw error;
      context.log.info({ step: step.key, reason: error.message }, "a step is not run by itself");
    }
  }
  return runs;
}

/** It only looks, nothing is missing, and it belongs to no alternative that a person chooses. */
function isFirstLook({ deed, option, isOptional }: PlannedStep): boolean {
  return (
    deed.kind === "run" &&
    deed.effect === "observe" &&
    option === undefined &&
    !isOptional &&
    deed.inputs.every(({ value }) => value !== undefined)
  );
}
