/**
 * Tells people of their shifts: looks who is on call when a shift ends, one is to be announced, or the
 * playbook or the roster has changed; stores the notices with what was seen, in one transaction, and so
 * each change is told once; then sends them, outside any.
 */

import { durationMs, MS } from "../domain/duration.ts";
import { noticeMessage } from "../domain/message.ts";
import { afterNotice, noticeChannel, noticeChannels } from "../domain/notice-delivery.ts";
import type { DeliveryOutcome } from "../domain/notification.ts";
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
import {
  claimNotices,
  completeNotice,
  insertNotices,
  nextNoticeDueAt,
  pagedForUnresolved,
  type StoredNotice,
} from "../store/notices.ts";
import { loadShiftWatch, saveShiftWatch } from "../store/shift-watch.ts";
import { loadVersionsInForce, type VersionsInForce } from "../store/versions-in-force.ts";
import type { EngineContext } from "./engine-context.ts";

const BATCH_MAX = 32;
/** Longer than the longest send. */
const LEASE_MS = 25 * MS.second;
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
  return Math.min(known.dueAt, (await nextNoticeDueAt(tx)) ?? known.dueAt);
}

function seenText({ playbookHash, rosterVersion }: VersionsInForce): string {
  return `${rosterVersion} ${playbookHash ?? ""}`;
}

/** Looks and sends once. True when there may be more. */
export async function runShifts(engine: EngineContext): Promise<boolean> {
  await lookAtShifts(engine);
  return (await sendNotices(engine)) > 0;
}

async function lookAtShifts(engine: EngineContext): Promise<void> {
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

/** Returns how many were claimed. */
async function sendNotices(engine: EngineContext): Promise<number> {
  const { owner, database } = engine;
  const claimed = await database.transaction(async (tx) => {
    const claim = { now: engine.clock.now(), limit: BATCH_MAX, owner, leaseMs: LEASE_MS };
    const notices = await claimNotices(tx, claim);
    if (notices.length === 0) return [];
    const { roster } = await loadInForce(tx);
    return notices.map((notice) => ({ notice, roster }));
  });
  await Promise.all(claimed.map(({ notice, roster }) => sendOne(engine, notice, roster)));
  return claimed.length;
}

/** Never throws: an outcome that is not recorded is found unknown when the lease has run out. */
async function sendOne(engine: EngineContext, stored: StoredNotice, roster: Roster): Promise<void> {
  const { id, attempts } = stored;
  const person = roster.people.find((one) => one.id === stored.personId);
  const channels = person === undefined ? 0 : noticeChannels(person).length;
  try {
    const outcome = await sendContained(engine, stored, roster);
    const now = engine.clock.now();
    const after = afterNotice(outcome, { attempt: attempts, channels, now });
    await engine.database.transaction((tx) => completeNotice(tx, stored, { after, at: now }));
  } catch (error) {
    engine.log.error({ err: error, notice: id }, "a notice was not settled");
    engine.observe.fault("notice");
  }
}

async function sendContained(
  engine: EngineContext,
  { id, attempts, personId, notice, mayRepeat }: StoredNotice,
  roster: Roster,
): Promise<DeliveryOutcome> {
  const person = roster.people.find((one) => one.id === personId);
  const method = person === undefined ? undefined : noticeChannel(person, attempts);
  if (person === undefined || method === undefined) {
    return { kind: "rejected", reason: "address-refused", detail: "no contact method" };
  }
  const reader = { personName: person.name, timeZone: person.timeZone ?? roster.timeZone };
  const message = noticeMessage(notice, reader, { id, now: engine.clock.now() });
  try {
    const outcome = await engine.send(method.kind, method.address, { ...message, mayRepeat });
    engine.observe.delivered(method.kind, outcome);
    return outcome;
  } catch (error) {
    engine.log.error({ err: error, notice: id }, "a notice could not be sent");
    engine.observe.fault("notice");
    return { kind: "retry", reason: "provider-error", detail: "Tocsin failed to send it" };
  }
}
