/**
 * Asks the health checks that the playbook in force states. What is due is in the database, and a claim is a
 * lease: of several replicas one asks, and what it was asking when it died is asked again. No answer is
 * waited for in a transaction.
 */

import { MS } from "../domain/duration.ts";
import {
  checkAlert,
  faultOf,
  type HealthCheckRule,
  judge,
  NEVER_CHECKED,
  nextCheckAt,
} from "../domain/health-check.ts";
import type { Principal } from "../domain/permission.ts";
import { statedChecks } from "../domain/stated-checks.ts";
import { receiveWithin } from "../operations/alert/receive.ts";
import { ensureWatching, WATCHING_KINDS } from "../operations/integration/built-in.ts";
import { loadInForce } from "../operations/roster/load.ts";
import type { Probe, ProbeResult } from "../platform/prober.ts";
import { PAGING, type Tx } from "../store/database.ts";
import {
  claimChecks,
  deleteCheck,
  insertCheck,
  listChecks,
  loadChecksPlaybook,
  lockClaimedCheck,
  nextCheckDueAt,
  type StoredCheck,
  saveCheck,
  saveChecksPlaybook,
} from "../store/health-checks.ts";
import { loadVersionsInForce } from "../store/versions-in-force.ts";
import type { EngineContext } from "./engine-context.ts";

/** So many are asked at the same time. */
export const CHECKS_ASKING_MAX = 16;
/** Longer than the longest timeout and what is to be written then. */
const LEASE_MS = 45 * MS.second;

/** Who lets the alerts of checks in, in the audit log. */
const ENGINE: Principal = { name: "health checks", role: "admin", teams: [] };

/** When there is something to do about checks: 0 when the playbook has changed, null without any. */
export async function nextChecksDueAt(tx: Tx): Promise<number | null> {
  const { playbookHash } = await loadVersionsInForce(tx);
  if (playbookHash === undefined) return null;
  return (await loadChecksPlaybook(tx)) === playbookHash ? nextCheckDueAt(tx) : 0;
}

/** A check that is to be asked now. */
export interface ClaimedCheck {
  readonly rule: HealthCheckRule;
  readonly claim: Pick<StoredCheck, "name" | "fence">;
}

/** Brings the checks up to date with the playbook, and claims some that are due. */
export async function claimDueChecks(
  engine: EngineContext,
  limit: number,
): Promise<readonly ClaimedCheck[]> {
  return engine.database.transaction(async (tx) => {
    const now = engine.clock.now();
    const { playbook } = await loadInForce(tx);
    const rules = statedChecks(playbook);
    if ((await loadChecksPlaybook(tx)) !== playbook.hash) await follow(engine, tx, rules, now);
    await saveChecksPlaybook(tx, playbook.hash);
    const byName = new Map(rules.map((rule) => [rule.name, rule]));
    const claimed = await claimChecks(tx, { now, until: now + LEASE_MS, limit });
    return claimed.flatMap((claim) => {
      const rule = byName.get(claim.name);
      return rule === undefined ? [] : [{ rule, claim }];
    });
  }, PAGING);
}

/** Another playbook is in force: its new checks begin, those that it has no more end with their alerts. */
async function follow(
  engine: EngineContext,
  tx: Tx,
  rules: readonly HealthCheckRule[],
  now: number,
): Promise<void> {
  const stored = await listChecks(tx);
  const names = new Set(rules.map(({ name }) => name));
  for (const check of stored.filter(({ name }) => !names.has(name))) {
    await deleteCheck(tx, check.name);
    if (check.state === "down")
      await report(engine, tx, check, { ...check, state: "up" }, "resolve");
  }
  for (const rule of rules) {
    const { name } = rule;
    await insertCheck(tx, { ...NEVER_CHECKED, name, dueAt: nextCheckAt(rule, now), fence: 0 });
  }
}

/** Asks one, and records the answer. Never throws: what is not recorded is asked again. */
export async function askCheck(
  engine: EngineContext,
  probe: Probe,
  { rule, claim }: ClaimedCheck,
): Promise<void> {
  try {
    const seen = await probeContained(engine, probe, rule);
    await engine.database.transaction((tx) => record(engine, tx, { rule, claim }, seen), PAGING);
  } catch (error) {
    engine.log.error({ err: error, check: rule.name }, "a health check could not be recorded");
    engine.observe.fault("check");
  }
}

async function probeContained(
  engine: EngineContext,
  probe: Probe,
  { name, target, timeoutMs, certificateDays }: HealthCheckRule,
): Promise<ProbeResult> {
  try {
    return await probe({ target, timeoutMs, certificate: certificateDays !== undefined });
  } catch (error) {
    engine.log.error({ err: error, check: name }, "a health check could not be asked");
    engine.observe.fault("check");
    return { kind: "failed", detail: "Tocsin failed to ask" };
  }
}

async function record(
  engine: EngineContext,
  tx: Tx,
  { rule, claim }: ClaimedCheck,
  seen: ProbeResult,
): Promise<void> {
  const before = await lockClaimedCheck(tx, claim);
  if (before === undefined) return;
  const now = engine.clock.now();
  const change = judge(rule, before, { fault: faultOf(rule, seen, now), now });
  await saveCheck(tx, { ...before, ...change.state, dueAt: nextCheckAt(rule, now) });
  if (change.alert !== undefined) await report(engine, tx, rule, change.state, change.alert);
}

async function report(
  engine: EngineContext,
  tx: Tx,
  rule: Parameters<typeof checkAlert>[0],
  state: Parameters<typeof checkAlert>[1],
  action: "trigger" | "resolve",
): Promise<void> {
  const of = { principal: ENGINE, kind: "check", team: null } as const;
  const { id } = await ensureWatching(engine, tx, of);
  const event = checkAlert(rule, state, action);
  await receiveWithin(engine, tx, {
    integration: { id, name: WATCHING_KINDS.check, team: null },
    contentType: "application/json",
    body: new TextEncoder().encode(JSON.stringify({ check: rule.name, state: state.state, event })),
    truncated: false,
    events: [event],
    unparsed: [],
  });
}
