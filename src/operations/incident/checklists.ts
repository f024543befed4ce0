import {
  answersIn,
  type ChecklistPoint,
  checklistPoints,
  type GivenAnswer,
} from "../../domain/checklist.ts";
import type { Incident } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import type { Tx } from "../../store/database.ts";
import { listEntriesOfKinds } from "../../store/timeline.ts";
import type { OperationContext } from "../context.ts";
import { loadPinnedPlaybook } from "../playbook/load.ts";
import { visibleIncident } from "./change.ts";

export interface IncidentChecklists {
  readonly points: readonly ChecklistPoint[];
  /** The last answer to each, by its key. */
  readonly answers: ReadonlyMap<string, GivenAnswer>;
}

/** The checklists of an incident's playbook, with what has been answered. */
export async function incidentChecklists(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string },
): Promise<IncidentChecklists> {
  const tx = context.database.read;
  return loadChecklists(tx, await visibleIncident(tx, principal, input.number));
}

export async function loadChecklists(tx: Tx, incident: Incident): Promise<IncidentChecklists> {
  const points = checklistPoints(await loadPinnedPlaybook(tx, incident.playbookHash));
  const kinds = ["checklist.answered", "incident.reopened"] as const;
  return { points, answers: answersIn(await listEntriesOfKinds(tx, incident.id, kinds), points) };
}
