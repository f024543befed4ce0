/** Calendars that fill schedules: where they are read, how that goes, and the shifts they had last. */

import type { ImportedCalendars, ImportedShift } from "../domain/schedule/imported-shifts.ts";
import { fromJson, toJson } from "./json-text.ts";
import type { CalendarSourceRow, Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

export interface CalendarSource {
  /** Of the layer that it fills: `calendarId`. */
  readonly id: string;
  /** As the schedule is shown. */
  readonly schedule: string;
  /** Often a secret: whoever knows it reads the calendar. */
  readonly address: string;
  /** Of times without a zone. */
  readonly timeZone: string;
  /** When it was read last without fault; null before. */
  readonly fetchedAt: number | null;
  /** Since when it cannot be read; null while it can. */
  readonly failingSince: number | null;
  readonly lastReason: string | null;
  /** What of it could not be understood, in sentences without their full stop. */
  readonly unread: readonly string[];
}

export async function listCalendarSources(tx: Tx): Promise<readonly CalendarSource[]> {
  const rows = await tx.selectFrom("calendar_source").selectAll().orderBy("id").execute();
  return rows.map(fromRow);
}

/** Stores a calendar that has not been read yet, in place of what is known under its id. */
export async function saveCalendarSource(
  tx: Tx,
  source: Pick<CalendarSource, "id" | "schedule" | "address" | "timeZone">,
  dueAt: number,
): Promise<void> {
  const { id, schedule, address, timeZone } = source;
  const row: CalendarSourceRow = {
    id,
    schedule,
    address,
    time_zone: timeZone,
    due_at: dueAt,
    fetched_at: null,
    failing_since: null,
    last_reason: null,
    unread: "[]",
  };
  await removeCalendarSource(tx, id);
  await tx.insertInto("calendar_source").values(row).execute();
}

/** Forgets a calendar and its shifts. */
export async function removeCalendarSource(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom("calendar_source").where("id", "=", id).execute();
  await tx.deleteFrom("imported_shifts").where("id", "=", id).execute();
}

const claim = defineStatement<CalendarSourceRow>({
  sqlite: `update calendar_source set due_at = $2 where id in (
      select id from calendar_source where due_at <= $1 order by due_at limit $3) returning *`,
  postgres: `update calendar_source set due_at = $2 where id in (
      select id from calendar_source where due_at <= $1 order by due_at limit $3
      for update skip locked) returning *`,
});

/** Those that are to be read now; until `untilAt` nobody else reads them. */
export async function claimCalendarSources(
  tx: Tx,
  {
    now,
    untilAt,
    limit,
  }: { readonly now: number; readonly untilAt: number; readonly limit: number },
): Promise<readonly CalendarSource[]> {
  return (await claim(tx, now, untilAt, limit)).map(fromRow);
}

/** When the next one is to be read; null when there is none. */
export async function nextCalendarDueAt(tx: Tx): Promise<number | null> {
  const row = await tx
    .selectFrom("calendar_source")
    .select((of) => of.fn.min("due_at").as("due_at"))
    .executeTakeFirst();
  return row?.due_at ?? null;
}

/** What reading came to. */
export type CalendarReading =
  | {
      readonly kind: "read";
      readonly shifts: readonly ImportedShift[];
      readonly unread: readonly string[];
    }
  | { readonly kind: "failed"; readonly reason: string };

/** Records a reading, unless the calendar has been given another address meanwhile. */
export async function saveReading(
  tx: Tx,
  { id, address }: CalendarSource,
  done: { readonly reading: CalendarReading; readonly at: number; readonly dueAt: number },
): Promise<void> {
  const { reading, at, dueAt } = done;
  const isRead = reading.kind === "read";
  const saved = await tx
    .updateTable("calendar_source")
    .set((of) =>
      isRead
        ? {
            due_at: dueAt,
            fetched_at: at,
            failing_since: null,
            last_reason: null,
            unread: toJson(reading.unread),
          }
        : {
            due_at: dueAt,
            failing_since: of.fn.coalesce("failing_since", of.val(at)),
            last_reason: reading.reason,
          },
    )
    .where("id", "=", id)
    .where("address", "=", address)
    .returning("id")
    .execute();
  if (saved.length > 0 && isRead) await saveShifts(tx, id, toJson(reading.shifts));
}

/** Only where they are others than before: each change is a new roster. */
async function saveShifts(tx: Tx, id: string, shifts: string): Promise<void> {
  const before = await tx
    .selectFrom("imported_shifts")
    .select("shifts")
    .where("id", "=", id)
    .executeTakeFirst();
  if (before?.shifts === shifts) return;
  await tx
    .insertInto("imported_shifts")
    .values({ id, shifts })
    .onConflict((on) => on.column("id").doUpdateSet({ shifts }))
    .execute();
}

/** The shifts of every calendar that was ever read. */
export async function loadImportedCalendars(tx: Tx): Promise<ImportedCalendars> {
  const rows = await tx.selectFrom("imported_shifts").selectAll().execute();
  return new Map(rows.map(({ id, shifts }) => [id, fromJson<ImportedShift[]>(shifts)]));
}

function fromRow(row: CalendarSourceRow): CalendarSource {
  return {
    id: row.id,
    schedule: row.schedule,
    address: row.address,
    timeZone: row.time_zone,
    fetchedAt: row.fetched_at,
    failingSince: row.failing_since,
    lastReason: row.last_reason,
    unread: fromJson<string[]>(row.unread),
  };
}
