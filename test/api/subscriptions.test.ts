import { beforeEach, describe, expect, it } from "vitest";
import { MS } from "../../src/domain/duration.ts";
import type { EngineContext } from "../../src/engine/engine-context.ts";
import { runOutbox } from "../../src/engine/run-outbox.ts";
import { checkHealth } from "../../src/operations/health/check.ts";
import { acknowledgeIncident } from "../../src/operations/incident/acknowledge.ts";
import { changeSeverity } from "../../src/operations/incident/change-severity.ts";
import { closeIncident } from "../../src/operations/incident/close.ts";
import { declareIncident } from "../../src/operations/incident/declare.ts";
import { reopenIncident } from "../../src/operations/incident/reopen.ts";
import { resolveIncident } from "../../src/operations/incident/resolve.ts";
import { listAudit } from "../../src/store/audit.ts";
import { workOff } from "../support/engine-fixture.ts";
import { FakeSubscriber } from "../support/fake-subscriber.ts";
import { SETUP } from "../support/operation-context.ts";
import { type VendorLab, vendorLab } from "../support/vendor-lab.ts";
import { waitUntil } from "../support/wait-until.ts";

const LEASE_MS = 25 * MS.second;
const FAILS = { kind: "answers", answer: { status: 500, body: {} } } as const;
/** A process that dies at what it is about to do: it is never heard of again. */
const DIED = new Promise<never>(() => {});

let board: FakeSubscriber;
let lab: VendorLab;

beforeEach(async () => {
  lab = await vendorLab({});
  board = await FakeSubscriber.start(() => lab.context.clock.now());
});

async function subscribe(changes: object = {}): Promise<{ readonly id: string }> {
  const body = { name: "board", url: `${board.server.url}/hook`, ...changes };
  const answer = await lab.send("POST", "/api/v1/subscriptions", { token: lab.tokens.admin, body });
  expect(answer.status).toBe(201);
  const created = (await answer.json()) as { secret: string; subscription: { id: string } };
  board.secret = created.secret;
  return created.subscription;
}

async function listed() {
  const answer = await lab.send("GET", "/api/v1/subscriptions", { token: lab.tokens.admin });
  const { subscriptions } = (await answer.json()) as { subscriptions: object[] };
  return subscriptions;
}

const declared = (title = "Checkout is down", more: object = {}) =>
  declareIncident(lab.context, SETUP, { title, severity: "P1", ...more });

const names = () => board.expectEvents().map(({ type }) => type);

describe("a subscription", () => {
  it("is told of a whole life, signed, in the order of its numbers", async () => {
    await subscribe();
    const { number } = await declared();
    await workOff(lab.engine);
    await lab.context.clock.advance(31 * MS.minute);
    await workOff(lab.engine);
    await acknowledgeIncident(lab.context, SETUP, { number, via: "api" });
    await changeSeverity(lab.context, SETUP, { number, severity: "P2", reason: "a part only" });
    await resolveIncident(lab.context, SETUP, { number, reason: "rolled back" });
    await reopenIncident(lab.context, SETUP, { number, reason: "not yet" });
    await resolveIncident(lab.context, SETUP, { number, reason: "now" });
    await closeIncident(lab.context, SETUP, { number, reason: "done" });
    await workOff(lab.engine);
    const events = board.expectEvents().toSorted((a, b) => a.data.sequence - b.data.sequence);
    const kinds = events.map(({ type }) => type.slice("incident.".length));
    expect(kinds.filter((kind) => kind !== "escalated")).toEqual([
      "opened",
      "acknowledged",
      "severity-changed",
      "resolved",
      "reopened",
      "resolved",
      "closed",
    ]);
    expect(kinds).toContain("escalated");
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    expect(new Set(events.map(({ data }) => data.sequence)).size).toBe(events.length);
    expect(events.find(({ type }) => type === "incident.acknowledged")).toMatchObject({
      data: {
        actor: { kind: "token", name: "setup" },
        incident: {
          number,
          status: "acknowledged",
          acknowledgedBy: "setup",
          url: `https://tocsin.example/incidents/${number}`,
        },
      },
    });
  });

  it("is told the state at the time of the event, however late", async () => {
    await subscribe({ events: ["incident.opened"] });
    const { number } = await declared();
    await resolveIncident(lab.context, SETUP, { number, reason: "a false alarm" });
    await workOff(lab.engine);
    expect(board.expectEvents()).toMatchObject([{ data: { incident: { status: "open" } } }]);
  });

  it("is told of the events and the team that it asked for", async () => {
    await subscribe({ events: ["incident.resolved"], team: "web" });
    for (const team of ["web", "data", undefined]) {
      const { number } = await declared(`of ${team}`, team === undefined ? {} : { team });
      await resolveIncident(lab.context, SETUP, { number, reason: "over" });
    }
    await workOff(lab.engine);
    const told = board.expectEvents().map(({ type, data }) => `${type} ${data.incident.title}`);
    expect(told.sort()).toEqual(["incident.resolved of undefined", "incident.resolved of web"]);
  });

  it("is told nothing once it has ended, and its name is free again", async () => {
    const { id } = await subscribe();
    await declared();
    const path = `/api/v1/subscriptions/${id}`;
    expect((await lab.send("DELETE", path, { token: lab.tokens.admin })).status).toBe(204);
    await workOff(lab.engine);
    await declared();
    await workOff(lab.engine);
    expect(board.expectEvents()).toEqual([]);
    await subscribe();
    const audit = await listAudit(lab.context.database.read, { limit: 50 });
    const deeds = audit.filter(({ action }) => action.startsWith("subscription."));
    expect(deeds.map(({ action }) => action).toSorted()).toEqual([
      "subscription.create",
      "subscription.create",
      "subscription.end",
    ]);
    expect(JSON.stringify(deeds)).not.toContain(board.secret);
  });

  it("is refused with a reason: a taken name, a bad address, an event there is none of", async () => {
    await subscribe();
    const ask = async (body: object) => {
      const options = { token: lab.tokens.admin, body };
      const answer = await lab.send("POST", "/api/v1/subscriptions", options);
      return `${answer.status} ${((await answer.json()) as { detail: string }).detail}`;
    };
    const url = "https://hooks.example.test/x";
    expect(await ask({ name: "board", url })).toContain("409 There is a subscription named board");
    expect(await ask({ name: "b", url: "file:///etc" })).toBe("400 url is not an http(s) URL.");
    expect(await ask({ name: "b", url, events: ["incident.exploded"] })).toMatch(/^400 events\.0/u);
    expect(await ask({ name: "b", url, events: [] })).toMatch(/^400 events/u);
  });

  it("shows neither its secret nor the path of its address again", async () => {
    await subscribe();
    const shown = JSON.stringify(await listed());
    expect(shown).toContain("127.0.0.1:");
    for (const secret of ["whsec_", "/hook"]) expect(shown).not.toContain(secret);
  });
});

describe("an endpoint that fails", () => {
  it("is put off ever longer, and told everything once it answers again", async () => {
    await subscribe({ events: ["incident.opened", "incident.closed"] });
    board.server.misbehave(FAILS, { kind: "hangs" }, FAILS, FAILS, FAILS, FAILS, FAILS);
    await declared("first");
    const asked: number[] = [];
    for (let second = 0; second < 25 * 60; second += 5) {
      const before = board.server.requests.length;
      await runOutbox(lab.engine);
      if (board.server.requests.length > before) asked.push(second);
      if (second === 60) await declared("second");
      await lab.context.clock.advance(5 * MS.second);
    }
    // 5 s, 15 s, a minute, 5 minutes, 15 minutes after the failure before.
    expect(asked).toEqual([0, 5, 20, 80, 380, 1280]);
    const titles = board.expectEvents().map(({ data }) => data.incident.title);
    expect(titles.toSorted()).toEqual(["first", "second"]);
    expect(await listed()).toMatchObject([
      { failures: 0, failingSince: null, putOffUntil: null, waiting: 0 },
    ]);
  });

  it("says so in health, with what waits", async () => {
    await subscribe({ name: "status board", events: ["incident.opened"] });
    const told = async () =>
      (await checkHealth(lab.context, { mailConfigured: true, missingSettings: new Map() })).filter(
        ({ name }) => name === "subscription",
      );
    expect(await told()).toEqual([]);
    board.server.misbehave(...Array.from({ length: 6 }, () => FAILS));
    await declared();
    await declared();
    for (let pass = 0; pass < 3; pass += 1) {
      await runOutbox(lab.engine);
      await lab.context.clock.advance(30 * MS.second);
    }
    const [check] = await told();
    expect(check).toMatchObject({ status: "warning" });
    expect(check?.detail).toMatch(
      /^The subscription status board has failed \d times in a row since .+; 2 events wait/u,
    );
  });

  it("is asked no more for what is three days old", async () => {
    await subscribe({ events: ["incident.opened"] });
    board.server.misbehave(...Array.from({ length: 100 }, () => FAILS));
    await declared();
    for (let hour = 0; hour < 80; hour += 1) {
      await runOutbox(lab.engine);
      await lab.context.clock.advance(MS.hour);
    }
    expect(board.server.requests.length).toBeGreaterThan(70);
    expect(await listed()).toMatchObject([{ waiting: 0 }]);
  });

  it("is told again, under the same id, after a crash before its answer was recorded", async () => {
    await subscribe({ events: ["incident.opened"] });
    await declared();
    const dying: EngineContext = {
      ...lab.engine,
      async tell(told) {
        await lab.engine.tell(told);
        return DIED;
      },
    };
    void runOutbox(dying);
    await waitUntil("it is told", () => board.server.requests.length === 1);
    await runOutbox(lab.other);
    expect(board.server.requests).toHaveLength(1);
    await lab.context.clock.advance(LEASE_MS);
    await runOutbox(lab.other);
    const [first, second] = board.expectEvents();
    expect(second).toEqual(first);
    expect(second?.id).toBeDefined();
  });

  it("that leads inside is never connected to", async () => {
    await subscribe({ url: "http://10.1.2.3:9000/hook", events: ["incident.opened"] });
    await declared();
    await runOutbox(lab.engine);
    expect(await listed()).toMatchObject([{ failures: 1, waiting: 1 }]);
    const attempts = await lab.context.database.read
      .selectFrom("outbox_attempt")
      .select("reason")
      .execute();
    expect(attempts).toEqual([{ reason: "blocked-address" }]);
  });

  it("holds up no other endpoint", async () => {
    await subscribe({ events: ["incident.opened"] });
    const slow = await FakeSubscriber.start(() => lab.context.clock.now());
    slow.server.misbehave({ kind: "hangs" });
    const { secret } = board;
    await subscribe({ name: "slow", url: slow.server.url, events: ["incident.opened"] });
    board.secret = secret;
    await declared();
    await runOutbox(lab.engine);
    expect(names()).toEqual(["incident.opened"]);
    expect(await listed()).toMatchObject([
      { name: "board", failures: 0 },
      { name: "slow", failures: 1 },
    ]);
  });

  it("sets one event aside that is always refused while others are taken, says so, and goes on", async () => {
    await subscribe({ events: ["incident.opened", "incident.resolved"] });
    const { number } = await declared("poison");
    await resolveIncident(lab.context, SETUP, { number, reason: "over" });
    let tries = 0;
    const engine: EngineContext = {
      ...lab.engine,
      async tell(told) {
        const { name, incident } = told.event;
        if (incident.title !== "poison" || name !== "incident.opened") return lab.engine.tell(told);
        tries += 1;
        return { kind: "rejected", reason: "payload-refused", detail: "HTTP 422" };
      },
    };
    for (let round = 0; round < 8; round += 1) {
      await declared(`other ${round}`);
      await runOutbox(engine);
      await lab.context.clock.advance(MS.minute);
    }
    await runOutbox(engine);
    expect(tries).toBeGreaterThanOrEqual(5);
    expect(tries).toBeLessThan(8);
    const told = board.expectEvents().map(({ type, data }) => `${type} ${data.incident.title}`);
    expect(told).toContain("incident.resolved poison");
    expect(await listed()).toMatchObject([{ failures: 0, waiting: 0 }]);
    const audit = await listAudit(lab.context.database.read, { limit: 50 });
    expect(audit.filter(({ action }) => action === "subscription.set-aside")).toMatchObject([
      { detail: { event: "incident.opened", incident: number, because: "HTTP 422" } },
    ]);
    const checks = await checkHealth(lab.context, {
      mailConfigured: true,
      missingSettings: new Map(),
    });
    expect(checks.find(({ name }) => name === "subscription")?.detail).toMatch(
      /^The subscription board was not told 1 event in the last 7 days/u,
    );
  });
});
