/**
 * Lets time act on incidents: claims those that are due, decides, saves, all in one transaction.
 * An incident whose decision fails is put off, recorded as a fault and told to the catch-all; the others
 * go on.
 */

import { decide } from "../domain/decide.ts";
import {
  change,
  type Decision,
  type DecisionContext,
  record,
  tell,
  undecided,
} from "../domain/decision.ts";
import { MS } from "../domain/duration.ts";
import type { Incident } from "../domain/incident.ts";
import { catchAllPeople } from "../domain/roster.ts";
import { saveDecisions } from "../operations/incident/save.ts";
import { loadActivePlaybook } from "../operations/playbook/load.ts";
import { loadRoster } from "../operations/roster/load.ts";
import { PAGING } from "../store/database.ts";
import { claimDueIncidents } from "../store/incidents.ts";
import type { EngineContext } from "./engine-context.ts";

const BATCH_MAX = 250;
const FAULT_RETRY_MS = MS.minute;

/** Returns how many incidents were due; call again while it equals the batch size. */
export async function runDue(engine: EngineContext, batchMax = BATCH_MAX): Promise<number> {
  try {
    return await runBatch(engine, batchMax);
  } catch (error) {
    if (batchMax === 1) throw error;
    // Something in the batch cannot be saved: one by one, so that it fails alone.
    engine.log.error({ err: error }, "due incidents are handled one by one");
    engine.observe.fault("due-batch");
    return runBatch(engine, 1);
  }
}

async function runBatch(engine: EngineContext, limit: number): Promise<number> {
  const due: Incident[] = [];
  const now = engine.clock.now();
  const count = await engine.database.transaction(async (tx) => {
    due.length = 0;
    due.push(...(await claimDueIncidents(tx, { now, limit })));
    if (due.length === 0) return 0;
    const roster = await loadRoster(tx, await loadActivePlaybook(tx));
    const decisions = due.map((incident) => decideContained(engine, incident, { now, roster }));
    await saveDecisions(engine, tx, decisions);
    return due.length;
  }, PAGING);
  const committedAt = engine.clock.now();
  for (const { dueAt } of due) engine.observe.escalated(committedAt - (dueAt ?? committedAt));
  return count;
}

function decideContained(
  engine: EngineContext,
  incident: Incident,
  context: DecisionContext,
): Decision {
  try {
    const decided = decide(incident, { kind: "due" }, context);
    if ("refused" in decided) throw new Error(decided.refused);
    return decided;
  } catch (error) {
    engine.log.error(
      { err: error, incident: incident.number },
      "an incident could not be decided on",
    );
    engine.observe.fault("decide");
    return putOff(incident, context, error);
  }
}

function putOff(incident: Incident, context: DecisionContext, error: unknown): Decision {
  const message = error instanceof Error ? error.message : String(error);
  const later = change(undecided(incident), { dueAt: context.now + FAULT_RETRY_MS });
  const recorded = record(later, context.now, "engine.fault", { message });
  return tell(
    recorded,
    catchAllPeople(context.roster),
    {
      purpose: "fault",
      urgency: "high",
      round: incident.escalation.round,
      step: 0,
      role: "catch-all",
      reason: "Tocsin cannot go on with this incident by itself. Look after it by hand.",
    },
    context.now,
  );
}
