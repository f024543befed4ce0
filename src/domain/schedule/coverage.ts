/** What a final schedule means for the people in it: gaps, hand-offs and being in two places at once. */

import { type Interval, type Span, within } from "./span.ts";

/** The stretches in which nobody is on call; those that meet are one. */
export function gapsOf(spans: readonly Span[]): readonly Interval[] {
  const gaps: { startsAt: number; endsAt: number }[] = [];
  for (const { person, startsAt, endsAt } of spans) {
    if (person !== null) continue;
    const before = gaps.at(-1);
    if (before?.endsAt === startsAt) before.endsAt = endsAt;
    else gaps.push({ startsAt, endsAt });
  }
  return gaps;
}

/** Somebody who is on call in two schedules at once, so that the second to be paged is the first again. */
export interface Conflict extends Interval {
  readonly person: string;
  readonly schedules: readonly [string, string];
}

/** Conflicts between schedules that follow each other in one escalation, such as primary and secondary. */
export function conflictsOf(
  schedules: readonly { readonly id: string; readonly spans: readonly Span[] }[],
): readonly Conflict[] {
  return schedules.flatMap((one, index) =>
    schedules.slice(index + 1).flatMap((other) => conflictsBetween(one, other)),
  );
}

type Planned = Parameters<typeof conflictsOf>[0][number];

function conflictsBetween(one: Planned, other: Planned): readonly Conflict[] {
  const people = new Set(other.spans.map(({ person }) => person));
  return [...people].flatMap((person) => {
    if (person === null) return [];
    const theirs = ({ spans }: Planned): readonly Span[] =>
      spans.filter((span) => span.person === person);
    return within(theirs(one), theirs(other)).map(({ startsAt, endsAt }) => ({
      person,
      schedules: [one.id, other.id] as const,
      startsAt,
      endsAt,
    }));
  });
}

/** Who hands over to whom, and when. */
export interface HandOff {
  readonly at: number;
  /** Null after or before a gap. */
  readonly from: string | null;
  readonly to: string | null;
}

/** The instants at which somebody else is on call than before, within what the spans cover. */
export function handOffsOf(spans: readonly Span[]): readonly HandOff[] {
  return spans.flatMap((span, index) => {
    const before = spans[index - 1];
    if (before === undefined || before.person === span.person) return [];
    return { at: span.startsAt, from: before.person, to: span.person };
  });
}
