/** The three clocks of an incident: starting, ending and reporting them. */

import { type ClockEvent, elapsedMs, endClock, isRunning, startClock } from "./clock.ts";
import { change, type Decision, record } from "./decision.ts";
import type { ClockKind, ClockSegment, SeverityRules } from "./incident.ts";
import type { WorkingTime } from "./working-time.ts";

/** An incident that flaps for days, or is updated by a machine, would grow without end. */
const CLOCKS_KEPT = 60;

/** The audience of the communication clock where the playbook names none. */
export const DEFAULT_AUDIENCE = "stakeholders";

/**
 * Starts the clocks of a severity that are named.
 * @param after segments that ended just now, from which those of the same clock go on
 */
export function startClocks(
  decision: Decision,
  kinds: readonly ClockKind[],
  now: number,
  after: readonly ClockSegment[] = [],
): Decision {
  const { rules } = decision.incident;
  const started = kinds.flatMap((kind) => {
    const audience = kind === "communication" ? DEFAULT_AUDIENCE : null;
    return startClock(
      {
        kind,
        audience,
        targetMs: targetOf(rules, kind),
        rank: rules.rank,
        working: workingTimeOf(rules, kind),
        after: after.find((ended) => ended.kind === kind && ended.audience === audience),
      },
      now,
    );
  });
  return change(decision, { clocks: [...lately(decision.incident.clocks), ...started] });
}

/** The state keeps the segments that run and the last of those that ended; the timeline keeps them all. */
function lately(clocks: readonly ClockSegment[]): readonly ClockSegment[] {
  let surplus = clocks.length - CLOCKS_KEPT;
  return clocks.filter((segment) => isRunning(segment) || surplus-- <= 0);
}

function targetOf(rules: SeverityRules, kind: ClockKind): number | null {
  switch (kind) {
    case "response":
      return rules.responseMs;
    case "resolution":
      return rules.resolutionMs;
    case "communication":
      return rules.communicationMs;
  }
}

function workingTimeOf({ inWorkingTime }: SeverityRules, kind: ClockKind): WorkingTime | undefined {
  return inWorkingTime?.clocks.includes(kind) === true ? inWorkingTime.hours : undefined;
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
    // What nobody had noticed yet is a breach all the same.
    if (ended.breachedAt !== segment.breachedAt) {
      current = recordClockEvent(current, { kind: "breached", segment: ended }, now);
    }
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

/** Ends every clock that runs, and goes on with those of another severity from where they were. */
export function replaceClocks(
  decision: Decision,
  rules: SeverityRules,
  kinds: readonly ClockKind[],
  now: number,
): Decision {
  const running = decision.incident.clocks.map(isRunning);
  const ended = endClocks(decision, now, { matches: () => true, superseded: true });
  const after = ended.incident.clocks.filter((_, index) => running[index] === true);
  return startClocks(change(ended, { rules }), kinds, now, after);
}
