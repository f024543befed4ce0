import type { Incident } from "../../domain/incident.ts";
import type { Principal } from "../../domain/permission.ts";
import type { PlannedStep } from "../../domain/runbook-plan.ts";
import { loadSyntaxParsers } from "../../platform/syntax-parsers.ts";
import { matchRunbooks } from "../../playbook/plan/match-runbooks.ts";
import { planRunbooks } from "../../playbook/plan/plan-runbook.ts";
import { listAlertsOfIncident } from "../../store/alerts.ts";
import type { Tx } from "../../store/database.ts";
import { LeastRecentlyUsed } from "../../store/least-recently-used.ts";
import { listLastRuns, type ShownRun } from "../../store/step-runs.ts";
import type { OperationContext } from "../context.ts";
import { loadPinnedPlaybook } from "../playbook/load.ts";
import { visibleIncident } from "./change.ts";

export interface IncidentRunbook {
  readonly playbookHash: string;
  readonly steps: readonly PlannedStep[];
}

const ALERTS_MAX = 100;

/** A plan follows from the playbook, the names of the incident and its labels, and takes some milliseconds. */
const KEPT_MAX = 32;
const kept = new LeastRecentlyUsed<string, readonly PlannedStep[]>(KEPT_MAX);

/** The plan of the runbooks that an incident is for, by the playbook that it is pinned to. */
export async function incidentRunbook(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string },
): Promise<IncidentRunbook & { readonly runs: readonly ShownRun[]; readonly now: number }> {
  const tx = context.database.read;
  const incident = await visibleIncident(tx, principal, input.number);
  const plan = await planIncident(tx, incident);
  return { ...plan, runs: await listLastRuns(tx, incident.id), now: context.clock.now() };
}

export async function planIncident(tx: Tx, incident: Incident): Promise<IncidentRunbook> {
  const { playbookHash, title, routedTo } = incident;
  const playbook = await loadPinnedPlaybook(tx, playbookHash);
  const alerts = await listAlertsOfIncident(tx, incident.id, { limit: ALERTS_MAX });
  const labels = commonLabels(alerts.map((alert) => alert.labels));
  const words = { title, labels, runbook: routedTo?.runbook?.value };
  const key = JSON.stringify([playbookHash, words]);
  const known = kept.get(key);
  if (known !== undefined) return { playbookHash, steps: known };
  const parsers = await loadSyntaxParsers();
  const steps = planRunbooks(playbook, matchRunbooks(playbook, words), { parsers, labels });
  kept.set(key, steps);
  return { playbookHash, steps };
}

/** What all alerts say that say it at all: of two pods, neither is meant. */
function commonLabels(
  all: readonly Readonly<Record<string, string>>[],
): Readonly<Record<string, string>> {
  const values = new Map<string, Set<string>>();
  for (const labels of all)
    for (const [name, value] of Object.entries(labels))
      values.set(name, (values.get(name) ?? new Set()).add(value));
  return Object.fromEntries(
    [...values].flatMap(([name, [only, ...others]]) =>
      only === undefined || others.length > 0 ? [] : [[name, only] as const],
    ),
  );
}
