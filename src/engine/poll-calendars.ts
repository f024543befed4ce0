/**
 * Reads the calendars that schedules are filled from, again and again. What was read last stays while a
 * calendar cannot be read, or is none: nobody is taken off call because a server is away.
 */

import { MS } from "../domain/duration.ts";
import { readCalendarShifts } from "../integrations/icalendar-shifts.ts";
import {
  type CalendarReading,
  type CalendarSource,
  claimCalendarSources,
  saveReading,
} from "../store/calendar-sources.ts";
import type { EngineContext } from "./engine-context.ts";

const BATCH_MAX = 8;
/** Longer than the longest request. */
const LEASE_MS = MS.minute;
const AGAIN_MS = 15 * MS.minute;
const AFTER_FAILURE_MS = 5 * MS.minute;
/** What of a calendar is kept. Longer than any plan that is looked at, so that a dead calendar is no gap soon. */
const BEFORE_MS = 60 * MS.day;
const AHEAD_MS = 400 * MS.day;

/** Reads what is due. True when there may be more. */
export async function pollCalendars(engine: EngineContext): Promise<boolean> {
  const now = engine.clock.now();
  const claim = { now, untilAt: now + LEASE_MS, limit: BATCH_MAX };
  const sources = await engine.database.transaction((tx) => claimCalendarSources(tx, claim));
  await Promise.all(sources.map((source) => pollOne(engine, source)));
  return sources.length > 0;
}

/** Never throws: what is not recorded is read again once the lease has run out. */
async function pollOne(engine: EngineContext, source: CalendarSource): Promise<void> {
  try {
    const reading = await readContained(engine, source);
    const at = engine.clock.now();
    const dueAt = at + (reading.kind === "read" ? AGAIN_MS : AFTER_FAILURE_MS);
    await engine.database.transaction(async (tx) => {
      await saveReading(tx, source, { reading, at, dueAt });
      await engine.database.hint(tx);
    });
    if (reading.kind === "failed") {
      const { schedule } = source;
      engine.log.warn({ schedule, reason: reading.reason }, "a calendar could not be read");
    }
  } catch (error) {
    engine.log.error({ err: error, calendar: source.id }, "a calendar was not stored");
    engine.observe.fault("calendar");
  }
}

async function readContained(
  engine: EngineContext,
  { address, timeZone }: CalendarSource,
): Promise<CalendarReading> {
  const answer = await engine.fetchCalendar(address);
  if (answer.kind === "timeout") return { kind: "failed", reason: "it did not answer in time" };
  if (answer.kind !== "answered") return { kind: "failed", reason: answer.detail };
  if (answer.status !== 200) return { kind: "failed", reason: `it answered HTTP ${answer.status}` };
  const now = engine.clock.now();
  const today = Math.floor(now / MS.day) * MS.day;
  const period = { startsAt: today - BEFORE_MS, endsAt: today + AHEAD_MS };
  const read = readCalendarShifts(answer.body, { timeZone, period });
  if (typeof read === "string") return { kind: "failed", reason: `what it answered ${read}` };
  return { kind: "read", ...read };
}
