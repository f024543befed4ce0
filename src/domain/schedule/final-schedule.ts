/**
 * Who is on call: the one answer that paging, the API, the terminal and calendars give. Layers are laid
 * over each other, then overrides in the order in which they were made. At each instant exactly one
 * person is on call, or it is a gap.
 */

import { assert } from "../assert.ts";
import { layerSpans } from "./layer-spans.ts";
import type { Schedule, ScheduleOverride } from "./schedule.ts";
import { cover, type Interval, overlap, type Span, type SpanSource } from "./span.ts";

/**
 * The whole of a period, without overlap: each span ends where the next one begins. Two shifts that follow
 * each other stay two, even of the same person.
 */
export function finalSchedule(
  schedule: Schedule,
  overrides: readonly ScheduleOverride[],
  period: Interval,
): readonly Span[] {
  assert(period.startsAt < period.endsAt, "a period lasts");
  const nobody: Span = { ...period, person: null, source: { kind: "none" } };
  const written = schedule.layers.reduce<readonly Span[]>(
    (below, layer) => cover(below, layerSpans(layer, schedule.timeZone, period)),
    [nobody],
  );
  const made = overrides.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  return made.reduce((below, override) => cover(below, overrideSpans(override, below)), written);
}

/** The span that holds an instant; it begins there or earlier, and may go on after it ends. */
export function spanAt(
  schedule: Schedule,
  overrides: readonly ScheduleOverride[],
  at: number,
): Span {
  const [span] = finalSchedule(schedule, overrides, { startsAt: at, endsAt: at + 1 });
  assert(span !== undefined, "every instant is in a span");
  return span;
}

/** What an override changes of the spans it is laid over. */
function overrideSpans(override: ScheduleOverride, below: readonly Span[]): readonly Span[] {
  const source: SpanSource = { kind: "override", overrideId: override.id };
  const person = override.kind === "remove" ? null : override.person;
  return below.flatMap((span) => {
    const common = overlap(span, override);
    if (common === undefined || !concerns(override, span)) return [];
    return { ...common, person, source };
  });
}

function concerns({ kind, person, instead }: ScheduleOverride, span: Span): boolean {
  if (kind === "add") return span.person === null;
  const whom = kind === "remove" ? person : instead;
  return whom === undefined || span.person?.toLowerCase() === whom.toLowerCase();
}
