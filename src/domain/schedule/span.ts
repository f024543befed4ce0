/** Stretches of time and who is on call in them. Lists of them are sorted and do not overlap. */

/** From `startsAt` up to, not including, `endsAt`. */
export interface Interval {
  readonly startsAt: number;
  readonly endsAt: number;
}

/** What puts somebody, or nobody, on call. */
export type SpanSource =
  | { readonly kind: "layer"; readonly layer: string }
  | { readonly kind: "override"; readonly overrideId: string }
  | { readonly kind: "none" };

export interface Span extends Interval {
  /** As the playbook writes the name; null for a gap. */
  readonly person: string | null;
  readonly source: SpanSource;
}

/** What two intervals have in common; undefined for nothing. */
export function overlap(a: Interval, b: Interval): Interval | undefined {
  const startsAt = Math.max(a.startsAt, b.startsAt);
  const endsAt = Math.min(a.endsAt, b.endsAt);
  return startsAt < endsAt ? { startsAt, endsAt } : undefined;
}

/** The parts of spans that lie in any of the windows. */
export function within<T extends Interval>(
  spans: readonly T[],
  windows: readonly Interval[],
): readonly T[] {
  const parts: T[] = [];
  let first = 0;
  for (const span of spans) {
    while ((windows[first]?.endsAt ?? Number.POSITIVE_INFINITY) <= span.startsAt) first += 1;
    for (let index = first; index < windows.length; index += 1) {
      const window = windows[index];
      if (window === undefined || window.startsAt >= span.endsAt) break;
      const common = overlap(span, window);
      if (common !== undefined) parts.push({ ...span, ...common });
    }
  }
  return parts;
}

/** Lays spans over others: where both are, the upper one counts. */
export function cover<T extends Interval>(below: readonly T[], above: readonly T[]): readonly T[] {
  if (above.length === 0) return below;
  const left = within(below, between(above));
  return [...left, ...above].sort((a, b) => a.startsAt - b.startsAt);
}

/** Sorted and without overlap: the one that starts later counts, of two that start at once the later in the list. */
export function flatten<T extends Interval>(spans: readonly T[]): readonly T[] {
  return spans
    .toSorted((a, b) => a.startsAt - b.startsAt)
    .reduce<readonly T[]>((flat, span) => cover(flat, [span]), []);
}

/** What spans leave free, from the beginning of time to its end. */
function between(spans: readonly Interval[]): readonly Interval[] {
  const free: Interval[] = [];
  let startsAt = Number.NEGATIVE_INFINITY;
  for (const span of spans) {
    if (startsAt < span.startsAt) free.push({ startsAt, endsAt: span.startsAt });
    startsAt = span.endsAt;
  }
  return [...free, { startsAt, endsAt: Number.POSITIVE_INFINITY }];
}
