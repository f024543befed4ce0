/**
 * Reminds the owners of action items: a day before one is due, when it is, and once a day for a while. What
 * is nobody's is said to the catch-all. The notice is stored in the transaction that moves the reminder on,
 * and `run-notices.ts` sends it.
 */

import { actionNotice, nextReminderAt } from "../domain/action-item.ts";
import { catchAllPeople } from "../domain/roster.ts";
import { loadRosterInForce } from "../operations/roster/load.ts";
import { claimReminders, reminded } from "../store/action-items.ts";
import { insertNotices } from "../store/notices.ts";
import type { EngineContext } from "./engine-context.ts";

const BATCH_MAX = 50;

/** Stores what is to be said now. Returns whether there may be more. */
export async function runReminders(engine: EngineContext): Promise<boolean> {
  return engine.database.transaction(async (tx) => {
    const now = engine.clock.now();
    const due = await claimReminders(tx, now, BATCH_MAX);
    if (due.length === 0) return false;
    const roster = await loadRosterInForce(tx);
    const nobodys = roster === undefined ? [] : catchAllPeople(roster).map(({ id }) => id);
    for (const item of due) {
      const notice = actionNotice(item, { number: item.number, now });
      const people = item.ownerId === null ? nobodys : [item.ownerId];
      const notices = people.map((personId) => ({ id: engine.newId(), personId, notice }));
      await insertNotices(tx, notices, now);
      await reminded(tx, item, nextReminderAt(item.dueAt, item.reminders + 1, now));
    }
    await engine.database.hint(tx);
    return due.length === BATCH_MAX;
  });
}
