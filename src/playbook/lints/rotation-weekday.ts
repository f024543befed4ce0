import type { Diagnostic, Playbook, Rotation, RotationShift } from "../../domain/playbook.ts";
import { diagnostic } from "../diagnostic-codes.ts";
import { type SourceText, spanOf } from "../markdown/source-texts.ts";
import type { Lint } from "./lint.ts";

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const DAYS_OF_WEEK = 7;

/**
 * TOC202: the shifts of a weekly rotation begin on another day than a Monday (or than the day that
 * `tocsin.yaml` states): often a year's calendar read wrongly. A row out of step with the others is
 * reported by itself. Rotations by the day have no weeks to begin.
 */
export const lintRotationWeekday: Lint = (playbook, texts) =>
  playbook.rotations.flatMap((rotation) => {
    const usual = usualWeekday(rotation);
    if (usual === undefined) return [];
    const stated = playbook.overlay.rotations?.[rotation.id]?.startsOn;
    const wanted = WEEKDAYS.find((day) => day.toLowerCase() === stated) ?? "Monday";
    const outOfStep = rotation.shifts
      .filter((shift) => weekdayOf(shift) !== usual)
      .map((shift) =>
        diagnostic(
          "TOC202",
          spanOf(texts, shift.source, shift.start),
          `this shift begins on a ${weekdayOf(shift)} (${shift.start}), while the others begin on a ${usual}`,
          `Correct the date, or leave it if this week really is handed over on another day.`,
        ),
      );
    return usual === wanted
      ? outOfStep
      : [wholeRotation(playbook, texts, rotation, { usual, wanted }), ...outOfStep];
  });

function wholeRotation(
  playbook: Playbook,
  texts: readonly SourceText[],
  rotation: Rotation,
  days: { readonly usual: string; readonly wanted: string },
): Diagnostic {
  const first = rotation.shifts.find((shift) => weekdayOf(shift) === days.usual);
  const start = first?.start ?? "";
  return diagnostic(
    "TOC202",
    spanOf(texts, first?.source ?? rotation.source, start),
    `the weeks of this rotation begin on a ${days.usual} (${start}), not on a ${days.wanted}`,
    `Tocsin hands over as written, on ${days.usual}s at ${playbook.handoffTime} ${playbook.timeZone}. ` +
      `If ${days.wanted} is meant, correct the dates (${nearest(start, days.wanted)} instead of ${start}). ` +
      `If ${days.usual} is right, say so in tocsin.yaml: rotations: { ${rotation.id}: { startsOn: ${days.usual.toLowerCase()} } }`,
  );
}

/** The weekday of two thirds of the shifts of a rotation by the week; undefined for any other rotation. */
function usualWeekday(rotation: Rotation): string | undefined {
  const counts = new Map<string, number>();
  for (const shift of rotation.shifts) {
    const weekday = weekdayOf(shift);
    counts.set(weekday, (counts.get(weekday) ?? 0) + 1);
  }
  const [weekday, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ["", 0];
  return count > 0 && count * 3 >= rotation.shifts.length * 2 ? weekday : undefined;
}

function weekdayOf(shift: RotationShift): string {
  return WEEKDAYS[Temporal.PlainDate.from(shift.start).dayOfWeek - 1] ?? "";
}

function nearest(start: string, weekday: string): string {
  const date = Temporal.PlainDate.from(start);
  const ahead = (WEEKDAYS.indexOf(weekday) + 1 - date.dayOfWeek + DAYS_OF_WEEK) % DAYS_OF_WEEK;
  return date.add({ days: ahead <= DAYS_OF_WEEK / 2 ? ahead : ahead - DAYS_OF_WEEK }).toString();
}
