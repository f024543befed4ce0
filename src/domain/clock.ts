/**
 * Clocks as segments, each judged for itself: started, warned of at 80 %, breached at its target, ended
 * with an outcome. A segment that ended is never touched again.
 *
 *     running ──pause──▶ paused ──resume, or its time is over──▶ running ──▶ ended
 *
 * When the severity changes, the segment ends and the next one begins at the same instant with another
 * target. Time under a severity counts towards those that are as severe or less: an hour as P0 is an hour
 * of P1 too. In the other direction it does not, since nobody had promised the shorter time yet. So nothing
 * is won by changing the severity back and forth.
 */

import { assert } from "./assert.ts";
import type { ClockKind, ClockSegment, CountedTime } from "./incident.ts";
import { afterWorkingMs, type WorkingTime, workingMsBetween } from "./working-time.ts";

/** A warning goes out when this share of the target has passed. */
const WARN_AT = 0.8;

export interface ClockStart {
  readonly kind: ClockKind;
  readonly targetMs: number | null;
  readonly audience?: string | null;
  /** Of the severity; 0 is the worst. */
  readonly rank: number;
  readonly working?: WorkingTime | undefined;
  /** The segment that ended for this one to go on from. */
  readonly after?: ClockSegment | undefined;
}

/** The first segment of a clock, or the next one of a clock that goes on; none where nothing is promised. */
export function startClock(start: ClockStart, now: number): readonly ClockSegment[] {
  const { kind, targetMs, audience = null, rank, working, after } = start;
  if (targetMs === null) return [];
  assert(targetMs > 0, "a clock has a positive target");
  const inWorkingTime = working !== undefined;
  const before = after === undefined ? [] : countedBy(after);
  const carriedMs = before
    .filter((one) => one.rank <= rank && one.inWorkingTime === inWorkingTime)
    .reduce((sum, { ms }) => sum + ms, 0);
  return [
    {
      kind,
      audience,
      targetMs,
      startedAt: Math.max(now, after?.endedAt ?? now),
      warnedAt: null,
      breachedAt: null,
      endedAt: null,
      outcome: null,
      rank,
      ...(working === undefined ? {} : { working }),
      ...(before.length === 0 ? {} : { before, carriedMs }),
    },
  ];
}

/** What has counted by the end of a segment, by severity: one number for each. */
function countedBy(segment: ClockSegment): readonly CountedTime[] {
  const { before = [], rank = 0, working, ranMs = 0 } = segment;
  const inWorkingTime = working !== undefined;
  const isSame = (one: CountedTime): boolean =>
    one.rank === rank && one.inWorkingTime === inWorkingTime;
  const known = before.find(isSame)?.ms ?? 0;
  const others = before.filter((one) => !isSame(one));
  return [...others, { rank, ms: known + ranMs, inWorkingTime }];
}

/** Not ended; it may be paused. */
export function isRunning(segment: ClockSegment): boolean {
  return segment.endedAt === null;
}

export function isPaused(segment: ClockSegment): boolean {
  return isRunning(segment) && segment.runsSince === null;
}

/** Ends a running segment: met or breached by the clock alone, unless it is superseded by another. */
export function endClock(segment: ClockSegment, now: number, superseded = false): ClockSegment {
  if (!isRunning(segment)) return segment;
  const breachedAt = segment.breachedAt ?? (now >= breachAt(segment) ? now : null);
  const outcome = breachedAt !== null ? "breached" : superseded ? "superseded" : "met";
  const endedAt = Math.max(now, segment.startedAt);
  return {
    ...segment,
    breachedAt,
    ranMs: ranMsAt(segment, now),
    pausedUntil: null,
    endedAt,
    outcome,
  };
}

/** Time passes and does not count until it is resumed, at that instant at the latest. */
export function pauseClock(segment: ClockSegment, now: number, untilAt: number): ClockSegment {
  assert(isRunning(segment) && !isPaused(segment), "a clock that runs is paused");
  return { ...segment, ranMs: ranMsAt(segment, now), runsSince: null, pausedUntil: untilAt };
}

export function resumeClock(segment: ClockSegment, now: number): ClockSegment {
  assert(isPaused(segment), "a clock that is paused is resumed");
  const runsSince = Math.min(now, segment.pausedUntil ?? now);
  return { ...segment, runsSince, pausedUntil: null };
}

export type ClockEvent = {
  readonly kind: "warned" | "breached" | "resumed";
  readonly segment: ClockSegment;
};

/** Marks what is due on running segments. A breach that comes without its warning has none. */
export function tickClocks(
  segments: readonly ClockSegment[],
  now: number,
): { readonly segments: readonly ClockSegment[]; readonly events: readonly ClockEvent[] } {
  const events: ClockEvent[] = [];
  const ticked = segments.map((segment) => {
    const event = eventAt(segment, now);
    if (event === undefined) return segment;
    events.push(event);
    return event.segment;
  });
  return { segments: ticked, events };
}

function eventAt(segment: ClockSegment, now: number): ClockEvent | undefined {
  if (!isRunning(segment)) return undefined;
  if (isPaused(segment)) {
    const isOver = now >= (segment.pausedUntil ?? now);
    return isOver ? { kind: "resumed", segment: resumeClock(segment, now) } : undefined;
  }
  if (segment.breachedAt !== null) return undefined;
  if (now >= breachAt(segment)) {
    return { kind: "breached", segment: { ...segment, breachedAt: now } };
  }
  if (segment.warnedAt === null && now >= warnAt(segment)) {
    return { kind: "warned", segment: { ...segment, warnedAt: now } };
  }
  return undefined;
}

/** When the next warning, breach, or end of a pause of any running segment is due. */
export function nextClockDueAt(segments: readonly ClockSegment[]): number | null {
  let next: number | null = null;
  for (const segment of segments) {
    const due = dueAt(segment);
    if (due !== null && (next === null || due < next)) next = due;
  }
  return next;
}

function dueAt(segment: ClockSegment): number | null {
  if (!isRunning(segment)) return null;
  if (isPaused(segment)) return segment.pausedUntil ?? null;
  if (segment.breachedAt !== null) return null;
  return segment.warnedAt === null ? warnAt(segment) : breachAt(segment);
}

export function warnAt(segment: ClockSegment): number {
  return reachedAt(segment, Math.round(segment.targetMs * WARN_AT));
}

/** When its target is reached; of a paused one, were it resumed when its pause ends. */
export function breachAt(segment: ClockSegment): number {
  return reachedAt(segment, segment.targetMs);
}

/** When so much has counted. */
function reachedAt(segment: ClockSegment, ms: number): number {
  const { carriedMs = 0, ranMs = 0, startedAt, runsSince = startedAt, pausedUntil } = segment;
  const since = runsSince ?? pausedUntil ?? startedAt;
  const leftMs = Math.max(0, ms - carriedMs - ranMs);
  return segment.working === undefined
    ? since + leftMs
    : afterWorkingMs(since, leftMs, segment.working);
}

/** How much counts towards the target, up to its end: what was carried over with what has run. */
export function elapsedMs(segment: ClockSegment, now: number): number {
  return (segment.carriedMs ?? 0) + ranMsAt(segment, now);
}

/** How long it has run itself, pauses and hours off left out. */
export function ranMsAt(segment: ClockSegment, now: number): number {
  const { startedAt, endedAt, runsSince = startedAt, pausedUntil, working, ranMs = 0 } = segment;
  if (endedAt !== null) return segment.ranMs ?? Math.max(0, endedAt - startedAt);
  // A pause ends at its time, whenever that is noticed.
  const since = runsSince ?? pausedUntil ?? now;
  const ms =
    working === undefined ? Math.max(0, now - since) : workingMsBetween(since, now, working);
  return ranMs + ms;
}
