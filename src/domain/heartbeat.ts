/**
 * Heartbeats: something reports in as long as it is well, and its silence is the alert.
 *
 * A heartbeat is `waiting` until it is first heard, and nobody is paged for it until then. From then on it
 * is `up` while it is heard in time, `late` when it is not, `failed` when it says itself that something
 * went wrong; both end when it is heard to be well. A `paused` one is never late.
 *
 * Late is what has not been heard for its interval and its grace; or what said that it began, and not that
 * it ended, for its grace. Nothing counts as late because Tocsin itself could not hear: see `isDueAt`.
 */

import type { AlertEvent } from "./alert.ts";
import { assert } from "./assert.ts";
import { describeDuration, MS } from "./duration.ts";

export type HeartbeatState = "waiting" | "up" | "late" | "failed" | "paused";

/** What a ping says: that a run began, that it ended well or badly. */
export type HeartbeatSignal = "start" | "success" | "fail";

/** Alerts with all of these labels are pings of a heartbeat, and no alerts. */
export type FeedingLabels = Readonly<Record<string, string>>;

/** Instants are epoch milliseconds. */
export interface Heartbeat {
  readonly id: string;
  readonly name: string;
  readonly team: string | null;
  /** A severity of the playbook, or a word for one, that its alerts have; null for the playbook's choice. */
  readonly severity: string | null;
  /** How often it is heard. */
  readonly intervalMs: number;
  /** How much later it may be. */
  readonly graceMs: number;
  readonly fedBy: FeedingLabels | null;
  /** The integration that its alerts belong to. */
  readonly integrationId: string;
  readonly state: HeartbeatState;
  readonly lastHeardAt: number | null;
  /** A run began then, and has not said how it ended. */
  readonly startedAt: number | null;
  /** Since when it is late or failed. */
  readonly troubleSince: number | null;
  /** When time has to look at it; null when it never has. */
  readonly dueAt: number | null;
  readonly createdAt: number;
}

/** Less is a matter of seconds, which networks and busy machines lose without any harm. */
export const INTERVAL_MS_MIN = 30 * MS.second;
export const INTERVAL_MS_MAX = 366 * MS.day;
export const GRACE_MS_MIN = 30 * MS.second;
export const GRACE_MS_MAX = 31 * MS.day;

/** What is still late, or still failed, is reported again: an incident that was closed meanwhile is opened anew. */
const REPORTED_AGAIN_MS = MS.hour;
/** After Tocsin was away, so much of an interval is waited for at most before the grace begins. */
const START_UP_MS_MAX = MS.hour;

/** Without one that is stated: a fifth of the interval, between a minute and an hour. */
export function defaultGraceMs(intervalMs: number): number {
  return Math.min(Math.max(intervalMs / 5, MS.minute), MS.hour);
}

/** What became of a heartbeat, and whether its alert fires or ends by it. */
export interface HeartbeatChange {
  readonly heartbeat: Heartbeat;
  readonly alert?: "trigger" | "resolve";
}

/** It was heard. */
export function hear(
  heartbeat: Heartbeat,
  signal: HeartbeatSignal,
  heardAt: number,
): HeartbeatChange {
  const now = Math.max(heardAt, heartbeat.lastHeardAt ?? 0);
  const heard = { ...heartbeat, lastHeardAt: now };
  if (heartbeat.state === "paused") return { heartbeat: heard };
  switch (signal) {
    case "start":
      return begun(heartbeat, now);
    case "success":
      return {
        heartbeat: well(heard, now),
        ...(isInTrouble(heartbeat) ? { alert: "resolve" } : {}),
      };
    case "fail":
      return {
        heartbeat: {
          ...heard,
          state: "failed",
          startedAt: null,
          troubleSince: heartbeat.state === "failed" ? (heartbeat.troubleSince ?? now) : now,
          dueAt: now + REPORTED_AGAIN_MS,
        },
        alert: "trigger",
      };
  }
}

/** A beginning says nothing of the end: what is late or failed stays so, and when it was heard last, too. */
function begun(heartbeat: Heartbeat, now: number): HeartbeatChange {
  const started = { ...heartbeat, startedAt: now };
  if (isInTrouble(heartbeat)) return { heartbeat: started };
  const known: Heartbeat = { ...started, state: "up" };
  return { heartbeat: { ...known, dueAt: lateAt(known) } };
}

function well(heartbeat: Heartbeat, now: number): Heartbeat {
  const up: Heartbeat = {
    ...heartbeat,
    state: "up",
    lastHeardAt: now,
    startedAt: null,
    troubleSince: null,
  };
  return { ...up, dueAt: lateAt(up) };
}

function isInTrouble({ state }: Heartbeat): boolean {
  return state === "late" || state === "failed";
}

/** From when on a heartbeat that is up is late. */
function lateAt({ lastHeardAt, startedAt, intervalMs, graceMs }: Heartbeat): number {
  const expectedAt = lastHeardAt === null ? Number.POSITIVE_INFINITY : lastHeardAt + intervalMs;
  const endsAt = Math.min(expectedAt, startedAt ?? Number.POSITIVE_INFINITY);
  assert(Number.isFinite(endsAt), "a heartbeat that is up has been heard");
  return endsAt + graceMs;
}

/**
 * When time really has to look at it: what could not be heard because nobody was there to hear gets an
 * interval (an hour at most) and its grace from then on.
 * @param listeningSince since when pings have been taken without a break
 */
function isDueAt(heartbeat: Heartbeat, dueAt: number, listeningSince: number): number {
  if (isInTrouble(heartbeat)) return dueAt;
  const heardAnewBy = Math.min(heartbeat.intervalMs, START_UP_MS_MAX) + heartbeat.graceMs;
  const heardAt = Math.max(heartbeat.lastHeardAt ?? 0, heartbeat.startedAt ?? 0);
  return heardAt >= listeningSince ? dueAt : Math.max(dueAt, listeningSince + heardAnewBy);
}

/** Time looks at it: it is late by now, is still in trouble, or has more time. */
export function lookAtHeartbeat(
  heartbeat: Heartbeat,
  { now, listeningSince }: { readonly now: number; readonly listeningSince: number },
): HeartbeatChange {
  if (heartbeat.dueAt === null) return { heartbeat };
  const dueAt = isDueAt(heartbeat, heartbeat.dueAt, listeningSince);
  if (dueAt > now) return { heartbeat: { ...heartbeat, dueAt } };
  const looked = isInTrouble(heartbeat)
    ? heartbeat
    : ({ ...heartbeat, state: "late", troubleSince: now } as const);
  return { heartbeat: { ...looked, dueAt: now + REPORTED_AGAIN_MS }, alert: "trigger" };
}

/** Nothing is expected of it until somebody resumes it. */
export function pauseHeartbeat(heartbeat: Heartbeat): HeartbeatChange {
  const paused = { startedAt: null, troubleSince: null, dueAt: null };
  return {
    heartbeat: { ...heartbeat, ...paused, state: "paused" },
    ...(isInTrouble(heartbeat) ? { alert: "resolve" } : {}),
  };
}

/** Expected again, within an interval and the grace from now; what was never heard is waited for. */
export function resumeHeartbeat(heartbeat: Heartbeat, now: number): Heartbeat {
  if (heartbeat.state !== "paused") return heartbeat;
  if (heartbeat.lastHeardAt === null) return { ...heartbeat, state: "waiting" };
  const { intervalMs, graceMs } = heartbeat;
  return { ...heartbeat, state: "up", dueAt: now + intervalMs + graceMs };
}

/** Whether an alert is a ping: it has all the labels that feed the heartbeat. */
export function feeds(labels: Readonly<Record<string, string>>, fedBy: FeedingLabels): boolean {
  return Object.entries(fedBy).every(([name, value]) => labels[name] === value);
}

/** What the alert of a heartbeat says. */
export function heartbeatAlert(
  heartbeat: Heartbeat,
  action: "trigger" | "resolve",
  {
    now,
    timeZone,
    detail,
  }: { readonly now: number; readonly timeZone: string; readonly detail?: string },
): AlertEvent {
  const { id, name, severity, troubleSince } = heartbeat;
  const key = `heartbeat:${id}`;
  return {
    action,
    dedupKey: key,
    groupKey: key,
    title: titleOf(heartbeat, now, timeZone),
    labels: {
      alertname: heartbeat.state === "failed" ? "HeartbeatFailed" : "HeartbeatLate",
      heartbeat: name,
      ...(severity === null ? {} : { severity }),
    },
    annotations: detail === undefined ? {} : { detail },
    ...(action === "trigger" && troubleSince !== null ? { startsAt: troubleSince } : {}),
  };
}

function titleOf(heartbeat: Heartbeat, now: number, timeZone: string): string {
  const { name, state, intervalMs, lastHeardAt, startedAt } = heartbeat;
  const said = (at: number): string => timeText(at, now, timeZone);
  const named = `Heartbeat ${name}`;
  if (state === "failed") return `${named} reported a failure`;
  if (state !== "late") return `${named} is heard again`;
  const expectedAt = lastHeardAt === null ? Number.POSITIVE_INFINITY : lastHeardAt + intervalMs;
  if (startedAt !== null && startedAt < expectedAt) {
    return `${named} began at ${said(startedAt)} and has not ended in ${lateText(now - startedAt)}`;
  }
  assert(lastHeardAt !== null, "a heartbeat that is late has been heard");
  return `${named} is ${lateText(now - expectedAt)} late; last heard ${said(lastHeardAt)}`;
}

/** In whole minutes, once it is some. */
function lateText(ms: number): string {
  return describeDuration(ms < MS.minute ? ms : Math.floor(ms / MS.minute) * MS.minute);
}

/** The time of day in the playbook's zone; with the date where it was not today. */
function timeText(at: number, now: number, timeZone: string): string {
  const on = (instant: number): Temporal.ZonedDateTime =>
    Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  const time = on(at).toPlainTime().toString({ smallestUnit: "minute" });
  const date = on(at).toPlainDate();
  return date.equals(on(now).toPlainDate()) ? time : `${date.toString()} ${time}`;
}
