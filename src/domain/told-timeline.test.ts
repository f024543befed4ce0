import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minutes, must, refusal } from "../../test/support/decided.ts";
import { actor, opened } from "../../test/support/incident-fixtures.ts";
import type { IncidentInput } from "./decide.ts";
import { describeEntry } from "./describe-entry.ts";
import { MS } from "./duration.ts";
import type { NewTimelineEntry, TimelineEntry } from "./timeline.ts";
import { toldTimeline } from "./told-timeline.ts";

const ann = actor("Ann");
const ben = actor("Ben");

function placed(entries: readonly NewTimelineEntry[]): readonly TimelineEntry[] {
  return entries.map((entry, index) => ({ ...entry, incidentId: "incident-1", seq: index + 1 }));
}

const note = (minute: number, text: string, toldMinute?: number): NewTimelineEntry => ({
  kind: "note",
  at: minutes(minute),
  actor: ann,
  data: { text, ...(toldMinute === undefined ? {} : { toldAt: minutes(toldMinute) }) },
});
const corrected = (
  minute: number,
  data: { entry: number; was: string; text?: string; toldAt?: number },
): NewTimelineEntry => ({ kind: "entry.corrected", at: minutes(minute), actor: ben, data });
const starred = (minute: number, entry: number, isStarred = true): NewTimelineEntry => ({
  kind: "entry.starred",
  at: minutes(minute),
  actor: ben,
  data: { entry, starred: isStarred },
});

describe("the told timeline", () => {
  it("is in the order in which things happened, what happened at once in its sequence", () => {
    const entries = placed([
      note(5, "paged"),
      note(9, "deployed", 2),
      note(9, "seen"),
      note(9, "b", 5),
    ]);
    expect(toldTimeline(entries).map(({ entry }) => entry.seq)).toEqual([2, 1, 4, 3]);
  });

  it("has what people put right, with what it said at first, and what they marked", () => {
    const [told] = toldTimeline(
      placed([
        note(5, "it was the disk"),
        corrected(6, { entry: 1, was: "it was the disk", text: "it was the pol" }),
        corrected(7, { entry: 1, was: "it was the pol", text: "it was the pool" }),
        starred(8, 1),
      ]),
    );
    expect(told).toMatchObject({
      starred: true,
      correction: { text: "it was the pool", was: "it was the disk", by: "Ben", at: minutes(7) },
      entry: { data: { text: "it was the pool" } },
    });
  });

  it("forgets a star that was taken away, and moves a note whose time was put right", () => {
    const told = toldTimeline(
      placed([
        note(5, "a"),
        note(6, "b"),
        starred(7, 1),
        starred(8, 1, false),
        corrected(9, { entry: 2, was: "b", toldAt: minutes(1) }),
      ]),
    );
    expect(told.map(({ entry, at, starred: star }) => [entry.seq, at, star])).toEqual([
      [2, minutes(1), false],
      [1, minutes(5), false],
    ]);
  });

  it("never loses an entry, and never changes one", () => {
    const anyNote = fc
      .tuple(fc.nat(60), fc.option(fc.nat(60), { nil: undefined }))
      .map(([minute, told]) => note(minute, "x", told));
    const anyMark = fc
      .tuple(fc.nat(60), fc.integer({ min: 1, max: 10 }))
      .map(([minute, entry]) => starred(minute, entry));
    fc.assert(
      fc.property(fc.array(fc.oneof(anyNote, anyMark), { maxLength: 12 }), (list) => {
        const entries = placed(list);
        const told = toldTimeline(entries);
        const notes = entries.filter(({ kind }) => kind === "note");
        expect(told.map(({ entry }) => entry).sort((a, b) => a.seq - b.seq)).toEqual(notes);
        const instants = told.map(({ at }) => at);
        expect(instants).toEqual(instants.toSorted((a, b) => a - b));
      }),
    );
  });
});

describe("a note of another time", () => {
  const tell = (toldAt: number): IncidentInput => ({ kind: "note", by: ann, text: "seen", toldAt });

  it("keeps when it was written down", () => {
    const { entries } = must(opened().incident, tell(minutes(-3)), minutes(5));
    expect(entries.map(describeEntry)).toEqual(["Ann noted of 2026-01-14 02:27 UTC: seen."]);
    expect(entries[0]?.at).toBe(minutes(5));
  });

  it("is not of a time to come, nor of long before", () => {
    const { incident } = opened();
    expect(refusal(incident, tell(minutes(8)), minutes(5))).toContain("not to come");
    expect(refusal(incident, tell(minutes(5) - 31 * MS.day), minutes(5))).toContain("30 days");
  });
});
