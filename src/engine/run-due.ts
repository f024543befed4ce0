/**
 * Lets time act on incidents: claims those that are due, decides, saves, all in one transaction.
 * An incident whose decision fails, or cannot be saved, is put off, recorded as a fault and told to the
 * catch-all; the others go on.
 */

import { decide } from "../domain/decide.ts";
import { type Decision, type DecisionContext, nextContext } from "../domain/decision.ts";
import { AppError } from "../domain/error.ts";
import type { Incident } from "../domain/incident.ts";
import { saveDecisions } from "../operations/incident/save.ts";
import { decisionContext } from "../operations/roster/decision-context.ts";
import { loadInForce } from "../operations/roster/load.ts";
import { PAGING, type Tx } from "../store/database.ts";
import { claimDueIncidents, loadIncident } from "../store/incidents.ts";
import type { EngineContext } from "./engine-context.ts";
import { putOff, WAYS_TO_PUT_OFF } from "./put-off.ts";

const BATCH_MAX = 250;

/** Returns how many incidents were due and are done; call again until none is. */
export async function runDue(engine: EngineContext, batchMax = BATCH_MAX): Promise<number> {
  try {
    return await runBatch(engine, batchMax);
  } catch (error) {
    if (error instanceof AppError && error.code === "unavailable") throw error;
    // Something in the batch cannot be saved: one by one, so that it fails alone.
    engine.log.error({ err: error }, "due incidents are handled one by one");
    engine.observe.fault("due-batch");
    return runOneByOne(engine, batchMax);
  }
}

async function runBatch(engine: EngineContext, limit: number): Promise<number> {
  const due: Incident[] = [];
  const now = engine.clock.now();
  const count = await engine.database.transaction(async (tx) => {
    due.length = 0;
    due.push(...(await claimDueIncidents(tx, { now, limit })));
    if (due.length === 0) return 0;
    let context = await contextOf(tx, now, due);
    const decisions: Decision[] = [];
    for (const incident of due) {
      const decision = decideContained(engine, incident, context);
      context = nextContext(context, decision);
      decisions.push(decision);
    }
    await saveDecisions(engine, tx, decisions);
    return due.length;
  }, PAGING);
  const committedAt = engine.clock.now();
  for (const { dueAt } of due) engine.observe.escalated(committedAt - (dueAt ?? committedAt));
  return count;
}

/** Each in a transaction of its own. What fails does not keep its place in front of the others. */
async function runOneByOne(engine: EngineContext, limit: number): Promise<number> {
  const now = engine.clock.now();
  const due = await engine.database.transaction(
    (tx) => claimDueIncidents(tx, { now, limit }),
    PAGING,
  );
  let handled = 0;
  for (const incident of due) {
    try {
      await saveAlone(engine, incident.id, (current, context) =>
        decideContained(engine, current, context),
      );
      handled += 1;
    } catch (error) {
      if (error instanceof AppError && error.code === "unavailable") throw error;
      await putOffAlone(engine, incident, error);
    }
  }
  return handled;
}

/** Nothing happens when the incident is no longer due: another process has seen to it. */
async function saveAlone(
  engine: EngineContext,
  incidentId: string,
  decideOn: (incident: Incident, context: DecisionContext) => Decision,
): Promise<void> {
  const now = engine.clock.now();
  await engine.database.transaction(async (tx) => {
    const incident = await loadIncident(tx, incidentId, { lock: true });
    if (incident === undefined || incident.dueAt === null || incident.dueAt > now) return;
    const context = await contextOf(tx, now, [incident]);
    await saveDecisions(engine, tx, [decideOn(incident, context)]);
  }, PAGING);
}

async function putOffAlone(
  engine: EngineContext,
  incident: Incident,
  error: unknown,
): Promise<void> {
  const about = { incident: incident.number };
  engine.log.error({ err: error, ...about }, "an incident could not be saved");
  engine.observe.fault("save");
  for (const way of WAYS_TO_PUT_OFF) {
    try {
      await saveAlone(engine, incident.id, (current, context) => way(current, context, error));
      return;
    } catch (last) {
      engine.log.error({ err: last, ...about }, "an incident could not be put off in this way");
    }
  }
}

async function contextOf(
  tx: Tx,
  now: number,
  incidents: readonly Incident[],
): Promise<DecisionContext> {
  const { roster } = await loadInForce(tx);
  return decisionContext(
    tx,
    { now, roster },
    incidents.map(({ rules }) => rules),
  );
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
