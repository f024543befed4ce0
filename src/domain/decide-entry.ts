/** What people say of entries that stand in the timeline: that one matters, or what it should have said. */

import { type Decision, type DecisionContext, type Refusal, record } from "./decision.ts";
import { MS } from "./duration.ts";
import { touched } from "./person-deed.ts";
import type { Actor } from "./timeline.ts";

/** So long before an incident was opened something may have happened that belongs to it. */
const TOLD_BEFORE_MS = 30 * MS.day;
/** Clocks of people and servers differ. */
const AHEAD_MS = MS.minute;

export type EntryInput =
  | {
      readonly kind: "star-entry";
      readonly by: Actor;
      readonly entry: number;
      readonly starred: boolean;
    }
  | {
      readonly kind: "correct-entry";
      readonly by: Actor;
      /** The entry, and what it says until now. */
      readonly entry: number;
      readonly was: string;
      readonly text?: string;
      readonly toldAt?: number;
    };

/** Stars are for whoever writes the postmortem. They are no sign that somebody works on the incident. */
export function starEntry(
  decision: Decision,
  { by, entry, starred }: EntryInput & { readonly kind: "star-entry" },
  { now }: DecisionContext,
): Decision | Refusal {
  const { number, lastSeq } = decision.incident;
  if (entry < 1 || entry > lastSeq) return { refused: `${number} has no entry ${entry}` };
  return record(decision, now, "entry.starred", { entry, starred }, by);
}

/** The entry stays; what it should have said, or when it was, stands beside it. */
export function correctEntry(
  decision: Decision,
  input: EntryInput & { readonly kind: "correct-entry" },
  { now }: DecisionContext,
): Decision | Refusal {
  const { by, entry, was, text, toldAt } = input;
  const problem = toldAt === undefined ? undefined : toldAtProblem(decision, toldAt, now);
  if (problem !== undefined) return { refused: problem };
  const data = {
    entry,
    was,
    ...(text === undefined ? {} : { text }),
    ...(toldAt === undefined ? {} : { toldAt }),
  };
  return record(touched(decision, by, now), now, "entry.corrected", data, by);
}

/** Why something cannot have happened then. */
export function toldAtProblem(
  { incident }: Decision,
  toldAt: number,
  now: number,
): string | undefined {
  if (toldAt > now + AHEAD_MS) return "what is noted has happened: its time is not to come";
  return toldAt < incident.openedAt - TOLD_BEFORE_MS
    ? `what is noted of ${incident.number} happened 30 days before it was opened at the earliest`
    : undefined;
}
