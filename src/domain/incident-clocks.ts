/** The three clocks of an incident: starting, ending and reporting them. */

import { type ClockEvent, elapsedMs, endClock, isRunning, startClock } from "./clock.ts";
import { change, type Decision, record } from "./decision.ts";
import type { ClockKind, ClockSegment, SeverityRules } from "./incident.ts";

/** An incident that flaps for days, or is updated by a machine, would grow without end. */
const CLOCKS_KEPT = 60;

/** The audience of the communication clock where the playbook names none. */
export const DEFAULT_AUDIENCE = "stakeholders";

/** Starts the clocks of a severity that are named. */
export function startClocks(
  decision: Decision,
  kinds: readonly ClockKind[],
  now: number,
): Decision {
  const started = kinds.flatMap((kind) => startOf(decision.incident.rules, kind, now));
  return change(decision, { clocks: [...lately(decision.incident.clocks), ...started] });
}

/** The state keeps the segments that run and the last of those that ended; the timeline keeps them all. */
function lately(clocks: readonly ClockSegment[]): readonly ClockSegment[] {
  let surplus = clocks.length - CLOCKS_KEPT;
  return clocks.filter((segment) => isRunning(segment) || surplus-- <= 0);
}

function startOf(rules: SeverityRules, kind: ClockKind, now: number): readonly ClockSegment[] {
  switch (kind) {
    case "response":
      return startClock("response", rules.responseMs, now);
    case "resolution":
      return startClock("resolution", rules.resolutionMs, now);
    case "communication":
      return startClock("communication", rules.communicationMs, now, DEFAULT_AUDIENCE);
  }
}

/** Ends the running segments that match, each with its entry. */
export function endClocks(
  decision: Decision,
  now: number,
  which: { readonly matches: (segment: ClockSegment) => boolean; readonly superseded?: boolean },
): Decision {
  let current = decision;
  const clocks = decision.incident.clocks.map((segment) => {
    if (!isRunning(segment) || !which.matches(segment)) return segment;
    const ended = endClock(segment, now, which.superseded);
    current = record(current, now, "clock.ended", {
      ...clockEntry(ended, now),
      outcome: ended.outcome ?? "met",
    });
    return ended;
  });
  return change(current, { clocks });
}

export function clockEntry(
  segment: ClockSegment,
  now: number,
): { clock: string; audience?: string; targetMs: number; elapsedMs: number } {
  return {
    clock: segment.kind,
    ...(segment.audience === null ? {} : { audience: segment.audience }),
    targetMs: segment.targetMs,
    elapsedMs: elapsedMs(segment, now),
  };
}

export function recordClockEvent(decision: Decision, event: ClockEvent, now: number): Decision {
  return record(decision, now, `clock.${event.kind}`, clockEntry(event.segment, now));
}
