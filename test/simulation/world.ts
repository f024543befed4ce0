/**
 * A world for the engine: people, alerts, two processes on one database, a provider that misbehaves, and
 * time that passes only when told. Everything is decided by one seed.
 */

import type { AlertEvent } from "../../src/domain/alert.ts";
import { DELIVERY_STATUSES } from "../../src/domain/delivery-status.ts";
import { MS } from "../../src/domain/duration.ts";
import { LIFECYCLE_EVENTS } from "../../src/domain/lifecycle.ts";
import type { Principal } from "../../src/domain/permission.ts";
import type { ContactMethod, Person } from "../../src/domain/person.ts";
import { deliverDue } from "../../src/engine/deliver.ts";
import { runDue } from "../../src/engine/run-due.ts";
import { runOutbox } from "../../src/engine/run-outbox.ts";
import { runReviews } from "../../src/engine/run-reviews.ts";
import { createReceiveQueue, type ReceiveQueue } from "../../src/operations/alert/receive-queue.ts";
import { acknowledgeByLink } from "../../src/operations/incident/acknowledge-by-link.ts";
import { changeSeverity } from "../../src/operations/incident/change-severity.ts";
import { closeIncident } from "../../src/operations/incident/close.ts";
import { reopenIncident } from "../../src/operations/incident/reopen.ts";
import { resolveIncident } from "../../src/operations/incident/resolve.ts";
import { reportDeliveryStatus } from "../../src/operations/notification/report-status.ts";
import { createIdSource } from "../../src/platform/ids.ts";
import { loadAlerts } from "../../src/store/alerts.ts";
import { type Database, openDatabase } from "../../src/store/database.ts";
import { listIncidents, loadIncidentByNumber } from "../../src/store/incidents.ts";
import { insertIntegration } from "../../src/store/integrations.ts";
import {
  addContactMethod,
  listPeople,
  removeContactMethod,
  savePerson,
} from "../../src/store/people.ts";
import { activateStoredPlaybook, savePlaybook } from "../../src/store/playbooks.ts";
import { insertSubscription } from "../../src/store/subscriptions.ts";
import { type Chance, createChance } from "../support/chance.ts";
import { UNOBSERVED } from "../support/engine-fixture.ts";
import { START } from "../support/incident-fixtures.ts";
import { ABOUT_PEOPLE, tellPeople } from "./about-people.ts";
import { BY_HAND } from "./by-hand.ts";
import { AREAS, HOLDING, OF_EACH_AREA } from "./holding.ts";
import { JOINING } from "./joining.ts";
import { PLANNING } from "./planning.ts";
import { playbook } from "./policies.ts";
import { createProvider, type Provider } from "./provider.ts";
import { CRASH_POINTS, createReplica, type Replica } from "./replica.ts";
import type { Sight } from "./sights.ts";
import { Violation } from "./violation.ts";

const SUBSCRIPTION_ID = "subscription-1";
const INTEGRATION = { id: "integration-1", name: "Alertmanager", team: null };
const ADMIN: Principal = { name: "admin", role: "admin", teams: [], personId: "person-ann" };
const CHANNELS = ["email", "ntfy", "webhook", "pushover", "sms"] as const;

const EVERYBODY: readonly Person[] = ["Ann", "Ben", "Cleo"].map((name) => ({
  id: `person-${name.toLowerCase()}`,
  name,
  role: "responder",
  teams: name === "Ben" ? ["web"] : [],
  contactMethods: [],
}));

export class World {
  readonly chance: Chance;
  readonly provider: Provider;
  readonly database: Database;
  readonly seen = new Set<Sight>();
  /** Dedup keys that were answered with success. */
  readonly accepted = new Set<string>();
  /** Those of them that began to fire in the last step, as acts of their sender. */
  readonly fired = new Set<string>();
  requestsAccepted = 0;
  now = START;
  readonly violations: string[] = [];
  /** When people were deleted last, by their id. */
  readonly deletedAt = new Map<string, number>();
  replicas: Replica[] = [];
  private born = 0;
  private readonly queues = new WeakMap<Replica["engine"], ReceiveQueue>();
  private readonly newId: () => string;

  private constructor(database: Database, chance: Chance) {
    this.database = database;
    this.chance = chance;
    this.provider = createProvider(chance);
    const randomBytes = (count: number): Uint8Array =>
      Uint8Array.from({ length: count }, () => chance.below(256));
    this.newId = createIdSource({ now: () => this.now, randomBytes });
    this.replicas = [this.bear(), this.bear()];
  }

  static async create(seed: number): Promise<World> {
    const chance = createChance(seed);
    const database = await openDatabase({
      url: "sqlite::memory:",
      applicationVersion: "0.0.0-simulation",
    });
    const world = new World(database, chance);
    await world.populate();
    return world;
  }

  private bear(): Replica {
    this.born += 1;
    return createReplica(
      {
        database: this.database,
        provider: this.provider,
        clock: { now: () => this.now },
        newId: this.newId,
        observe: UNOBSERVED,
        sendStarts: (message) => this.checkWanted(message.incidentNumber, message.purpose),
        died: (point) => this.seen.add(`crash ${point}`),
        violated: (what) => this.violations.push(what),
      },
      `process-${this.born}`,
    );
  }

  private async populate(): Promise<void> {
    await this.database.transaction(async (tx) => {
      await savePlaybook(tx, {
        hash: playbook.hash,
        title: playbook.title,
        compiled: playbook,
        sources: { files: [] },
        savedAt: START,
      });
      await activateStoredPlaybook(tx, playbook.hash, START);
      await insertIntegration(tx, {
        ...INTEGRATION,
        kind: "alertmanager",
        keyHash: "0".repeat(64),
        createdAt: START,
        disabledAt: null,
      });
      await insertSubscription(tx, {
        id: SUBSCRIPTION_ID,
        kind: "webhook",
        name: "board",
        address: "https://board.test/",
        secret: null,
        events: LIFECYCLE_EVENTS,
        team: null,
        createdAt: START,
        endedAt: null,
        failures: 0,
        failingSince: null,
        putOffUntil: null,
      });
      for (const person of EVERYBODY) {
        const { id } = person;
        await savePerson(tx, person, START);
        for (let count = this.chance.below(3) + 1; count > 0; count -= 1) {
          await addContactMethod(tx, id, this.newMethod(), START);
        }
      }
    });
  }

  private newMethod(): ContactMethod {
    const kind = this.chance.pick(CHANNELS);
    return { id: this.newId(), kind, address: `${kind}:somewhere` };
  }

  /** I9: no page starts after an acknowledgement or a resolution is committed. */
  private async checkWanted(number: string, purpose: string): Promise<void> {
    if (purpose !== "page") return;
    const incident = await loadIncidentByNumber(this.database.read, number);
    if (incident?.status !== "open") {
      this.violations.push(`I9: a page for ${number} starts while it is ${incident?.status}`);
    } else if (incident.snoozedUntil !== null) {
      this.violations.push(`I9: a page for ${number} starts while it is snoozed`);
    }
  }

  /** Does one thing, chosen by chance, and lets everything that follows at once happen. */
  async step(): Promise<void> {
    this.fired.clear();
    const doing = this.chance.pick(this.repertoire());
    const done = doing.call(this).catch((error: unknown) => {
      // Operations refuse and processes die; what must hold is checked on the database.
      if (error instanceof Violation) throw error;
    });
    await Promise.race([done, idle()]);
    await idle();
  }

  private repertoire(): readonly (() => Promise<void>)[] {
    const often = [
      this.alert,
      this.pass,
      this.deliver,
      this.wait,
      this.deliver,
      this.wait,
      this.pass,
    ];
    return [
      ...often,
      ...often,
      this.tell,
      this.tell,
      this.answer,
      this.answer,
      this.report,
      this.report,
      this.byHand,
      this.byHand,
      this.byHand,
      this.byHand,
      this.byHand,
      this.join,
      this.join,
      this.flap,
      this.comeAndGo,
      this.mayBeHeld,
      this.mayBeHeld,
      this.mayBeHeld,
      this.hold,
      this.hold,
      this.resolve,
      this.close,
      this.reopen,
      this.severity,
      this.crash,
      this.revive,
      this.revive,
      this.aboutPeople,
      this.aboutPeople,
      this.aboutPeople,
      this.people,
      this.leave,
      this.arrive,
      this.arrive,
      this.plan,
      this.plan,
      this.outage,
      this.comeBack,
      this.comeBack,
      this.exile,
      this.release,
      this.release,
      this.storm,
      this.clockBack,
    ];
  }

  private async alert(): Promise<void> {
    const key = this.chance.below(6);
    const occurrence = this.chance.below(4);
    const resolves = this.chance.happens(0.4);
    const event: AlertEvent = {
      action: resolves ? "resolve" : "trigger",
      dedupKey: `alert-${key}`,
      groupKey: `group-${key % 3}`,
      title: this.chance.pick(["Checkout is down", "Queue is long", "High error rate"]),
      labels: { severity: this.chance.pick(["critical", "error", "warning", "info"]) },
      annotations: {},
      startsAt: START + occurrence * 10 * MS.minute,
    };
    await this.receive([event], this.chance.happens(0.05));
  }

  /** Some alerts begin and end several times before anybody has stored anything of it. */
  private async flap(): Promise<void> {
    const events = Array.from({ length: this.chance.below(4) + 2 }, (): AlertEvent => {
      const key = this.chance.below(2);
      return {
        action: this.chance.happens(0.5) ? "resolve" : "trigger",
        dedupKey: `flapping-${key}`,
        groupKey: `group-${this.chance.below(3)}`,
        title: "Now and then",
        labels: { severity: this.chance.pick(["critical", "info"]) },
        annotations: {},
      };
    });
    await this.receive(events, false);
    this.seen.add("an alert flapped");
  }

  /** An alert changes so often that it flaps; then a person may end its incident, and it fires again. */
  private async comeAndGo(): Promise<void> {
    const key = `restless-${this.chance.below(3)}`;
    const say = (action: AlertEvent["action"]): Promise<void> => {
      const labels = { severity: "error" };
      const told = { title: "It comes and goes", labels, annotations: {} };
      return this.receive([{ action, dedupKey: key, groupKey: key, ...told }], false);
    };
    for (const action of ["trigger", "resolve", "trigger", "resolve"] as const) await say(action);
    const replica = this.alive();
    const { read } = this.database;
    const alert = (await loadAlerts(read, INTEGRATION.id, [key])).get(key);
    if (replica === undefined || !this.chance.happens(0.5)) return;
    const incidents = await listIncidents(read, { limit: 50 });
    const number = incidents.find(({ id }) => id === alert?.incidentId)?.number ?? "";
    await resolveIncident(replica.engine, ADMIN, { number, reason: "fixed" });
    await say("trigger");
  }

  /** Alerts that something may hold, or that hold others: each says one thing at a time. */
  private async mayBeHeld(): Promise<void> {
    const keys = Array.from({ length: this.chance.below(3) + 1 }, () => this.chance.pick(AREAS));
    const events = [...new Set(keys)].map((area): AlertEvent => {
      const number = this.chance.below(OF_EACH_AREA);
      const key = `${area}-${number}`;
      return {
        action: this.chance.happens(0.35) ? "resolve" : "trigger",
        dedupKey: key,
        groupKey: `held-${number}`,
        title: `Something is ${area}`,
        labels: { area, severity: this.chance.pick(["critical", "error", "error", "warning"]) },
        annotations: {},
      };
    });
    await this.receive(events, false);
  }

  private async hold(): Promise<void> {
    const replica = this.alive();
    if (replica === undefined) return;
    const { chance } = this;
    await chance.pick(HOLDING)({ context: replica.engine, admin: ADMIN, chance });
  }

  private async storm(): Promise<void> {
    if (!this.chance.happens(0.1)) return;
    const first = this.chance.below(1_000_000);
    const events = Array.from({ length: 30 }, (_, index): AlertEvent => {
      const name = `storm-${first + index}`;
      return {
        action: "trigger",
        dedupKey: name,
        groupKey: name,
        title: name,
        labels: { severity: "warning" },
        annotations: {},
      };
    });
    await this.receive(events, false);
  }

  private async receive(events: readonly AlertEvent[], damaged: boolean): Promise<void> {
    const replica = this.alive();
    if (replica === undefined) return;
    const queue = this.queueOf(replica);
    const unparsed = damaged ? [{ reason: "not JSON", excerpt: String(this.now) }] : [];
    await queue.receive({
      integration: INTEGRATION,
      contentType: "application/json",
      body: new TextEncoder().encode(JSON.stringify(events)),
      truncated: false,
      events: damaged ? [] : events,
      unparsed,
    });
    // Only what was answered with success counts.
    this.requestsAccepted += 1;
    if (damaged) this.seen.add("an unparsed request paged");
    else for (const event of events) this.note(event);
  }

  private note({ action, dedupKey, startsAt }: AlertEvent): void {
    this.accepted.add(dedupKey);
    if (action === "trigger" && startsAt === undefined) this.fired.add(dedupKey);
    else this.fired.delete(dedupKey);
  }

  /** Each process keeps its own, with what it remembers of alerts. */
  private queueOf({ engine }: Replica): ReceiveQueue {
    const known = this.queues.get(engine);
    if (known !== undefined) return known;
    const made = createReceiveQueue(engine);
    this.queues.set(engine, made);
    return made;
  }

  private alive(): Replica | undefined {
    const alive = this.replicas.filter((replica) => !replica.isDead());
    return alive.length === 0 ? undefined : this.chance.pick(alive);
  }

  private async pass(): Promise<void> {
    const replica = this.alive();
    if (replica === undefined) return;
    await runReviews(replica.engine);
    await runDue(replica.engine);
  }

  private async deliver(): Promise<void> {
    const replica = this.alive();
    if (replica !== undefined) await deliverDue(replica.engine);
  }

  /** Takes back what nobody wants any more, and tells who has subscribed. */
  private async tell(): Promise<void> {
    const replica = this.alive();
    if (replica !== undefined) await runOutbox(replica.engine);
  }

  private async wait(): Promise<void> {
    const spans = [MS.second, 20 * MS.second, MS.minute, 5 * MS.minute, 35 * MS.minute];
    this.now += this.chance.below(this.chance.pick(spans));
  }

  private async clockBack(): Promise<void> {
    if (!this.chance.happens(0.3)) return;
    this.now -= this.chance.below(3 * MS.second);
    this.seen.add("the clock went back");
  }

  private async answer(): Promise<void> {
    const links = this.provider.calls.filter(
      (call) => call.accepted && call.message.acknowledgeUrl !== undefined,
    );
    const replica = this.alive();
    if (links.length === 0 || replica === undefined) return;
    const call = this.chance.pick(links.slice(-5));
    const state = await acknowledgeByLink(replica.engine, call.message.notificationId);
    if (state.kind === "done") this.seen.add("a link acknowledged");
  }

  /** A provider reports what became of a message, in any order, before its own answer too. */
  private async report(): Promise<void> {
    const calls = this.provider.calls.filter(({ channel }) => channel === "sms");
    const replica = this.alive();
    if (calls.length === 0 || replica === undefined) return;
    await reportDeliveryStatus(replica.engine, {
      attemptId: this.chance.pick(calls.slice(-5)).message.attempt.id,
      status: this.chance.pick(DELIVERY_STATUSES),
      sequence: null,
      detail: "",
    });
  }

  private async onSomeIncident(
    work: (replica: Replica, number: string) => Promise<unknown>,
  ): Promise<void> {
    const replica = this.alive();
    const incidents = await listIncidents(this.database.read, { limit: 5 });
    if (replica === undefined || incidents.length === 0) return;
    await work(replica, this.chance.pick(incidents).number);
    // A person may have ended it since.
    this.fired.clear();
  }

  private async byHand(): Promise<void> {
    const { chance } = this;
    await this.onSomeIncident(({ engine: context }, number) =>
      chance.pick(BY_HAND)({ context, principal: ADMIN, number, chance }),
    );
  }

  private async join(): Promise<void> {
    const { chance } = this;
    await this.onSomeIncident(({ engine: context }, number) =>
      chance.pick(JOINING)({ context, principal: ADMIN, number, chance }),
    );
  }

  private async close(): Promise<void> {
    await this.onSomeIncident((replica, number) =>
      closeIncident(replica.engine, ADMIN, { number, reason: "done" }),
    );
  }

  private async reopen(): Promise<void> {
    await this.onSomeIncident((replica, number) =>
      reopenIncident(replica.engine, ADMIN, { number, reason: "not done" }),
    );
  }

  private async resolve(): Promise<void> {
    await this.onSomeIncident((replica, number) =>
      resolveIncident(replica.engine, ADMIN, { number, reason: "fixed" }),
    );
  }

  private async severity(): Promise<void> {
    const severity = this.chance.pick(["P0", "P1", "P2", "P3"]);
    await this.onSomeIncident((replica, number) =>
      changeSeverity(replica.engine, ADMIN, { number, severity, reason: "second look" }),
    );
  }

  private async crash(): Promise<void> {
    this.alive()?.crashAt(this.chance.pick(CRASH_POINTS));
  }

  private async revive(): Promise<void> {
    this.replicas = this.replicas.map((replica) => (replica.isDead() ? this.bear() : replica));
  }

  /** Somebody is deleted, whatever names them. */
  private async leave(): Promise<void> {
    if (!this.chance.happens(0.4)) return;
    const { id } = this.chance.pick(EVERYBODY);
    await this.database.transaction(async (tx) => {
      await tx.deleteFrom("person").where("id", "=", id).execute();
    });
    this.deletedAt.set(id, this.now);
    this.seen.add("a person was deleted");
  }

  private async arrive(): Promise<void> {
    const known = new Set((await listPeople(this.database.read)).map(({ id }) => id));
    await this.database.transaction(async (tx) => {
      for (const person of EVERYBODY) {
        if (!known.has(person.id)) await savePerson(tx, person, this.now);
      }
    });
  }

  private async plan(): Promise<void> {
    const replica = this.alive();
    if (replica === undefined) return;
    const { chance } = this;
    const { id: personId, name, role, teams } = chance.pick(EVERYBODY);
    const planning = chance.pick(PLANNING)({
      context: replica.engine,
      admin: ADMIN,
      person: { name, role, teams, personId },
      names: EVERYBODY.map((person) => person.name),
      channels: CHANNELS,
      chance,
    });
    this.seen.add(await planning);
  }

  /** One channel carries nothing for a while. */
  private async outage(): Promise<void> {
    if (this.chance.happens(0.5)) this.provider.down.add(this.chance.pick(CHANNELS));
  }

  private async comeBack(): Promise<void> {
    const { down, calls } = this.provider;
    const [channel] = down;
    if (channel === undefined) return;
    down.delete(channel);
    const failed = calls.findLast((call) => call.channel === channel);
    const incident = await loadIncidentByNumber(
      this.database.read,
      failed?.message.incidentNumber ?? "",
    );
    if (incident?.status === "open" && failed?.accepted === false) {
      this.seen.add("a channel failed and came back while somebody was paged");
    }
  }

  private async people(): Promise<void> {
    const people = await listPeople(this.database.read);
    if (people.length === 0) return;
    const person = this.chance.pick(people);
    const method = person.contactMethods[0];
    await this.database.transaction(async (tx) => {
      if (method !== undefined && this.chance.happens(0.5)) {
        await removeContactMethod(tx, person.id, method.id);
      } else {
        await addContactMethod(tx, person.id, this.newMethod(), this.now);
      }
    });
  }

  private async aboutPeople(): Promise<void> {
    const replica = this.alive();
    if (replica === undefined) return;
    await this.chance.pick(ABOUT_PEOPLE)({
      engine: replica.engine,
      principal: ADMIN,
      chance: this.chance,
      newMethod: () => this.newMethod(),
    });
  }

  /** Everybody loses every way of being reached. */
  private async exile(): Promise<void> {
    if (!this.chance.happens(0.15)) return;
    const people = await listPeople(this.database.read);
    await this.database.transaction(async (tx) => {
      for (const person of people) {
        for (const { id } of person.contactMethods) await removeContactMethod(tx, person.id, id);
      }
    });
  }

  private async release(): Promise<void> {
    this.provider.releaseHeld();
  }

  /** Everything works again; nobody answers. Time goes from one due instant to the next. */
  async recover(): Promise<void> {
    this.replicas = [this.bear(), this.bear()];
    this.provider.healthy = true;
    this.provider.releaseHeld();
    await idle();
    await this.arrive();
    await this.ensureReachable();
  }

  private async ensureReachable(): Promise<void> {
    const people = await listPeople(this.database.read);
    await this.database.transaction(async (tx) => {
      for (const person of people) {
        if (person.contactMethods.length === 0) {
          await addContactMethod(tx, person.id, this.newMethod(), this.now);
        }
      }
    });
  }

  /** Works until nothing is due at this instant. */
  async workUntilQuiet(): Promise<void> {
    for (let guard = 0; guard < 1000; guard += 1) {
      let worked = 0;
      for (const replica of this.replicas) {
        worked += await runReviews(replica.engine);
        worked += await runDue(replica.engine);
        worked += await deliverDue(replica.engine);
        worked += await runOutbox(replica.engine);
        worked += await tellPeople(replica.engine);
      }
      if (worked === 0) return;
    }
    throw new Violation("the engine never comes to rest");
  }

  /** Every sender repeats what fires, as senders do for as long as it does. */
  async reportAgain(): Promise<void> {
    const alerts = await loadAlerts(this.database.read, INTEGRATION.id, [...this.accepted]);
    const events = [...alerts.values()]
      .filter(({ status }) => status === "firing")
      .map((alert): AlertEvent => {
        const { dedupKey, groupKey, title, labels, annotations, startsAt } = alert;
        return { action: "trigger", dedupKey, groupKey, title, labels, annotations, startsAt };
      });
    if (events.length > 0) await this.receive(events, false);
  }

  async end(): Promise<void> {
    this.provider.healthy = true;
    this.provider.releaseHeld();
    await idle();
    await this.database.close();
  }
}

/** Lets everything that waits for nothing but its turn happen. */
async function idle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
