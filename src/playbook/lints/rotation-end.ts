import type { Playbook, Rotation, RotationShift } from "../../domain/playbook.ts";
import { shiftAt } from "../../domain/rotation.ts";
import { diagnostic } from "../diagnostic-codes.ts";
import { spanOf } from "../markdown/source-texts.ts";
import type { Lint } from "./lint.ts";

/** TOC201: a table of dates ends, and pages go on; unless `tocsin.yaml` says that it repeats. */
export const lintRotationEnd: Lint = (playbook, texts) =>
  playbook.rotations.flatMap((rotation) => {
    const last = lastShift(rotation);
    if (last === undefined || playbook.overlay.rotations?.[rotation.id]?.repeats === true)
      return [];
    const end = shiftEndDate(playbook, rotation, last);
    const first = rotation.shifts[0];
    const again = Object.values(first?.assignments ?? {}).join(", ");
    return [
      diagnostic(
        "TOC201",
        spanOf(texts, last.source, last.start),
        `the rotation ends on ${end}: and then whom do we page?`,
        `Add the weeks that follow. Until you do, the table begins again from its first row (${again}). ` +
          `If that is what you want, say so in tocsin.yaml: rotations: { ${rotation.id}: { repeats: true } }`,
      ),
    ];
  });

/** The shift that begins last; undefined for a table without shifts. */
export function lastShift(rotation: Rotation): RotationShift | undefined {
  return rotation.shifts.reduce<RotationShift | undefined>(
    (last, shift) => (last === undefined || shift.start >= last.start ? shift : last),
    undefined,
  );
}

/** The day on which a shift is handed over, `YYYY-MM-DD` in the playbook's zone. */
export function shiftEndDate(
  playbook: Pick<Playbook, "timeZone" | "handoffTime">,
  rotation: Rotation,
  shift: RotationShift,
): string {
  const startsAt = Temporal.PlainDate.from(shift.start).toZonedDateTime({
    timeZone: playbook.timeZone,
    plainTime: Temporal.PlainTime.from(playbook.handoffTime),
  });
  const endsAt = shiftAt(rotation, playbook, startsAt.epochMilliseconds)?.endsAt;
  return Temporal.Instant.fromEpochMilliseconds(endsAt ?? startsAt.epochMilliseconds)
    .toZonedDateTimeISO(playbook.timeZone)
    .toPlainDate()
    .toString();
}
