/**
 * Sends the test pages that nobody has to ask for: looks when one is due, or one was not seen in time, or
 * the playbook or the roster has changed; stores them with what was seen, in one transaction, and so each is
 * sent once. `run-notices.ts` sends them.
 */

import { peopleOnCall } from "../domain/channel-warning.ts";
import { MS } from "../domain/duration.ts";
import { lookAtTests } from "../domain/test-page.ts";
import { startTestPages } from "../operations/person/start-test-pages.ts";
import { loadInForce } from "../operations/roster/load.ts";
import type { Tx } from "../store/database.ts";
import { markTestPageUnseen } from "../store/test-pages.ts";
import { loadTestWatch, saveTestWatch } from "../store/test-watch.ts";
import { loadVersionsInForce, seenText } from "../store/versions-in-force.ts";
import type { EngineContext } from "./engine-context.ts";

const LOOK_AGAIN_MS = MS.day;

/** When there is something to do about test pages: 0 for at once, null before there is a playbook. */
export async function nextTestsDueAt(tx: Tx): Promise<number | null> {
  const versions = await loadVersionsInForce(tx);
  if (versions.playbookHash === undefined) return null;
  const known = await loadTestWatch(tx);
  return known === undefined || known.seen !== seenText(versions) ? 0 : known.dueAt;
}

/** Looks once for what is due, when it is time. */
export async function runTests(engine: EngineContext): Promise<void> {
  await engine.database.transaction(async (tx) => {
    const now = engine.clock.now();
    const versions = await loadVersionsInForce(tx);
    if (versions.playbookHash === undefined) return;
    const known = await loadTestWatch(tx);
    const seen = seenText(versions);
    if (known !== undefined && known.seen === seen && known.dueAt > now) return;
    const { playbook, roster } = await loadInForce(tx, versions);
    const isMonthly = playbook.overlay.onCall?.testPages !== "never";
    const onCall = isMonthly ? peopleOnCall(roster) : [];
    const look = lookAtTests(roster.people, { onCall, timeZone: roster.timeZone, now });
    const dueAt = Math.min(now + LOOK_AGAIN_MS, look.dueAt ?? Number.POSITIVE_INFINITY);
    // Whoever saves first has seen to it; the row is locked by that until the test pages are stored.
    if (!(await saveTestWatch(tx, known, { seen, dueAt }))) return;
    for (const id of look.unseen) await markTestPageUnseen(tx, id);
    for (const { person, method } of look.due) {
      await startTestPages(engine, tx, { person, methods: [method] });
    }
  });
}
