import { answersIn, checklistPoints } from "../../domain/checklist.ts";
import { AppError } from "../../domain/error.ts";
import type { Incident } from "../../domain/incident.ts";
import { type NextStep, nextPlaybookStep } from "../../domain/next-step.ts";
import type { Principal } from "../../domain/permission.ts";
import {
  type PlaybookStep,
  STEP_ENTRY_KINDS,
  type StepGroup,
  stepGroups,
} from "../../domain/playbook-steps.ts";
import type { Tx } from "../../store/database.ts";
import { listEntriesOfKinds } from "../../store/timeline.ts";
import type { OperationContext } from "../context.ts";
import { loadPinnedPlaybook } from "../playbook/load.ts";
import { changeIncident, visibleIncident } from "./change.ts";

export interface IncidentSteps {
  readonly groups: readonly StepGroup[];
  /** What to do next; undefined when nothing is left. */
  readonly next: NextStep | undefined;
}

/** What the playbook asks for in an incident, what of it is done, and what comes next. */
export async function incidentSteps(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string },
): Promise<IncidentSteps> {
  const tx = context.database.read;
  const incident = await visibleIncident(tx, principal, input.number);
  return loadSteps(tx, incident, context.clock.now());
}

export async function loadSteps(tx: Tx, incident: Incident, now: number): Promise<IncidentSteps> {
  const groups = await groupsOf(tx, incident);
  return { groups, next: nextPlaybookStep(incident, groups, now) };
}

async function groupsOf(tx: Tx, incident: Incident): Promise<readonly StepGroup[]> {
  const playbook = await loadPinnedPlaybook(tx, incident.playbookHash);
  const entries = await listEntriesOfKinds(tx, incident.id, STEP_ENTRY_KINDS);
  const answers = answersIn(entries, checklistPoints(playbook));
  return stepGroups(incident, playbook, { entries, answers });
}

/**
 * Says that a step is done, or why it does not matter here. Saying it again is allowed, and recorded.
 * @throws AppError `invalid-input` where there is no such step, or it is a point that is answered.
 */
export async function doStep(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string; readonly step: string; readonly skip?: string },
): Promise<Incident> {
  const { number, step: wanted, skip } = input;
  return changeIncident(context, principal, {
    number,
    permission: "incident.do-step",
    input: async (by, incident, tx) => {
      const step = stepOf(await groupsOf(tx, incident), wanted);
      return { kind: "step-done", by, step, ...(skip === undefined ? {} : { reason: skip }) };
    },
  });
}

function stepOf(groups: readonly StepGroup[], wanted: string): PlaybookStep {
  const found = groups.flatMap(({ steps }) => steps).find(({ key }) => key === wanted);
  if (found === undefined) {
    throw new AppError(
      "invalid-input",
      `The playbook of this incident asks for no step “${wanted}”: name it by its key, as the incident's steps list it.`,
    );
  }
  if (found.kind === "point") {
    throw new AppError("invalid-input", `“${found.text}” is a point of a checklist: answer it.`);
  }
  return found;
}
