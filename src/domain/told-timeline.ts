/**
 * The timeline as it is told: in the order in which things happened as far as people say when, with what
 * they put right and what they marked. The entries themselves stay as they were written, in their sequence.
 */

import type { Actor, TimelineEntry } from "./timeline.ts";

/** What later entries say of one. */
export interface EntryMarks {
  readonly starred: boolean;
  /** When it happened, as somebody says: a later word over the note's own. Null where nobody says. */
  readonly toldAt: number | null;
  /** What it says now; null where nobody put it right. */
  readonly correction: {
    readonly text: string;
    /** What it said first. */
    readonly was: string;
    readonly by: string;
    readonly at: number;
  } | null;
}

/** The kinds that say something of other entries. */
export const MARKING_KINDS = ["entry.starred", "entry.corrected"] as const;

/** What a note, or an entry that says something of another, says; the last word counts. */
export function marksOf(
  entry: TimelineEntry,
  marking: ReadonlyMap<number, readonly TimelineEntry[]>,
): EntryMarks {
  const marks = marking.get(entry.seq) ?? [];
  const stars = marks.filter((mark) => mark.kind === "entry.starred");
  const corrections = marks.filter((mark) => mark.kind === "entry.corrected");
  const worded = corrections.filter(({ data }) => data.text !== undefined);
  const told = corrections.findLast(({ data }) => data.toldAt !== undefined)?.data.toldAt;
  const [first] = worded;
  const last = worded.at(-1);
  const { text } = last?.data ?? {};
  const own = entry.kind === "note" ? entry.data.toldAt : undefined;
  return {
    starred: stars.at(-1)?.data.starred ?? false,
    toldAt: told ?? own ?? null,
    correction:
      first === undefined || last === undefined || text === undefined
        ? null
        : { text, was: first.data.was, by: nameOf(last.actor), at: last.at },
  };
}

function nameOf(actor: Actor): string {
  return actor.kind === "system" ? "Tocsin" : actor.name;
}

/** Entries of the marking kinds by the number of the entry that they are about. */
export function markingBySeq(
  entries: readonly TimelineEntry[],
): ReadonlyMap<number, readonly TimelineEntry[]> {
  return Map.groupBy(entries.filter(isMarking), (entry) =>
    isMarking(entry) ? entry.data.entry : 0,
  );
}

function isMarking(
  entry: TimelineEntry,
): entry is TimelineEntry & { readonly kind: (typeof MARKING_KINDS)[number] } {
  return entry.kind === "entry.starred" || entry.kind === "entry.corrected";
}

export interface ToldEntry extends EntryMarks {
  /** With the words that it was put right to, where it was. */
  readonly entry: TimelineEntry;
  readonly at: number;
}

/** All but what marks others, by when it happened; what happened at once in its sequence. */
export function toldTimeline(entries: readonly TimelineEntry[]): readonly ToldEntry[] {
  const marking = markingBySeq(entries);
  return entries
    .filter((entry) => !isMarking(entry))
    .map((entry) => {
      const marks = marksOf(entry, marking);
      return { ...marks, entry: corrected(entry, marks), at: marks.toldAt ?? entry.at };
    })
    .sort((a, b) => a.at - b.at || a.entry.seq - b.entry.seq);
}

function corrected(entry: TimelineEntry, { correction }: EntryMarks): TimelineEntry {
  if (correction === null) return entry;
  const { text } = correction;
  if (entry.kind === "note") return { ...entry, data: { ...entry.data, text } };
  return entry.kind === "update" ? { ...entry, data: { ...entry.data, text } } : entry;
}
