/** Runs of runbooks' steps. */

import type { StepOutcome, StepRun } from "../domain/step-run.ts";
import { fromJson, toJson } from "./json-text.ts";
import type { StepRunRow, Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

export async function insertStepRun(tx: Tx, run: StepRun): Promise<void> {
  const row: StepRunRow = {
    id: run.id,
    incident_id: run.incidentId,
    number: run.number,
    step_key: run.key,
    text: run.text,
    playbook_hash: run.playbookHash,
    effect: run.effect,
    work: toJson(run.order),
    digest: run.digest,
    asked_by: toJson(run.askedBy),
    asked_at: run.askedAt,
    output: null,
    ...moving(run),
  };
  await tx.insertInto("step_run").values(row).execute();
}

/**
 * Saves what time and people change of a run, if it still stands as it was read.
 * @returns false when somebody else has changed it since
 */
export async function saveStepRun(
  tx: Tx,
  run: StepRun,
  was: Pick<StepRun, "state" | "fence">,
  output?: string,
): Promise<boolean> {
  const saved = await tx
    .updateTable("step_run")
    .set({ ...moving(run), ...(output === undefined ? {} : { output }) })
    .where("id", "=", run.id)
    .where("state", "=", was.state)
    .where("fence", "=", was.fence)
    .returning("id")
    .execute();
  return saved.length > 0;
}

function moving(run: StepRun) {
  return {
    state: run.state,
    approved_by: run.approvedBy === null ? null : toJson(run.approvedBy),
    approved_at: run.approvedAt,
    start_before: run.startBefore,
    runner_id: run.runnerId,
    lease_until: run.leaseUntil,
    fence: run.fence,
    started_at: run.startedAt,
    ended_at: run.endedAt,
    outcome: run.outcome === null ? null : toJson(run.outcome),
  };
}

export async function loadStepRun(tx: Tx, id: string): Promise<StepRun | undefined> {
  const row = await tx.selectFrom("step_run").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

const selectOpen = defineStatement<StepRunRow>({
  sqlite: "select * from step_run where state <> 'done' order by id limit $1",
  postgres: "select * from step_run where state <> 'done' order by id limit $1 for update",
});

/** Those that are not done, the oldest first, locked: who decides by one of them decides by all. */
export async function listOpenRuns(tx: Tx, limit: number): Promise<StepRun[]> {
  return (await selectOpen(tx, limit)).map(fromRow);
}

/** A run with what its step printed. */
export interface ShownRun {
  readonly run: StepRun;
  readonly output: string | null;
}

const selectLast = defineStatement<StepRunRow>(
  `select r.* from step_run as r where r.incident_id = $1 and not exists (
     select 1 from step_run as later
     where later.incident_id = r.incident_id and later.step_key = r.step_key and later.id > r.id)`,
);

/** The last run of each step of an incident. */
export async function listLastRuns(tx: Tx, incidentId: string): Promise<ShownRun[]> {
  return (await selectLast(tx, incidentId)).map((row) => ({
    run: fromRow(row),
    output: row.output,
  }));
}

const selectUnseen = defineStatement<{ id: string }>(
  `select i.id from incident as i
   where i.status in ('open', 'acknowledged') and i.opened_at > $1
     and not exists (select 1 from first_look as f where f.incident_id = i.id)
   order by i.id limit $2`,
);

/** Incidents that were opened lately and that nobody has looked at yet. */
export async function listUnseenIncidents(
  tx: Tx,
  { openedAfter, limit }: { readonly openedAfter: number; readonly limit: number },
): Promise<string[]> {
  return (await selectUnseen(tx, openedAfter, limit)).map(({ id }) => id);
}

const insertLook = defineStatement<{ incident_id: string }>(
  `insert into first_look (incident_id, at) values ($1, $2)
   on conflict (incident_id) do nothing returning incident_id`,
);

/** False when somebody else has had it. */
export async function noteFirstLook(tx: Tx, incidentId: string, at: number): Promise<boolean> {
  return (await insertLook(tx, incidentId, at)).length > 0;
}

function fromRow(row: StepRunRow): StepRun {
  return {
    id: row.id,
    incidentId: row.incident_id,
    number: row.number,
    key: row.step_key,
    text: row.text,
    playbookHash: row.playbook_hash,
    effect: row.effect,
    order: fromJson(row.work),
    digest: row.digest,
    state: row.state,
    askedBy: fromJson(row.asked_by),
    askedAt: row.asked_at,
    approvedBy: row.approved_by === null ? null : fromJson(row.approved_by),
    approvedAt: row.approved_at,
    startBefore: row.start_before,
    runnerId: row.runner_id,
    leaseUntil: row.lease_until,
    fence: row.fence,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    outcome: row.outcome === null ? null : fromJson<StepOutcome>(row.outcome),
  };
}
