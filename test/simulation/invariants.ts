/** What must hold after every step, and what must hold once everything works again. */

import type { Alert } from "../../src/domain/alert.ts";
import { unwantedBecause } from "../../src/domain/delivery.ts";
import { type DeliveryStatus, failureOf } from "../../src/domain/delivery-status.ts";
import type { Incident } from "../../src/domain/incident.ts";
import { lifecycleEvents } from "../../src/domain/lifecycle.ts";
import { asksForAnswer, type Notification } from "../../src/domain/notification.ts";
import { nextAskAt } from "../../src/domain/responders.ts";
import type { TimelineEntry, TimelineEntryKind } from "../../src/domain/timeline.ts";
import { countFiring, loadAlerts } from "../../src/store/alerts.ts";
import { listIncidents, nextIncidentDueAt } from "../../src/store/incidents.ts";
import { listNotifications, nextNotificationDueAt } from "../../src/store/notifications.ts";
import { nextOutboxDueAt } from "../../src/store/outbox.ts";
import { listEntries } from "../../src/store/timeline.ts";
import { loadVersionsInForce } from "../../src/store/versions-in-force.ts";
import { checkJoined } from "./joining-invariants.ts";
import { checkSchedules } from "./schedule-invariants.ts";
import type { Sight } from "./sights.ts";
import { holds, Violation } from "./violation.ts";
import type { World } from "./world.ts";

const SIGHT_OF_ENTRY: Partial<Record<TimelineEntryKind, Sight>> = {
  "escalation.skipped": "a step was skipped",
  "escalation.catch-all": "the catch-all was paged",
  "escalation.nobody": "nobody could be reached",
  "acknowledgement.lapsed": "an acknowledgement lapsed",
  "escalation.advanced": "somebody escalated",
  "acknowledgement.withdrawn": "an acknowledgement was taken back",
  "incident.reassigned": "an incident was reassigned",
  "responder.joined": "somebody asked took part",
  "responder.silent": "somebody asked did not answer",
  "incident.reopened": "an incident reopened",
  "role.offered": "a role was offered",
  "role.wanted": "a commander was asked for",
  "task.due": "the time of a task was over",
  "action.added": "a task became an action item",
  "clock.paused": "a clock was paused",
};

const INCIDENTS_MAX = 200;

interface AttemptRow {
  readonly outcome: string | null;
  /** What the provider reported afterwards. */
  readonly status: DeliveryStatus | null;
}

/** How an attempt ends its notification: what was taken is delivered, until it is reported not to be. */
function endOf({ outcome, status }: AttemptRow): string | undefined {
  const isLost = status !== null && failureOf(status) !== undefined;
  if (outcome === "delivered") return isLost ? "failed" : "delivered";
  return outcome === "rejected" || outcome === "retry" ? "failed" : undefined;
}

export class Invariants {
  /** Notifications that had come to their end: they stay there. */
  private readonly settled = new Map<string, string>();
  /** The rules of each incident, its version of the playbook, and how often its severity had changed. */
  private readonly rules = new Map<
    string,
    { readonly text: string; readonly changes: number; readonly hash: string }
  >();
  /** The latest that it has ever been: the clock goes back at times. */
  private latest = 0;
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  /** After every step. */
  async check(): Promise<void> {
    const { database, violations } = this.world;
    const first = violations[0];
    if (first !== undefined) throw new Violation(first);
    await this.nothingAcceptedIsLost();
    await checkSchedules(database, this.world.now);
    await checkJoined(database, this.world.seen);
    this.latest = Math.max(this.latest, this.world.now);
    for (const incident of await listIncidents(database.read, { limit: INCIDENTS_MAX })) {
      holds(incident.status !== "open" || incident.dueAt !== null, `I5: ${incident.number} is due`);
      const firing = await countFiring(database.read, incident.id);
      holds(
        incident.status === "closed" || incident.firingAlerts === firing,
        `I4: ${incident.number} has ${incident.firingAlerts} firing alerts, not ${firing}`,
      );
      await this.timelineIsWhole(incident);
      await this.policyHolds(incident);
      const askAt = incident.status === "resolved" ? null : nextAskAt(incident);
      const isAskedInTime = askAt === null || (incident.dueAt ?? askAt + 1) <= askAt;
      holds(isAskedInTime, `I5: who was asked in ${incident.number} is asked again`);
      await this.notificationsAreSound(incident);
    }
  }

  /** I1, I4. */
  private async nothingAcceptedIsLost(): Promise<void> {
    const { accepted, database, requestsAccepted } = this.world;
    const alerts = await loadAlerts(database.read, "integration-1", [...accepted]);
    for (const key of accepted) holds(alerts.has(key), `I1: ${key} was accepted and is stored`);
    for (const alert of alerts.values()) {
      const { status, incidentId, hold } = alert;
      const isPlaced = status === "resolved" || incidentId !== null || hold !== undefined;
      holds(isPlaced, `I4: ${alert.dedupKey} fires in an incident, or something holds it`);
      await this.endedOnlyByPeople(alert);
    }
    const receipts = await database.read.selectFrom("receipt").select("requests").execute();
    const stored = receipts.flatMap(({ requests }) => JSON.parse(requests) as unknown[]).length;
    holds(stored >= requestsAccepted, "I1: every accepted request is stored");
  }

  /** What fires is in an incident that is not over, or that a person has ended. */
  private async endedOnlyByPeople(alert: Alert): Promise<void> {
    const over = alert.incidentStatus === "resolved" || alert.incidentStatus === "closed";
    if (alert.status !== "firing" || !over || alert.incidentId === null) return;
    const entries = await listEntries(this.world.database.read, alert.incidentId, {});
    const last = entries.findLast(({ kind }) => kind === "incident.resolved");
    holds(
      last?.actor.kind === "person",
      `I4: ${alert.dedupKey} fires, and its incident resolved itself`,
    );
    this.world.seen.add("an alert fired after a person had ended its incident");
  }

  /** Once its sender has repeated it, what fires is in an incident that is not over. */
  async checkReported(): Promise<void> {
    const { accepted, database } = this.world;
    const alerts = await loadAlerts(database.read, "integration-1", [...accepted]);
    for (const { status, incidentStatus, dedupKey, hold } of alerts.values()) {
      if (status !== "firing" || hold !== undefined) continue;
      const isCared = incidentStatus === "open" || incidentStatus === "acknowledged";
      holds(isCared, `I4: ${dedupKey} fires in an incident that is ${incidentStatus}`);
    }
  }

  /** I15. */
  private async timelineIsWhole(incident: Incident): Promise<void> {
    const entries = await listEntries(this.world.database.read, incident.id, {});
    let before = 0;
    for (const [index, entry] of entries.entries()) {
      holds(entry.seq === index + 1, `I15: ${incident.number} has entry ${index + 1}`);
      holds(entry.at >= before, `I15: time does not decrease in ${incident.number}`);
      before = entry.at;
      const sight = SIGHT_OF_ENTRY[entry.kind];
      if (sight !== undefined) this.world.seen.add(sight);
      if (entry.kind === "incident.resolved" && entry.data.reason.startsWith("all alerts")) {
        this.world.seen.add("an incident resolved itself");
      }
      if (entry.kind === "snooze.ended" && entry.data.reason === "its time is over") {
        this.world.seen.add("a snooze ended by itself");
      }
      if (entry.kind === "responder.asked" && entry.actor.kind === "system") {
        this.world.seen.add("somebody was asked again to take part");
      }
      if (entry.kind === "acknowledgement.withdrawn" && entries.some(isLaterStep)) {
        this.world.seen.add("an acknowledgement was taken back in the middle of escalation");
      }
      if (entry.kind === "escalation.advanced" && entry.data.acknowledgedBy !== undefined) {
        this.world.seen.add("an acknowledgement was given up by escalating");
      }
      if (entry.kind === "incident.opened" && entry.data.title.startsWith("Alert storm")) {
        this.world.seen.add("a storm was collected");
      }
    }
  }

  /** I7: what is passed over leads on. I8: the rules stay while the severity does. */
  private async policyHolds(incident: Incident): Promise<void> {
    const entries = await listEntries(this.world.database.read, incident.id, {});
    for (const [index, entry] of entries.entries()) {
      if (entry.kind === "incident.acknowledged" && entry.data.missing !== undefined) {
        this.world.seen.add("more must acknowledge");
      }
      if (entry.kind !== "escalation.skipped") continue;
      const { round, reason } = entry.data;
      if (reason.includes("working hours")) {
        this.world.seen.add("a step was passed over by its hours");
      }
      if (reason.includes("not more than")) {
        this.world.seen.add("a step was passed over for too few alerts");
      }
      const leadsOn =
        entries.slice(index).some((later) => later.at === entry.at && isCall(later)) ||
        entries.slice(0, index).some((one) => isCatchAll(one) && one.data.round === round);
      holds(leadsOn, `I7: ${incident.number} calls on somebody after entry ${entry.seq}`);
    }
    const changes = entries.filter(({ kind }) => kind === "severity.changed").length;
    const before = this.rules.get(incident.id);
    const hash = incident.playbookHash;
    holds(
      before === undefined || before.hash === hash,
      `I8: ${incident.number} keeps its playbook`,
    );
    const text = JSON.stringify(incident.rules);
    const isFrozen = before === undefined || before.changes !== changes || before.text === text;
    holds(isFrozen, `I8: ${incident.number} keeps the rules it was opened under`);
    this.rules.set(incident.id, { text, changes, hash });
  }

  /** I7, I10, I11, I12 and the lease fence. */
  private async notificationsAreSound(incident: Incident): Promise<void> {
    const notifications = await listNotifications(this.world.database.read, incident.id);
    await this.callsReach(incident, notifications);
    const keys = new Set<string>();
    for (const notification of notifications) {
      const key = keyOf(notification);
      holds(!keys.has(key), `I10: ${key} is planned once`);
      keys.add(key);
      await this.endIsFinal(notification);
      await this.callsAreJustified(notification);
    }
    for (const dropped of notifications.filter(isSuperseded)) {
      const isMerged = notifications.some(
        (other) =>
          other.purpose === "page" &&
          other.personId === dropped.personId &&
          other.contactMethodId === dropped.contactMethodId &&
          other.id !== dropped.id &&
          !isSuperseded(other),
      );
      holds(isMerged, `I12: ${keyOf(dropped)} was dropped for one that goes out`);
    }
    for (const failed of notifications.filter(hasFailed)) {
      const next = notifications
        .filter((other) => groupOf(other) === groupOf(failed) && other.state !== "failed")
        .filter(({ channelIndex }) => channelIndex > failed.channelIndex)
        .toSorted((a, b) => a.channelIndex - b.channelIndex)[0];
      const waits =
        next?.attempts === 0 &&
        (next.state === "standby" || (next.state === "pending" && (next.dueAt ?? 0) > this.latest));
      holds(!waits, `I11: after ${keyOf(failed)} failed the next channel is tried`);
    }
  }

  /** I7: a step that calls on somebody tells each of them. */
  private async callsReach(
    { id, number, playbookHash }: Incident,
    notifications: readonly Notification[],
  ): Promise<void> {
    for (const entry of await listEntries(this.world.database.read, id, {})) {
      if (entry.kind !== "escalation.step") continue;
      const { round, step, people } = entry.data;
      holds(people.length > 0, `I7: ${number} calls on somebody in entry ${entry.seq}`);
      if (people.length > 1) this.world.seen.add("a step called on several people");
      for (const name of people) {
        const isTold = notifications.some(
          (one) => one.personName === name && one.round === round && one.step === step,
        );
        holds(isTold, `I7: ${number} tells ${name}, whom it calls on in entry ${entry.seq}`);
      }
      const { playbookHash: inForce } = await loadVersionsInForce(this.world.database.read);
      if (inForce !== playbookHash)
        this.world.seen.add("an incident outlived its version of the playbook");
    }
  }

  /** An end stays, and is given by the one who held the lease. */
  private async endIsFinal(notification: Notification): Promise<void> {
    const { id, state } = notification;
    const before = this.settled.get(id);
    // Of these a report may say afterwards that they did not arrive, and then that has to count.
    const mayBeLost = before === "delivered" && notification.channel === "sms";
    if (before !== undefined && !mayBeLost) {
      holds(before === state, `${keyOf(notification)} was ${before}, is ${state}`);
      return;
    }
    if (state === "cancelled" && notification.purpose === "page") {
      this.world.seen.add("an acknowledgement cancelled a page");
    }
    if (state === "delivered" || state === "failed") {
      const last = (await this.attemptsOf(notification)).at(-1);
      holds(
        last !== undefined && endOf(last) === state,
        `fence: ${keyOf(notification)} is ${state} by its last lease (${last?.outcome}, ${last?.status})`,
      );
    }
    if (mayBeLost && state === "failed")
      this.world.seen.add("a message that was taken did not arrive");
    if (["delivered", "failed", "cancelled"].includes(state)) this.settled.set(id, state);
  }

  private async attemptsOf(notification: Notification): Promise<readonly AttemptRow[]> {
    return this.world.database.read
      .selectFrom("notification_attempt")
      .select(["fence", "outcome", "status"])
      .where("notification_id", "=", notification.id)
      .orderBy("fence")
      .execute();
  }

  /**
   * Called again only after an attempt that failed for a while or whose outcome nobody came to know, and
   * in that case the message says that it may be a repetition.
   */
  private async callsAreJustified(notification: Notification): Promise<void> {
    const calls = this.world.provider.calls.filter(
      (call) => call.message.notificationId === notification.id,
    );
    if (calls.length < 2) return;
    const attempts = await this.attemptsOf(notification);
    const outcomes = attempts.slice(0, -1).map(({ outcome }) => outcome);
    const excused = outcomes.filter((outcome) => outcome === "retry" || outcome === "unknown");
    holds(
      excused.length === outcomes.length && calls.length <= attempts.length,
      `I10: ${keyOf(notification)} is sent again after ${outcomes.join(", ")}`,
    );
    const repeats = calls.filter((call) => call.message.mayRepeat);
    if (repeats.length > 0) this.world.seen.add("a lease was taken over");
    holds(
      !outcomes.includes("unknown") || repeats.length > 0 || calls.length < attempts.length,
      `I10: ${keyOf(notification)} says that it may be a repetition`,
    );
  }

  /** I6, I7, I20: once everything works, nothing is overdue and everybody open pages somebody. */
  async checkRecovered(since: number): Promise<void> {
    const { database, now, provider } = this.world;
    const nextTakeBackDueAt: typeof nextIncidentDueAt = (tx) => nextOutboxDueAt(tx, "take-back");
    for (const next of [nextIncidentDueAt, nextNotificationDueAt, nextTakeBackDueAt]) {
      const dueAt = await next(database.read);
      holds(dueAt === null || dueAt > now, `I6: nothing is overdue (${next.name})`);
    }
    for (const incident of await listIncidents(database.read, { limit: INCIDENTS_MAX })) {
      if (incident.status !== "open" || !incident.rules.pages) continue;
      const reached = provider.calls.some(
        (call) =>
          call.accepted &&
          call.startedAt >= since &&
          call.message.purpose === "page" &&
          call.message.incidentNumber === incident.number,
      );
      holds(reached, `I7: ${incident.number} is open and has paged somebody since all is well`);
    }
    await this.nothingScreamsOn();
    await this.subscriberKnowsAll();
  }

  /** Every event of every incident arrived, and none before one that it follows. */
  private async subscriberKnowsAll(): Promise<void> {
    const { database, provider, seen } = this.world;
    const told = Map.groupBy(provider.told, ({ incident }) => incident.id);
    for (const incident of await listIncidents(database.read, { limit: INCIDENTS_MAX })) {
      const entries = await listEntries(database.read, incident.id, {});
      const events = lifecycleEvents(incident, entries, 0);
      const arrived = (told.get(incident.id) ?? []).map(({ sequence }) => sequence);
      const first = [...new Set(arrived)];
      holds(
        first.join() === events.map(({ sequence }) => sequence).join(),
        `${incident.number} was told as ${first.join(", ")}`,
      );
      if (first.length < arrived.length) seen.add("a subscriber was told twice");
    }
  }

  /** What a provider repeats until it is told to stop has been taken back once nobody wants it. */
  private async nothingScreamsOn(): Promise<void> {
    const { database, provider, seen } = this.world;
    for (const incident of await listIncidents(database.read, { limit: INCIDENTS_MAX })) {
      const notifications = await listNotifications(database.read, incident.id);
      const byId = new Map(notifications.map((notification) => [notification.id, notification]));
      for (const call of provider.calls) {
        const notification = byId.get(call.message.notificationId);
        if (notification?.channel !== "pushover" || !call.accepted) continue;
        if (call.takenBack) seen.add("a page was taken back");
        if (call.takenBack && call.reference !== notification.providerReference) {
          seen.add("a page was taken back whose receipt was lost");
        }
        const isWanted = unwantedBecause(notification, incident) === null;
        const asks = asksForAnswer(notification.purpose);
        holds(
          !asks || isWanted || call.takenBack === true,
          `${keyOf(notification)} goes on at its provider while ${incident.number} is ${incident.status}`,
        );
      }
    }
  }
}

/** At least once: for good, or until it is tried again. */
function hasFailed({ state, attempts, lastReason }: Notification): boolean {
  return state === "failed" || (state === "pending" && attempts > 0 && lastReason !== null);
}

function isSuperseded({ state, lastReason }: Notification): boolean {
  return state === "cancelled" && lastReason?.startsWith("a newer page") === true;
}

function isCall({ kind }: TimelineEntry): boolean {
  return ["escalation.step", "escalation.catch-all", "escalation.nobody"].includes(kind);
}

function isCatchAll(
  entry: TimelineEntry,
): entry is TimelineEntry & { readonly kind: "escalation.catch-all" | "escalation.nobody" } {
  return entry.kind === "escalation.catch-all" || entry.kind === "escalation.nobody";
}

function isLaterStep(entry: TimelineEntry): boolean {
  return entry.kind === "escalation.step" && entry.data.step > 0;
}

function groupOf(notification: Notification): string {
  const { incidentId, purpose, round, step, personId, discriminator } = notification;
  return `${incidentId} ${purpose} r${round} s${step} ${personId} ${discriminator}`;
}

function keyOf(notification: Notification): string {
  return `${groupOf(notification)} ${notification.channel} ${notification.contactMethodId}`;
}
