import { beforeEach, describe, expect, it } from "vitest";
import { MS } from "../../src/domain/duration.ts";
import type { Incident } from "../../src/domain/incident.ts";
import { deliverDue } from "../../src/engine/deliver.ts";
import type { EngineContext } from "../../src/engine/engine-context.ts";
import { runDue } from "../../src/engine/run-due.ts";
import { runOutbox } from "../../src/engine/run-outbox.ts";
import { acknowledgeIncident } from "../../src/operations/incident/acknowledge.ts";
import { resolveIncident } from "../../src/operations/incident/resolve.ts";
import { incidentTimeline } from "../../src/operations/incident/timeline.ts";
import { signLink } from "../../src/platform/signed-link.ts";
import { listNotifications } from "../../src/store/notifications.ts";
import { workOff } from "../support/engine-fixture.ts";
import { FakePushover, type PostForm, PUSHOVER_TOKEN } from "../support/fake-pushover.ts";
import { LINK_KEY, PUBLIC_URL } from "../support/http-fixture.ts";
import { SETUP } from "../support/operation-context.ts";
import { type VendorLab, vendorLab } from "../support/vendor-lab.ts";
import { waitUntil } from "../support/wait-until.ts";

const ANN = "uQiRzpo4DXghDmr9QzzfQu27cmVRsG";
const BEN = "uBenzpo4DXghDmr9QzzfQu27cmVRsB";
const LEASE_MS = 25 * MS.second;

let pushover: FakePushover;
let lab: VendorLab;

beforeEach(async () => {
  let now = (): number => 0;
  pushover = await FakePushover.start(() => now());
  lab = await vendorLab({ pushoverToken: PUSHOVER_TOKEN, pushoverApiUrl: pushover.server.url });
  now = () => lab.context.clock.now();
  pushover.users.add(ANN).add(BEN);
  await lab.reach("Ann", "pushover", ANN);
});

const post: PostForm = (url, body) => {
  expect(url.startsWith(`${PUBLIC_URL}/callback/pushover/`)).toBe(true);
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return lab.send("POST", url.slice(PUBLIC_URL.length), { headers, body });
};

async function stateOf({ number }: Incident) {
  const answer = await lab.send("GET", `/api/v1/incidents/${number}`, { token: lab.tokens.viewer });
  return (await answer.json()) as { status: string; acknowledgedBy: string | null };
}

async function paged(): Promise<Incident> {
  const incident = await lab.page();
  await workOff(lab.engine);
  return incident;
}

const acknowledged = ({ number }: Incident) =>
  acknowledgeIncident(lab.context, SETUP, { number, via: "api" });

/** A process that dies at what it is about to do: it is never heard of again. */
const DIED = new Promise<never>(() => {});

describe("a page over Pushover", () => {
  it("repeats every half minute until about when the next step is paged", async () => {
    const { number } = await paged();
    const message = pushover.expectMessage(ANN);
    expect(message).toMatchObject({
      priority: 2,
      retry: 30,
      expire: 600,
      title: `P1 ${number} Checkout is <down> & out`,
      url_title: "Acknowledge",
    });
    expect(message).not.toHaveProperty("html");
    expect(pushover.repeating()).toEqual([message]);
  });

  it("is acknowledged on the phone, as the person it was sent to", async () => {
    const incident = await paged();
    const message = pushover.expectMessage(ANN);
    expect((await pushover.acknowledge(message, post)).status).toBe(200);
    expect(await stateOf(incident)).toMatchObject({
      status: "acknowledged",
      acknowledgedBy: "Ann",
    });
    const entries = await incidentTimeline(lab.context, SETUP, incident);
    expect(entries.find(({ kind }) => kind === "incident.acknowledged")).toMatchObject({
      actor: { kind: "person", name: "Ann" },
      data: { via: "pushover" },
    });
    // Pushover calls back again where the answer was lost.
    expect((await pushover.acknowledge(message, post)).status).toBe(200);
    const after = await incidentTimeline(lab.context, SETUP, incident);
    expect(after.filter(({ kind }) => kind === "incident.acknowledged")).toHaveLength(1);
  });

  it("informs without repeating", async () => {
    const incident = await paged();
    pushover.expectMessage(ANN);
    await resolveIncident(lab.context, SETUP, { number: incident.number, reason: "rolled back" });
    await workOff(lab.engine);
    expect(pushover.expectMessage(ANN)).toMatchObject({ priority: 0 });
    expect(pushover.repeating()).toEqual([]);
  });

  it("gives up a key that is none, and says which setting is wrong", async () => {
    pushover.users.clear();
    const incident = await paged();
    const [page] = await listNotifications(lab.context.database.read, incident.id);
    expect(page).toMatchObject({
      state: "failed",
      lastReason: "address-refused: HTTP 400: user key",
    });
  });
});

describe("a call-back that is not what it seems", () => {
  it("changes nothing, and is answered the same", async () => {
    const incident = await paged();
    const message = pushover.expectMessage(ANN);
    const callback = message.priority === 2 ? (message.callback ?? "") : "";
    const form = pushover.callbackForm(message);
    const otherReceipt = pushover.callbackForm({ user: ANN, receipt: "r".repeat(30) });
    const otherUser = pushover.callbackForm({ user: BEN, receipt: message.receipt });
    const later = { expiresAt: lab.context.clock.now() + MS.hour };
    const unknown = signLink({ id: "01932c5e-7d4a-7000-8000-000000000001", ...later }, LINK_KEY);
    const forged = signLink({ id: "x", ...later }, new Uint8Array(32));
    const tries: [string, string][] = [
      [callback, otherReceipt],
      [callback, otherUser],
      [callback, form.replace("acknowledged=1", "acknowledged=0")],
      [callback, ""],
      [callback.slice(0, -1), form],
      [`${PUBLIC_URL}/callback/pushover/${unknown}`, form],
      [`${PUBLIC_URL}/callback/pushover/${forged}`, form],
    ];
    for (const [url, body] of tries) expect((await post(url, body)).status).toBe(200);
    expect(await stateOf(incident)).toMatchObject({ status: "open", acknowledgedBy: null });
  });

  it("is too late after half a day", async () => {
    const incident = await paged();
    const message = pushover.expectMessage(ANN);
    await lab.context.clock.advance(13 * MS.hour);
    expect((await pushover.acknowledge(message, post)).status).toBe(200);
    expect(await stateOf(incident)).toMatchObject({ status: "open" });
  });

  it("is refused when one address guesses too often", async () => {
    const answers = [];
    for (let guess = 0; guess < 22; guess += 1) {
      answers.push((await post(`${PUBLIC_URL}/callback/pushover/guess`, "")).status);
    }
    expect(answers.at(-1)).toBe(429);
  });
});

describe("what goes on screaming", () => {
  it("is cancelled once anybody has answered, for everybody who was paged", async () => {
    await lab.reach("Ben", "pushover", BEN);
    const incident = await paged();
    pushover.expectMessage(ANN);
    expect(pushover.expectMessage(BEN).priority).toBe(0);
    await lab.context.clock.advance(10 * MS.minute);
    await workOff(lab.engine);
    pushover.expectMessage(BEN);
    expect(pushover.repeating().map(({ user }) => user)).toEqual([BEN]);
    await acknowledged(incident);
    await workOff(lab.engine);
    expect(pushover.messages.filter(({ priority }) => priority === 2)).toMatchObject([
      { user: ANN, isCancelled: true },
      { user: BEN, isCancelled: true },
    ]);
  });

  it("is cancelled when it resolves by itself, and when cancelling fails at first", async () => {
    const incident = await paged();
    pushover.expectMessage(ANN);
    pushover.users.delete(ANN);
    await resolveIncident(lab.context, SETUP, { number: incident.number, reason: "it ended" });
    pushover.server.misbehave(
      { kind: "answers", answer: { status: 500, body: {} } },
      { kind: "hangs" },
    );
    await runOutbox(lab.engine);
    expect(pushover.repeating()).toHaveLength(1);
    await lab.context.clock.advance(30 * MS.second);
    await runOutbox(lab.engine);
    await lab.context.clock.advance(30 * MS.second);
    await runOutbox(lab.engine);
    expect(pushover.repeating()).toEqual([]);
  });

  it("is cancelled when the process dies before it could: another one goes on", async () => {
    const incident = await paged();
    pushover.expectMessage(ANN);
    await acknowledged(incident);
    const dying: EngineContext = { ...lab.engine, takeBack: () => DIED };
    void runOutbox(dying);
    await waitUntil("it is claimed", async () => (await outboxStates())[0] === "sending");
    await lab.context.clock.advance(LEASE_MS);
    await workOff(lab.other);
    expect(pushover.repeating()).toEqual([]);
    expect(await outboxStates()).toEqual(["done"]);
  });

  it("is cancelled when the process died between Pushover's answer and its commit", async () => {
    const incident = await lab.page();
    await runDue(lab.engine);
    const dying: EngineContext = {
      ...lab.engine,
      async send(...page) {
        await lab.engine.send(...page);
        return DIED;
      },
    };
    void deliverDue(dying);
    await waitUntil("Pushover has it", () => pushover.messages.length === 1);
    pushover.expectMessage(ANN);
    await acknowledged(incident);
    await workOff(lab.other);
    expect(pushover.repeating()).toHaveLength(1);
    await lab.context.clock.advance(LEASE_MS);
    await workOff(lab.other);
    expect(pushover.repeating()).toEqual([]);
  });

  it("is cancelled in every copy when the answer to the first was lost", async () => {
    pushover.server.misbehave({ kind: "accepts-and-loses" });
    const incident = await paged();
    await lab.context.clock.advance(10 * MS.second);
    await workOff(lab.engine);
    const lost = pushover.expectMessage(ANN);
    pushover.expectMessage(ANN);
    // Whichever of the two is acknowledged on the phone counts.
    expect((await pushover.acknowledge(lost, post)).status).toBe(200);
    expect(await stateOf(incident)).toMatchObject({ acknowledgedBy: "Ann" });
    await workOff(lab.engine);
    expect(pushover.repeating()).toEqual([]);
  });
});

async function outboxStates(): Promise<readonly string[]> {
  const rows = lab.context.database.read.selectFrom("outbox_item").select("state").execute();
  return (await rows).map(({ state }) => state);
}
