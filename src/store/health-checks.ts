/** How it stands with health checks, by their names. */

import type { CheckState } from "../domain/health-check.ts";
import type { HealthCheckRow, Tx } from "./schema.ts";
import { loadSetting, saveSetting } from "./settings.ts";
import { defineStatement } from "./statement.ts";

export interface StoredCheck extends CheckState {
  readonly name: string;
  readonly dueAt: number;
  /** Grows with each claim. */
  readonly fence: number;
}

/** Of which playbook the stored checks are. */
const PLAYBOOK_SETTING = "health-checks-of-playbook";

export function loadChecksPlaybook(tx: Tx): Promise<string | undefined> {
  return loadSetting(tx, PLAYBOOK_SETTING);
}

export function saveChecksPlaybook(tx: Tx, hash: string): Promise<void> {
  return saveSetting(tx, PLAYBOOK_SETTING, hash);
}

/** In the order of names. */
export async function listChecks(tx: Tx): Promise<StoredCheck[]> {
  const rows = await tx.selectFrom("health_check").selectAll().orderBy("name").execute();
  return rows.map(fromRow);
}

/** Nothing changes where there is one of that name. */
export async function insertCheck(tx: Tx, check: StoredCheck): Promise<void> {
  await tx
    .insertInto("health_check")
    .values({ name: check.name, due_at: check.dueAt, fence: check.fence, ...stateRow(check) })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
}

export async function deleteCheck(tx: Tx, name: string): Promise<void> {
  await tx.deleteFrom("health_check").where("name", "=", name).execute();
}

const COLUMNS = `name, state, failures, successes, down_since, reported_at, detail, checked_at,
  due_at, fence`;

const claimRows = defineStatement<HealthCheckRow>(
  claiming({ sqlite: "", postgres: "for update skip locked" }),
);

function claiming(locks: {
  sqlite: string;
  postgres: string;
}): Record<"sqlite" | "postgres", string> {
  const text = (lock: string): string => `update health_check
    set due_at = $2, fence = fence + 1
    where name in (
      select name from health_check where due_at <= $1 order by due_at limit $3 ${lock})
    returning ${COLUMNS}`;
  return { sqlite: text(locks.sqlite), postgres: text(locks.postgres) };
}

/** Those that are due; nobody else asks them before `until`. */
export async function claimChecks(
  tx: Tx,
  { now, until, limit }: { readonly now: number; readonly until: number; readonly limit: number },
): Promise<StoredCheck[]> {
  return (await claimRows(tx, now, until, limit)).map(fromRow);
}

const selectAndLock = defineStatement<HealthCheckRow>({
  sqlite: `select ${COLUMNS} from health_check where name = $1 and fence = $2`,
  postgres: `select ${COLUMNS} from health_check where name = $1 and fence = $2 for update`,
});

/** Undefined when somebody else has claimed it since, or it is no more. */
export async function lockClaimedCheck(
  tx: Tx,
  { name, fence }: Pick<StoredCheck, "name" | "fence">,
): Promise<StoredCheck | undefined> {
  const [row] = await selectAndLock(tx, name, fence);
  return row === undefined ? undefined : fromRow(row);
}

export async function saveCheck(tx: Tx, check: StoredCheck): Promise<void> {
  await tx
    .updateTable("health_check")
    .set({ due_at: check.dueAt, ...stateRow(check) })
    .where("name", "=", check.name)
    .execute();
}

const selectNextDueAt = defineStatement<{ due_at: number | null }>(
  "select min(due_at) as due_at from health_check",
);

/** When the next one is to be asked; null without any. */
export async function nextCheckDueAt(tx: Tx): Promise<number | null> {
  const [row] = await selectNextDueAt(tx);
  return row?.due_at ?? null;
}

function stateRow(check: CheckState): Omit<HealthCheckRow, "name" | "due_at" | "fence"> {
  return {
    state: check.state,
    failures: check.failures,
    successes: check.successes,
    down_since: check.downSince,
    reported_at: check.reportedAt,
    detail: check.detail,
    checked_at: check.checkedAt,
  };
}

function fromRow(row: HealthCheckRow): StoredCheck {
  return {
    name: row.name,
    state: row.state,
    failures: row.failures,
    successes: row.successes,
    downSince: row.down_since,
    reportedAt: row.reported_at,
    detail: row.detail,
    checkedAt: row.checked_at,
    dueAt: row.due_at,
    fence: row.fence,
  };
}
