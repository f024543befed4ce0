import { MS } from "../../src/domain/duration.ts";
import { nextShiftsDueAt } from "../../src/engine/run-shifts.ts";
import { nextTestsDueAt } from "../../src/engine/run-tests.ts";
import { nextReviewAt } from "../../src/store/alerts.ts";
import { nextIncidentDueAt } from "../../src/store/incidents.ts";
import { nextNoticeDueAt } from "../../src/store/notices.ts";
import { nextNotificationDueAt } from "../../src/store/notifications.ts";
import { nextOutboxDueAt } from "../../src/store/outbox.ts";
import { HeldInvariants } from "./held-invariants.ts";
import { Invariants } from "./invariants.ts";
import { NoticeInvariants } from "./notice-invariants.ts";
import type { Sight } from "./sights.ts";
import { World } from "./world.ts";

const STEPS = 80;
/** Longer than two rounds of the longest policy that pages. */
const RECOVERY_MS = 90 * MS.minute;
const INSTANTS_MAX = 400;

/**
 * Plays one seed: chaos, then recovery. Throws what does not hold, with the seed; returns what was seen.
 */
export async function runSeed(seed: number, steps = STEPS): Promise<ReadonlySet<Sight>> {
  const world = await World.create(seed);
  const invariants = new Invariants(world);
  const notices = new NoticeInvariants(world);
  const held = new HeldInvariants(world);
  let step = 0;
  try {
    for (; step < steps; step += 1) {
      await world.step();
      await invariants.check();
      await notices.check();
      await held.check();
    }
    await world.recover();
    const since = world.now;
    await throughTime(world, held, since + RECOVERY_MS);
    await invariants.check();
    await notices.check();
    await invariants.checkRecovered(since);
    await notices.checkRecovered();
    await world.reportAgain();
    await invariants.checkReported();
    await held.check();
    await held.checkAtRest();
    return world.seen;
  } catch (error) {
    throw new Error(
      `seed ${seed}, step ${step}: ${error instanceof Error ? error.message : error}`,
      {
        cause: error,
      },
    );
  } finally {
    await world.end();
  }
}

async function throughTime(world: World, held: HeldInvariants, end: number): Promise<void> {
  for (let instant = 0; instant < INSTANTS_MAX; instant += 1) {
    await world.workUntilQuiet();
    await held.check();
    await held.checkAtRest();
    const due = [
      await nextIncidentDueAt(world.database.read),
      await nextReviewAt(world.database.read),
      await nextNotificationDueAt(world.database.read),
      await nextOutboxDueAt(world.database.read, "take-back"),
      await nextOutboxDueAt(world.database.read, "event"),
      await nextNoticeDueAt(world.database.read),
      await nextShiftsDueAt(world.database.read),
      await nextTestsDueAt(world.database.read),
    ].filter((at) => at !== null);
    // What is due and could not be done waits for something else: an event for the one before it.
    const next = Math.min(end, ...due.filter((at) => at > world.now));
    if (next >= end) break;
    world.now = Math.max(world.now, next);
  }
  world.now = Math.max(world.now, end);
  await world.workUntilQuiet();
}
