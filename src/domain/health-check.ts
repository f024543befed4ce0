/**
 * Health checks of our own: something is asked at intervals whether it is well. One bad answer is noise:
 * so many in a row are an alert, and so many good ones in a row end it.
 */

import type { AlertEvent } from "./alert.ts";
import { describeDuration, MS } from "./duration.ts";

/** What is asked: a page, a port, or how long a certificate is still good. */
export type CheckTarget =
  | {
      readonly kind: "http";
      readonly url: string;
      /** The status it has to have; any of 200 to 299 when absent. */
      readonly status?: number;
      /** What its body, the first 64 KiB of it, has to hold. */
      readonly contains?: string;
    }
  | { readonly kind: "tcp" | "tls"; readonly host: string; readonly port: number };

/** As `tocsin.yaml` states it; its name is its identity. */
export interface HealthCheckRule {
  readonly name: string;
  readonly target: CheckTarget;
  /** Its certificate has to be good for so many days more; absent where it is not asked for. */
  readonly certificateDays?: number;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  /** So many failures in a row are an alert. */
  readonly failures: number;
  /** So many successes in a row end it. */
  readonly recoveries: number;
  /** Of the playbook; the playbook's choice when absent. */
  readonly severity?: string;
}

/** What was seen. `certificateEndsAt` where the check asks for it. */
export type Observation =
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly body: string;
      readonly certificateEndsAt?: number;
    }
  | { readonly kind: "connected"; readonly certificateEndsAt?: number }
  | { readonly kind: "failed"; readonly detail: string };

/** How it stands with a check. Instants are epoch milliseconds. */
export interface CheckState {
  readonly state: "unknown" | "up" | "down";
  /** In a row, up to now. */
  readonly failures: number;
  readonly successes: number;
  readonly downSince: number | null;
  /** When its alert was reported last. */
  readonly reportedAt: number | null;
  /** What the last answer was, for people. */
  readonly detail: string;
  readonly checkedAt: number | null;
}

export const NEVER_CHECKED: CheckState = {
  state: "unknown",
  failures: 0,
  successes: 0,
  downSince: null,
  reportedAt: null,
  detail: "",
  checkedAt: null,
};

/** Why what was seen is not well; undefined when it is. */
export function faultOf(
  { target, certificateDays }: HealthCheckRule,
  seen: Observation,
  now: number,
): string | undefined {
  if (seen.kind === "failed") return seen.detail;
  if (seen.kind === "answered" && target.kind === "http") {
    const { status: wanted, contains } = target;
    const isWanted = wanted === undefined ? isSuccess(seen.status) : seen.status === wanted;
    if (!isWanted) return `HTTP ${seen.status}`;
    if (contains !== undefined && !seen.body.includes(contains)) {
      return `the body does not contain “${contains}”`;
    }
  }
  if (certificateDays === undefined) return undefined;
  if (seen.certificateEndsAt === undefined) return "its certificate says no end";
  const leftMs = seen.certificateEndsAt - now;
  if (leftMs <= 0) return "its certificate has expired";
  if (leftMs >= certificateDays * MS.day) return undefined;
  const days = Math.floor(leftMs / MS.day);
  return days === 0
    ? `its certificate expires in ${describeDuration(Math.floor(leftMs / MS.minute) * MS.minute)}`
    : `its certificate expires in ${days} day${days === 1 ? "" : "s"}`;
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** What is down is reported again: an incident that was closed meanwhile is opened anew. */
const REPORTED_AGAIN_MS = MS.hour;
const COUNT_MAX = 1_000_000;

export interface CheckChange {
  readonly state: CheckState;
  readonly alert?: "trigger" | "resolve";
}

/** What an answer makes of a check. */
export function judge(
  rule: HealthCheckRule,
  before: CheckState,
  { fault, now }: { readonly fault: string | undefined; readonly now: number },
): CheckChange {
  const seen = { ...before, checkedAt: now, detail: fault ?? "" };
  return fault === undefined ? succeeded(rule, seen, before) : failed(rule, seen, before, now);
}

function succeeded(rule: HealthCheckRule, seen: CheckState, before: CheckState): CheckChange {
  const successes = Math.min(before.successes + 1, COUNT_MAX);
  const counted = { ...seen, successes, failures: 0 };
  if (before.state !== "down") return { state: { ...counted, state: "up" } };
  if (successes < rule.recoveries) return { state: counted };
  return { state: { ...counted, ...IS_UP }, alert: "resolve" };
}

const IS_UP = { state: "up", downSince: null, reportedAt: null } as const;

function failed(
  rule: HealthCheckRule,
  seen: CheckState,
  before: CheckState,
  now: number,
): CheckChange {
  const failures = Math.min(before.failures + 1, COUNT_MAX);
  const counted = { ...seen, failures, successes: 0 };
  if (before.state === "down") {
    const isDue = now - (before.reportedAt ?? 0) >= REPORTED_AGAIN_MS;
    return isDue
      ? { state: { ...counted, reportedAt: now }, alert: "trigger" }
      : { state: counted };
  }
  if (failures < rule.failures) return { state: counted };
  const isDown = { state: "down", downSince: now, reportedAt: now } as const;
  return { state: { ...counted, ...isDown }, alert: "trigger" };
}

/**
 * When a check is asked next: at a place within its interval that its name decides, so that checks of one
 * playbook do not all ask at once, and a restart changes nothing.
 */
export function nextCheckAt({ name, intervalMs }: HealthCheckRule, now: number): number {
  const phase = spread(name) % intervalMs;
  return now - ((((now - phase) % intervalMs) + intervalMs) % intervalMs) + intervalMs;
}

/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/. Spreads names, and protects nothing. */
function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}

/** What the alert of a check says. */
export function checkAlert(
  rule: Pick<HealthCheckRule, "name"> & Partial<Pick<HealthCheckRule, "target" | "severity">>,
  { state, failures, detail, downSince }: CheckState,
  action: "trigger" | "resolve",
): AlertEvent {
  const { name, target, severity } = rule;
  const key = `check:${name}`;
  const times = failures === 1 ? "failed" : `failed ${failures} times`;
  return {
    action,
    dedupKey: key,
    groupKey: key,
    title: state === "down" ? `${name} ${times}: ${detail}` : `${name} is well again`,
    labels: {
      alertname: "HealthCheckFailed",
      check: name,
      ...(severity === undefined ? {} : { severity }),
    },
    annotations: {},
    ...(target?.kind === "http" ? { sourceUrl: target.url } : {}),
    ...(action === "trigger" && downSince !== null ? { startsAt: downSince } : {}),
  };
}
