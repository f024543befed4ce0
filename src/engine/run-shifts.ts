/**
 * Tells people of their shifts: looks who is on call when a shift ends, one is to be announced, or the
 * playbook or the roster has changed, and stores the notices with what was seen, in one transaction, and so
 * each change is told once. `run-notices.ts` sends them.
 */

import { durationMs, MS } from "../domain/duration.ts";
import type { Playbook } from "../domain/playbook.ts";
import type { Roster } from "../domain/roster.ts";
import { schedulesOf } from "../domain/schedule/playbook-schedules.ts";
import {
  comingNotices,
  handOffNotices,
  type OpenIncident,
  type ShiftNotice,
} from "../domain/schedule/shift-notices.ts";
import { type ShiftChange, watchShifts } from "../domain/schedule/shift-watch.ts";
import { loadInForce } from "../operations/roster/load.ts";
import type { Tx } from "../store/database.ts";
import { listIncidents } from "../store/incidents.ts";
import { insertNotices, pagedForUnresolved } from "../store/notices.ts";
import { loadShiftWatch, saveShiftWatch } from "../store/shift-watch.ts";
import { loadVersionsInForce, seenText } from "../store/versions-in-force.ts";
import type { EngineContext } from "./engine-context.ts";

/** A day before, so that a shift can still be given away. */
const LEAD_MS = MS.day;
const OPEN_MAX = 200;
const PAGED_MAX = 10_000;

/** When there is something to do about shifts: 0 for at once, null before there is a playbook. */
export async function nextShiftsDueAt(tx: Tx): Promise<number | null> {
  const versions = await loadVersionsInForce(tx);
  if (versions.playbookHash === undefined) return null;
  const known = await loadShiftWatch(tx);
  if (known === undefined || known.seen !== seenText(versions)) return 0;
  return known.dueAt;
}

/** Looks once at who is on call, when it is time. */
export async function runShifts(engine: EngineContext): Promise<void> {
  await engine.database.transaction(async (tx) => {
    const now = engine.clock.now();
    const versions = await loadVersionsInForce(tx);
    if (versions.playbookHash === undefined) return;
    const known = await loadShiftWatch(tx);
    const seen = seenText(versions);
    if (known !== undefined && known.seen === seen && known.dueAt > now) return;
    const { playbook, roster } = await loadInForce(tx, versions);
    const { handsOff, leadMs } = settingsOf(playbook);
    const schedules = schedulesOf(playbook);
    const look = watchShifts(known?.watch, schedules, { roster, leadMs, now });
    const { watch, dueAt, changes, coming } = look;
    // Whoever saves first has told it; the row is locked by that until the notices are stored.
    if (!(await saveShiftWatch(tx, known, { seen, dueAt, watch }))) return;
    const notices = [
      ...(handsOff ? await handOffs(tx, changes, roster) : []),
      ...comingNotices(coming, roster),
    ].map(({ person, notice }) => ({ id: engine.newId(), personId: person.id, notice }));
    await insertNotices(tx, notices, now);
  });
}

function settingsOf({ overlay }: Playbook): { handsOff: boolean; leadMs: number | null } {
  const { handOffNotices: handsOff = true, upcomingShiftNotice } = overlay.onCall ?? {};
  if (upcomingShiftNotice === "never") return { handsOff, leadMs: null };
  return {
    handsOff,
    leadMs: upcomingShiftNotice === undefined ? LEAD_MS : durationMs(upcomingShiftNotice),
  };
}

async function handOffs(
  tx: Tx,
  changes: readonly ShiftChange[],
  roster: Roster,
): Promise<readonly ShiftNotice[]> {
  if (changes.length === 0) return [];
  const statuses = ["open", "acknowledged"] as const;
  const incidents = await listIncidents(tx, { statuses, limit: OPEN_MAX });
  const paged = await pagedForUnresolved(tx, PAGED_MAX);
  const open = incidents.map(
    (incident): OpenIncident => ({ incident, pagedIds: paged.get(incident.id) ?? new Set() }),
  );
  return handOffNotices(changes, open, roster);
}
