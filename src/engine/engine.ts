/**
 * Everything that happens by itself, in loops of its own each: time acts on incidents, and on alerts that
 * are held; people are notified; machines are told what follows; shifts change hands; people are told about
 * themselves, and reminded of what they have to do; heartbeats are missed; calendars are read; health checks are asked; what is over is removed in
 * the end.
 */

import type { ContactMethodKind } from "../domain/playbook.ts";
import { KEEP_ALL, type Retention } from "../domain/retention.ts";
import type { Probe } from "../platform/prober.ts";
import { nextReminderDueAt } from "../store/action-items.ts";
import { nextReviewAt } from "../store/alerts.ts";
import { nextCalendarDueAt } from "../store/calendar-sources.ts";
import { nextIncidentDueAt } from "../store/incidents.ts";
import { nextNoticeDueAt } from "../store/notices.ts";
import { nextNotificationDueAt } from "../store/notifications.ts";
import { nextOutboxDueAt } from "../store/outbox.ts";
import { claimDeliveries } from "./claim-deliveries.ts";
import { deliverOne } from "./deliver.ts";
import type { EngineContext } from "./engine-context.ts";
import { BREATH_MS, type Loop, startLoop } from "./loop.ts";
import { pollCalendars } from "./poll-calendars.ts";
import { askCheck, CHECKS_ASKING_MAX, claimDueChecks, nextChecksDueAt } from "./run-checks.ts";
import { runDue } from "./run-due.ts";
import { nextHeartbeatsDueAt, runHeartbeats } from "./run-heartbeats.ts";
import { claimDueNotices, NOTICES_SENDING_MAX, sendNotice } from "./run-notices.ts";
import { claimOutbox, OUTBOX_KINDS, OUTBOX_SENDING_MAX, sendOutboxItem } from "./run-outbox.ts";
import { runReminders } from "./run-reminders.ts";
import { runReviews } from "./run-reviews.ts";
import { nextShiftsDueAt, runShifts } from "./run-shifts.ts";
import { nextSweepAt, runSweep } from "./run-sweep.ts";
import { nextTestsDueAt, runTests } from "./run-tests.ts";

/** A channel with so many sends under way gets no more: a slow provider holds up its own, not the others. */
const SENDING_MAX = 32;
/** How soon channels that were busy are asked for again, when no send has ended meanwhile. */
const BUSY_MS = 250;

export interface Engine {
  /** When the slowest of the loops that page last passed; epoch milliseconds. Its age is the engine's health. */
  lastPassAt(): number;
  /** Finishes what is under way: no new claims, sends are awaited. */
  stop(): Promise<void>;
}

export interface EngineOptions {
  /** How long what is over is kept; for ever when left out. */
  readonly retention?: Retention | undefined;
  /** Asks what health checks ask; without it they are not asked. */
  readonly probe?: Probe | undefined;
}

/** Starts the loops; `follow` brings the shared clock up to date before each look. */
export function startEngine(
  engine: EngineContext,
  follow: () => Promise<void>,
  { retention = KEEP_ALL, probe }: EngineOptions = {},
): Engine {
  const { log, clock, database } = engine;
  const fault = engine.observe.fault;
  const sending = new Map<Promise<void>, ContactMethodKind>();
  const busyChannels = (): readonly ContactMethodKind[] => {
    const byChannel = Map.groupBy(sending.values(), (channel) => channel);
    return [...byChannel].flatMap(([channel, sends]) =>
      sends.length >= SENDING_MAX ? [channel] : [],
    );
  };
  const escalating = startLoop({
    name: "escalate",
    log,
    clock,
    fault,
    pass: async () => (await runDue(engine)) > 0,
    nextDueAt: async () => {
      await follow();
      return nextIncidentDueAt(database.readForPaging);
    },
  });
  const delivering = startLoop({
    name: "deliver",
    log,
    clock,
    fault,
    pass: async () => {
      const { claimed, deliveries } = await claimDeliveries(engine, busyChannels());
      for (const delivery of deliveries) {
        const sent = deliverOne(engine, delivery).finally(() => {
          sending.delete(sent);
          delivering.poke();
        });
        sending.set(sent, delivery.notification.channel);
      }
      return claimed > 0;
    },
    nextDueAt: () => nextNotificationDueAt(database.readForPaging),
    breathMs: () => (busyChannels().length > 0 ? BUSY_MS : BREATH_MS),
  });
  const telling = new Set<Promise<void>>();
  const outboxes = OUTBOX_KINDS.map((kind) =>
    startSendingLoop(engine, telling, {
      name: kind,
      sendingMax: OUTBOX_SENDING_MAX,
      claim: (limit) => claimOutbox(engine, kind, limit),
      send: (one) => sendOutboxItem(engine, one),
      nextDueAt: () => nextOutboxDueAt(database.readForPaging, kind),
    }),
  );
  const noticing = startSendingLoop(engine, telling, {
    name: "notices",
    sendingMax: NOTICES_SENDING_MAX,
    claim: (limit) => claimDueNotices(engine, limit),
    send: (one) => sendNotice(engine, one),
    nextDueAt: () => nextNoticeDueAt(database.readForPaging),
  });
  const watching = [
    { name: "shifts", run: runShifts, nextDueAt: nextShiftsDueAt },
    { name: "tests", run: runTests, nextDueAt: nextTestsDueAt },
  ].map(({ name, run, nextDueAt }) =>
    startLoop({
      name,
      log,
      clock,
      fault,
      pass: async () => {
        await run(engine);
        return false;
      },
      nextDueAt: () => nextDueAt(database.readForPaging),
    }),
  );
  const reviewing = startLoop({
    name: "review",
    log,
    clock,
    fault,
    pass: async () => (await runReviews(engine)) > 0,
    nextDueAt: () => nextReviewAt(database.readForPaging),
  });
  const hearing = startLoop({
    name: "heartbeats",
    log,
    clock,
    fault,
    pass: () => runHeartbeats(engine),
    nextDueAt: () => nextHeartbeatsDueAt(database.readForPaging),
  });
  const reminding = startLoop({
    name: "reminders",
    log,
    clock,
    fault,
    pass: () => runReminders(engine),
    nextDueAt: () => nextReminderDueAt(database.read),
  });
  const polling = startLoop({
    name: "calendars",
    log,
    clock,
    fault,
    pass: () => pollCalendars(engine),
    nextDueAt: () => nextCalendarDueAt(database.readForPaging),
  });
  const sweeping = startLoop({
    name: "sweep",
    log,
    clock,
    fault,
    pass: async () => {
      await runSweep(engine, retention);
      return false;
    },
    nextDueAt: () => nextSweepAt(database.read, retention),
    breathMs: () => BUSY_MS,
  });
  const checking =
    probe === undefined
      ? []
      : [
          startSendingLoop(engine, telling, {
            name: "checks",
            sendingMax: CHECKS_ASKING_MAX,
            claim: (limit) => claimDueChecks(engine, limit),
            send: (one) => askCheck(engine, probe, one),
            nextDueAt: () => nextChecksDueAt(database.readForPaging),
          }),
        ];
  const paging = [escalating, reviewing, delivering, noticing, ...watching, hearing];
  const loops = [...paging, reminding, polling, ...checking, sweeping, ...outboxes];
  const unsubscribe = database.onHint(() => {
    for (const loop of loops) loop.poke();
  });
  return {
    lastPassAt: () =>
      Math.min(escalating.lastPassAt(), reviewing.lastPassAt(), delivering.lastPassAt()),
    async stop() {
      unsubscribe();
      await Promise.all(loops.map((loop) => loop.stop()));
      await Promise.all([...sending.keys(), ...telling]);
    },
  };
}

/** What a loop claims and sends. Nothing it sends is awaited: an endpoint that is slow holds up no claim. */
interface Sending<Claimed> {
  readonly name: string;
  readonly sendingMax: number;
  readonly claim: (limit: number) => Promise<readonly Claimed[]>;
  /** Never throws. */
  readonly send: (claimed: Claimed) => Promise<void>;
  readonly nextDueAt: () => Promise<number | null>;
}

/** @param telling where sends that are under way stand */
function startSendingLoop<Claimed>(
  engine: EngineContext,
  telling: Set<Promise<void>>,
  { name, sendingMax, claim, send, nextDueAt }: Sending<Claimed>,
): Loop {
  const { log, clock } = engine;
  const underWay = new Set<Promise<void>>();
  const loop = startLoop({
    name,
    log,
    clock,
    fault: engine.observe.fault,
    pass: async () => {
      const room = sendingMax - underWay.size;
      const claimed = room > 0 ? await claim(room) : [];
      for (const one of claimed) {
        const sent = send(one).finally(() => {
          underWay.delete(sent);
          telling.delete(sent);
          loop.poke();
        });
        underWay.add(sent);
        telling.add(sent);
      }
      return claimed.length > 0;
    },
    nextDueAt,
    breathMs: () => (underWay.size >= sendingMax ? BUSY_MS : BREATH_MS),
  });
  return loop;
}
