import { isRunning } from "./clock.ts";
import { change, type Decision } from "./decision.ts";
import { startClocks } from "./incident-clocks.ts";

/** Nobody has it any more: it is open, not snoozed, and the response clock runs. What pages is the caller's. */
export function openAgain(decision: Decision, now: number): Decision {
  const { clocks } = decision.incident;
  const open = change(decision, {
    status: "open",
    acknowledgedAt: null,
    acknowledgedBy: null,
    acknowledgements: [],
    snoozedUntil: null,
  });
  const isWaiting = clocks.some((segment) => segment.kind === "response" && isRunning(segment));
  return isWaiting ? open : startClocks(open, ["response"], now);
}
