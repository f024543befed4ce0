/**
 * A run of a runbook's step.
 *
 *     waiting ──approve──▶ queued ──a runner takes it──▶ running ──it reports──▶ done
 *        └──── 15 minutes pass ──────┴──▶ done, never started    └─ its lease ends ─▶ done, outcome unknown
 *
 * Only a change waits; what looks is queued at once. A run is for one start: whatever becomes of it, it is
 * never started again.
 */

import { MS } from "./duration.ts";
import type { RunnableEffect } from "./effect.ts";
import type { Actor } from "./timeline.ts";

export const STEP_RUN_STATES = ["waiting", "queued", "running", "done"] as const;
export type StepRunState = (typeof STEP_RUN_STATES)[number];

export const STEP_OUTCOMES = [
  "succeeded",
  "failed",
  "refused",
  "timed-out",
  "killed",
  /** Nobody started it in time. */
  "expired",
  /** Its runner was lost: it may have run, in whole or in part. */
  "unknown",
] as const;

export interface StepOutcome {
  readonly kind: (typeof STEP_OUTCOMES)[number];
  readonly reason: string;
  readonly exitCodes: readonly (number | null)[];
  readonly durationMs: number;
  readonly outputBytes: number;
  readonly omittedBytes: number;
  /** SHA-256 of the output as it is stored. */
  readonly outputHash: string;
}

/** What is run, exactly: an approval is for this and nothing else. */
export interface StepOrder {
  readonly command: string;
  readonly argv: readonly string[] | null;
  readonly namespace: string | null;
  readonly inputs: Readonly<Record<string, string>>;
  /** The words of each program of the pipe. */
  readonly stages: readonly (readonly string[])[];
  /** Programs that a runner must have. */
  readonly programs: readonly string[];
}

export interface StepRun {
  readonly id: string;
  readonly incidentId: string;
  /** The step's number in the plan, and its key. */
  readonly number: number;
  readonly key: string;
  readonly text: string;
  readonly playbookHash: string;
  readonly effect: RunnableEffect;
  readonly order: StepOrder;
  /** SHA-256 over order, playbook, effect and runner: what an approval names. */
  readonly digest: string;
  readonly state: StepRunState;
  readonly askedBy: Actor;
  readonly askedAt: number;
  readonly approvedBy: Actor | null;
  readonly approvedAt: number | null;
  /** Epoch milliseconds; it is not started later. */
  readonly startBefore: number;
  /** Whose it is, or the only one that may take it. */
  readonly runnerId: string | null;
  readonly leaseUntil: number | null;
  /** Grows with each claim: only the last runner's report counts. */
  readonly fence: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly outcome: StepOutcome | null;
}

/** How long an approval, or a wish for one, holds. */
export const START_WITHIN_MS = 15 * MS.minute;

/** Of a step that looks, and of one that changes something. */
export const STEP_LIMIT_MS = { observe: 30 * MS.second, change: 2 * MS.minute } as const;

/** A runner that does not report for so much longer is lost. */
const LEASE_SLACK_MS = 30 * MS.second;

export function leaseMs(effect: RunnableEffect): number {
  return (effect === "change" ? STEP_LIMIT_MS.change : STEP_LIMIT_MS.observe) + LEASE_SLACK_MS;
}

/** The end of a run that time has ended; undefined while it may still go on. */
export function endedByTime(
  run: Pick<StepRun, "state" | "startBefore" | "leaseUntil">,
  now: number,
): StepOutcome | undefined {
  if (run.state === "running" && (run.leaseUntil ?? 0) <= now)
    return withoutOutput("unknown", "the runner was lost: it may have run, in whole or in part");
  if ((run.state === "waiting" || run.state === "queued") && run.startBefore <= now)
    return withoutOutput(
      "expired",
      run.state === "waiting" ? "nobody approved it in time" : "no runner took it in time",
    );
  return undefined;
}

function withoutOutput(kind: StepOutcome["kind"], reason: string): StepOutcome {
  return {
    kind,
    reason,
    exitCodes: [],
    durationMs: 0,
    outputBytes: 0,
    omittedBytes: 0,
    outputHash: "",
  };
}

/** A connected runner, and what it can do. */
export interface Runner {
  readonly id: string;
  readonly name: string;
  readonly programs: readonly string[];
  /** Whether it has an identity for changes. */
  readonly changes: boolean;
  readonly createdAt: number;
  readonly lastSeenAt: number | null;
  readonly revokedAt: number | null;
}

/** A runner asks every second; one that has not for so long is away. */
const CONNECTED_MS = MS.minute;

export function isConnected(runner: Runner, now: number): boolean {
  return runner.revokedAt === null && now - (runner.lastSeenAt ?? 0) < CONNECTED_MS;
}

/** Whether a runner may take a run. */
export function canTake(
  runner: Pick<Runner, "id" | "programs" | "changes">,
  run: StepRun,
): boolean {
  if (run.state !== "queued" || (run.effect === "change" && !runner.changes)) return false;
  if (run.runnerId !== null && run.runnerId !== runner.id) return false;
  return run.order.programs.every((program) => runner.programs.includes(program));
}
