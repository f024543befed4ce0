/** Somebody calls the on-call number: with the real engine and HTTP side, and Twilio's fake. */

import { beforeEach, describe, expect, it } from "vitest";
import { CALLED_INCIDENTS_MAX, SAME_TROUBLE_MS } from "../../src/domain/on-call-line.ts";
import { listAuditEntries } from "../../src/operations/audit/list.ts";
import { acknowledgeIncident } from "../../src/operations/incident/acknowledge.ts";
import { removeContactMethod } from "../../src/operations/person/remove-contact-method.ts";
import { listIncidents } from "../../src/store/incidents.ts";
import { activateTestPlaybook, SETUP } from "../support/operation-context.ts";
import { type PhoneFixture, phoneFixture } from "../support/phone-fixture.ts";
import { ANN, pass, told } from "../support/phone-story.ts";

const STRANGER = "+12025550177";

let fixture: PhoneFixture;

beforeEach(async () => {
  fixture = await phoneFixture("twilio");
  await fixture.reach("Ann", ["voice", ANN]);
});

const incidents = () => listIncidents(fixture.context.database.read, { limit: 100 });
const helpFrom = (from: string) => fixture.twilio.callIn(from).thenPress("1");

it("hears what the number is, and opens nothing by calling", async () => {
  const heard = await fixture.twilio
    .callIn(STRANGER)
    .thenExpectSaid(/^This is the on-call line\. .* press 1.* press 2\. No key was pressed/u);
  expect(heard.hangsUp).toBe(false);
  expect(await incidents()).toEqual([]);
});

it("opens the worst that pages with 1, and hears its number and who is being called", async () => {
  const last = await helpFrom(STRANGER).thenExpectSaid(
    /^An incident is open\. Its number is 2, 0, 2, 6, 0, 1, 1, 4, 0, 0, 1\. Ann is being called now\. You can hang up\. Goodbye\.$/u,
  );
  expect(last.hangsUp).toBe(true);
  await pass(fixture, 0);
  fixture.twilio.expectVoice(ANN, /Severity P0, Critical\. Call from 12025550177/u);
  const [incident] = await incidents();
  expect(incident).toMatchObject({ number: "20260114-001", severity: "P0", status: "open" });
  expect(await told(fixture, { number: "20260114-001" })).toContain(
    `A call from ${STRANGER} opened the incident as P0 (a call: the worst that pages): Call from ${STRANGER}.`,
  );
  const [entry] = await listAuditEntries(fixture.context, SETUP, { limit: 1 });
  expect(entry).toMatchObject({
    action: "incident.declare",
    subject: "incident 20260114-001",
    actor: { name: `A call from ${STRANGER}` },
    detail: { via: "call", severity: "P0" },
  });
});

it("opens the severity that tocsin.yaml gives calls", async () => {
  await activateTestPlaybook(fixture.context, SETUP, { onCall: { phoneSeverity: "P1" } });
  await helpFrom(STRANGER).thenExpectSaid(/^An incident is open/u);
  expect(await incidents()).toMatchObject([{ severity: "P1" }]);
});

it("hears who is on call with 2, by name alone, and may open one then", async () => {
  const call = fixture.twilio.callIn(STRANGER).thenPress("2");
  const heard = await call.thenExpectSaid(
    /^On call now\. Primary: Ann\. Secondary: Ben\. Escalation: Cleo\. This is/u,
  );
  expect(heard.said).not.toContain(ANN);
  await call.thenPress("1").thenExpectSaid(/^An incident is open/u);
});

it("hears the menu again at every other key", async () => {
  await fixture.twilio
    .callIn(STRANGER)
    .thenPress("9")
    .thenExpectSaid(/^This is the on-call line/u);
  expect(await incidents()).toEqual([]);
});

it("is told when nobody can be reached", async () => {
  const alone = await phoneFixture("twilio");
  const { id: personId, contactMethods } = alone.responder;
  const methodId = contactMethods[0]?.id ?? "";
  await removeContactMethod(alone.context, SETUP, { personId, methodId });
  await alone.twilio
    .callIn(STRANGER)
    .thenPress("1")
    .thenExpectSaid(/Nobody can be reached yet\. Call somebody you know as well\. Goodbye\.$/u);
});

describe("a number that calls again", () => {
  it("joins the incident while people are being paged, however late, and is noted", async () => {
    await helpFrom(STRANGER).thenExpectSaid(/^An incident is open/u);
    await fixture.context.clock.advance(2 * SAME_TROUBLE_MS);
    await helpFrom(STRANGER).thenExpectSaid(
      /^Your call was added to the incident\. Its number is 2, .*\. Ann is being called now/u,
    );
    expect(await incidents()).toHaveLength(1);
    expect(await told(fixture, { number: "20260114-001" })).toContain(
      `Noted: ${STRANGER} has called the on-call number about this.`,
    );
  });

  it("joins an acknowledged one within minutes only, and hears who has it", async () => {
    await helpFrom(STRANGER).thenExpectSaid(/^An incident is open/u);
    await acknowledgeIncident(fixture.context, SETUP, { number: "20260114-001", via: "api" });
    await fixture.context.clock.advance(SAME_TROUBLE_MS);
    await helpFrom(STRANGER).thenExpectSaid(/added to the incident\. .* setup has taken it\./u);
    await fixture.context.clock.advance(1);
    await helpFrom(STRANGER).thenExpectSaid(/^An incident is open\. .*0, 0, 2\. Ann is being/u);
  });

  it("does not keep an acknowledgement alive", async () => {
    await helpFrom(STRANGER).thenExpectSaid(/^An incident is open/u);
    await acknowledgeIncident(fixture.context, SETUP, { number: "20260114-001", via: "api" });
    const [before] = await incidents();
    await fixture.context.clock.advance(60_000);
    await helpFrom(STRANGER).thenExpectSaid(/added/u);
    expect((await incidents())[0]?.lastHumanEntryAt).toBe(before?.lastHumanEntryAt);
  });

  it("is noted five times, and answered each time", async () => {
    for (let call = 0; call < 9; call += 1) await helpFrom(STRANGER).thenExpectSaid(/number is/u);
    const entries = await told(fixture, { number: "20260114-001" });
    expect(entries.filter((entry) => entry.startsWith("Noted:"))).toHaveLength(4);
    expect(await incidents()).toHaveLength(1);
  });

  it("at the same moment opens one", async () => {
    await Promise.all(
      [helpFrom(STRANGER), helpFrom(STRANGER)].map((one) => one.thenExpectSaid(/./u)),
    );
    expect(await incidents()).toHaveLength(1);
  });
});

it("opens one incident however often the key is brought, and notes nothing of that", async () => {
  for (let time = 0; time < 2; time += 1) {
    await fixture.twilio
      .callIn(STRANGER, { sid: `CA${"1".repeat(32)}` })
      .thenPress("1")
      .thenExpectSaid(/./u);
  }
  expect(await incidents()).toHaveLength(1);
  expect((await told(fixture, { number: "20260114-001" })).join()).not.toContain("Noted:");
});

it("opens no more than so many within an hour: further callers join the latest", async () => {
  for (let caller = 0; caller < CALLED_INCIDENTS_MAX + 2; caller += 1) {
    await fixture.context.clock.advance(1);
    await helpFrom(`+120255${String(50_000 + caller)}`).thenExpectSaid(/number is/u);
  }
  expect(await incidents()).toHaveLength(CALLED_INCIDENTS_MAX);
  await fixture.context.clock.advance(3_600_000);
  await helpFrom(STRANGER).thenExpectSaid(/^An incident is open/u);
});

it("takes a withheld number, and one that is no number at all", async () => {
  await helpFrom("").thenExpectSaid(/^An incident is open/u);
  await helpFrom(`</Say>\u0000${"x".repeat(500)}`).thenExpectSaid(/^An incident is open/u);
  expect((await incidents()).at(-1)?.title).toBe("Call from a withheld number");
});

describe("what is not the on-call number's", () => {
  it("is a number that does not answer", async () => {
    const heard = await fixture.twilio
      .callIn(STRANGER, { to: "+12025550199" })
      .thenExpectSaid(/^This number does not take calls\. Goodbye\.$/u);
    expect(heard.hangsUp).toBe(true);
  });

  it.each(["voice", "voice/key"])("is a forged request to %s", async (path) => {
    const url = `https://tocsin.example/callback/twilio/${path}`;
    const fields = { From: STRANGER, To: "+12025550100", CallSid: "CA1", Digits: "1" };
    const answer = await fixture.twilio.post(url, fields, { forged: true });
    expect(answer.status).toBe(403);
    expect(await incidents()).toEqual([]);
  });
});
