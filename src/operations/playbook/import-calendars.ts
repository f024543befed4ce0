import type { Diagnostic, Playbook } from "../../domain/playbook.ts";
import { calendarId } from "../../domain/schedule/imported-shifts.ts";
import { diagnostic } from "../../playbook/diagnostic-codes.ts";
import {
  listCalendarSources,
  removeCalendarSource,
  saveCalendarSource,
} from "../../store/calendar-sources.ts";
import type { Tx } from "../../store/database.ts";
import type { OperationContext } from "../context.ts";
import type { ResolveAddress } from "./import-people.ts";

/**
 * Stores where the calendars of the overlay's schedules are read; one that has not changed keeps what was
 * read of it. Returns findings about addresses that cannot be resolved.
 */
export async function importCalendars(
  context: OperationContext,
  tx: Tx,
  input: { readonly playbook: Playbook; readonly resolveAddress: ResolveAddress },
): Promise<readonly Diagnostic[]> {
  const known = new Map((await listCalendarSources(tx)).map((source) => [source.id, source]));
  const findings: Diagnostic[] = [];
  for (const { address: written, ...source } of calendarsOf(input.playbook)) {
    const before = known.get(source.id);
    known.delete(source.id);
    const resolved = input.resolveAddress(written, "webhook");
    if (!resolved.ok) {
      const message = `the calendar of the schedule ${source.schedule} cannot be read: ${resolved.reason}`;
      findings.push(diagnostic("TOC505", { file: "tocsin.yaml", line: 1 }, message, resolved.help));
      continue;
    }
    const { value: address } = resolved;
    const { schedule, timeZone } = source;
    const isSame =
      before?.address === address && before.schedule === schedule && before.timeZone === timeZone;
    if (isSame) continue;
    await saveCalendarSource(tx, { ...source, address }, context.clock.now());
    await context.database.hint(tx);
  }
  for (const id of known.keys()) await removeCalendarSource(tx, id);
  return findings;
}

function calendarsOf({ timeZone, overlay }: Playbook) {
  return Object.entries(overlay.schedules ?? {}).flatMap(([id, schedule]) =>
    schedule.layers.flatMap((layer, index) => {
      if (!("calendar" in layer)) return [];
      return {
        id: calendarId(id, index),
        schedule: schedule.name ?? id,
        address: layer.calendar,
        timeZone: layer.timeZone ?? schedule.timeZone ?? timeZone,
      };
    }),
  );
}
