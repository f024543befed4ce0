/** What people do to clocks: pause them for a while, let them run again, say why one was breached. */

import { isPaused, isRunning, pauseClock, resumeClock } from "./clock.ts";
import { change, type Decision, type DecisionContext, type Refusal, record } from "./decision.ts";
import { describeDuration, MS } from "./duration.ts";
import type { ClockKind, ClockSegment } from "./incident.ts";
import { clockEntry } from "./incident-clocks.ts";
import { over, touched } from "./person-deed.ts";
import type { Actor } from "./timeline.ts";

/** Who paused it longer than this has forgotten it. */
const PAUSE_MAX_MS = MS.week;

interface WhichClock {
  readonly by: Actor;
  readonly clock: ClockKind;
  /** Of a communication clock; the only one when absent. */
  readonly audience?: string;
}

export type ClockInput =
  | (WhichClock & {
      readonly kind: "pause-clock";
      readonly untilAt: number;
      readonly reason: string;
    })
  | (WhichClock & { readonly kind: "resume-clock" })
  | (WhichClock & { readonly kind: "excuse-clock"; readonly reason: string });

/**
 * Time passes and does not count. The response clock is not paused: whoever answers stops it, and until
 * somebody does, it is what the escalation stands for.
 */
export function pause(
  decision: Decision,
  input: ClockInput & { readonly kind: "pause-clock" },
  { now }: DecisionContext,
): Decision | Refusal {
  const { by, clock, untilAt, reason } = input;
  const { number } = decision.incident;
  if (clock === "response") {
    return { refused: `the response clock of ${number} is not paused: acknowledge, or snooze it` };
  }
  const segment = runningOf(decision, input);
  if ("refused" in segment) return segment;
  if (isPaused(segment)) return { refused: `the ${clock} clock of ${number} is paused already` };
  if (segment.breachedAt !== null) {
    return { refused: `the ${clock} clock of ${number} is breached already: say why instead` };
  }
  if (untilAt <= now || untilAt - now > PAUSE_MAX_MS) {
    return {
      refused: `the ${clock} clock of ${number} is paused until a time to come, ${describeDuration(PAUSE_MAX_MS)} away at most`,
    };
  }
  const paused = pauseClock(segment, now, untilAt);
  const data = { ...clockEntry(paused, now), untilAt, reason };
  return record(
    replaced(touched(decision, by, now), segment, paused),
    now,
    "clock.paused",
    data,
    by,
  );
}

export function resume(
  decision: Decision,
  input: ClockInput & { readonly kind: "resume-clock" },
  { now }: DecisionContext,
): Decision | Refusal {
  const segment = runningOf(decision, input);
  if ("refused" in segment) return segment;
  if (!isPaused(segment)) {
    return { refused: `the ${input.clock} clock of ${decision.incident.number} is not paused` };
  }
  const resumed = resumeClock(segment, now);
  const done = replaced(touched(decision, input.by, now), segment, resumed);
  return record(done, now, "clock.resumed", clockEntry(resumed, now), input.by);
}

/** At any time, also when all is over. The segment stays as it is: its breach is not taken back. */
export function excuse(
  decision: Decision,
  input: ClockInput & { readonly kind: "excuse-clock" },
  { now }: DecisionContext,
): Decision | Refusal {
  const { by, clock, reason } = input;
  const breached = decision.incident.clocks.findLast(
    (segment) => isMeant(segment, input) && segment.breachedAt !== null,
  );
  if (breached === undefined) {
    return { refused: `no ${clock} clock of ${decision.incident.number} was breached` };
  }
  const { audience } = breached;
  const data = { clock, ...(audience === null ? {} : { audience }), reason };
  return record(touched(decision, by, now), now, "clock.excused", data, by);
}

function runningOf(decision: Decision, input: WhichClock): ClockSegment | Refusal {
  const { status, number, clocks } = decision.incident;
  if (status === "resolved" || status === "closed") return over(decision);
  const running = clocks.find((segment) => isRunning(segment) && isMeant(segment, input));
  return running ?? { refused: `no ${input.clock} clock of ${number} is running` };
}

function isMeant(segment: ClockSegment, { clock, audience }: WhichClock): boolean {
  return segment.kind === clock && (audience === undefined || segment.audience === audience);
}

function replaced(decision: Decision, before: ClockSegment, after: ClockSegment): Decision {
  const clocks = decision.incident.clocks.map((one) => (one === before ? after : one));
  return change(decision, { clocks });
}
