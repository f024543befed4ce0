/**
 * Clocks as segments, each judged for itself: started, warned of at 80 %, breached at its target, ended
 * with an outcome. A segment that ended is never touched again.
 */

import { assert } from "./assert.ts";
import type { ClockKind, ClockSegment } from "./incident.ts";

/** A warning goes out when this share of the target has passed. */
const WARN_AT = 0.8;

export function startClock(
  kind: ClockKind,
  targetMs: number | null,
  now: number,
  audience: string | null = null,
): readonly ClockSegment[] {
  if (targetMs === null) return [];
  assert(targetMs > 0, "a clock has a positive target");
  return [
    {
      kind,
      audience,
      targetMs,
      startedAt: now,
      warnedAt: null,
      breachedAt: null,
      endedAt: null,
      outcome: null,
    },
  ];
}

export function isRunning(segment: ClockSegment): boolean {
  return segment.endedAt === null;
}

/** Ends a running segment: met or breached by the clock alone, unless it is superseded by another. */
export function endClock(segment: ClockSegment, now: number, superseded = false): ClockSegment {
  if (!isRunning(segment)) return segment;
  const breached = segment.breachedAt !== null || now >= breachAt(segment);
  const outcome = breached ? "breached" : superseded ? "superseded" : "met";
  return { ...segment, endedAt: Math.max(now, segment.startedAt), outcome };
}

export type ClockEvent = { readonly kind: "warned" | "breached"; readonly segment: ClockSegment };

/** Marks what is due on running segments. A breach that comes without its warning has none. */
export function tickClocks(
  segments: readonly ClockSegment[],
  now: number,
): { readonly segments: readonly ClockSegment[]; readonly events: readonly ClockEvent[] } {
  const events: ClockEvent[] = [];
  const ticked = segments.map((segment) => {
    if (!isRunning(segment)) return segment;
    if (segment.breachedAt === null && now >= breachAt(segment)) {
      const breached = { ...segment, breachedAt: now };
      events.push({ kind: "breached", segment: breached });
      return breached;
    }
    if (segment.breachedAt === null && segment.warnedAt === null && now >= warnAt(segment)) {
      const warned = { ...segment, warnedAt: now };
      events.push({ kind: "warned", segment: warned });
      return warned;
    }
    return segment;
  });
  return { segments: ticked, events };
}

/** When the next warning or breach of any running segment is due. */
export function nextClockDueAt(segments: readonly ClockSegment[]): number | null {
  let next: number | null = null;
  for (const segment of segments) {
    if (!isRunning(segment) || segment.breachedAt !== null) continue;
    const due = segment.warnedAt === null ? warnAt(segment) : breachAt(segment);
    if (next === null || due < next) next = due;
  }
  return next;
}

export function warnAt(segment: ClockSegment): number {
  return segment.startedAt + Math.round(segment.targetMs * WARN_AT);
}

export function breachAt(segment: ClockSegment): number {
  return segment.startedAt + segment.targetMs;
}

/** How long the segment has run, up to its end. */
export function elapsedMs(segment: ClockSegment, now: number): number {
  return Math.max(0, (segment.endedAt ?? now) - segment.startedAt);
}
