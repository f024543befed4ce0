/** A page by phone and the keys that are pressed, with the real engine and HTTP side and Twilio's fake. */

import { beforeEach, describe, expect, it } from "vitest";
import { removeContactMethod } from "../../src/operations/person/remove-contact-method.ts";
import { findPersonByName } from "../../src/store/people.ts";
import { SETUP } from "../support/operation-context.ts";
import { type PhoneFixture, phoneFixture } from "../support/phone-fixture.ts";
import { ANN, asItIs, pageFor, pass, told } from "../support/phone-story.ts";

const MINUTE_MS = 60_000;

let fixture: PhoneFixture;

beforeEach(async () => {
  fixture = await phoneFixture("twilio");
});

describe("a call", () => {
  beforeEach(() => fixture.reach("Ann", ["voice", ANN]));

  it("says how bad, what, since when, and the keys; and rings less than a minute", async () => {
    await pageFor(fixture);
    const call = fixture.twilio.expectVoice(ANN);
    expect(call.said).toBe(
      "This is Tocsin. Severity P1, High. Checkout is down. It began just now. " +
        "Press 4 to acknowledge, 5 to escalate, 6 to resolve, star to repeat. " +
        "No key was pressed. Nothing is acknowledged. Goodbye.",
    );
    expect(call.ringSeconds).toBeLessThan(60);
  });

  it("is acknowledged by 4", async () => {
    const incident = await pageFor(fixture);
    const last = await fixture.twilio
      .expectVoice(ANN)
      .thenPress("4")
      .thenExpectSaid(/^Acknowledged\. This incident is yours\. Goodbye\.$/u);
    expect(last.hangsUp).toBe(true);
    expect(await asItIs(fixture, incident)).toMatchObject({
      status: "acknowledged",
      acknowledgedBy: "Ann",
    });
    expect(await told(fixture, incident)).toContain("Ann acknowledged as Primary (via voice).");
  });

  it("is passed on by 5", async () => {
    await fixture.reach("Ben", ["email", "ben@example.test"]);
    const incident = await pageFor(fixture);
    await fixture.twilio
      .expectVoice(ANN)
      .thenPress("5")
      .thenExpectSaid(/^Escalated\. Others are called on now\. Goodbye\.$/u);
    await pass(fixture, 0);
    expect(await told(fixture, incident)).toContain(
      "Called on Ben as Secondary (round 1, step 2).",
    );
  });

  it("is resolved by 6, and said so; a second time it is said that it was", async () => {
    const incident = await pageFor(fixture);
    const call = fixture.twilio.expectVoice(ANN);
    await call.thenPress("6").thenExpectSaid(/^Resolved\. Goodbye\.$/u);
    await call
      .thenPress("6")
      .thenExpectSaid(/^Nothing changed\. This incident is resolved\. Goodbye\.$/u);
    expect((await asItIs(fixture, incident)).status).toBe("resolved");
  });

  it("is said once more at *, with the time that has passed, and at a key that does nothing", async () => {
    await pageFor(fixture);
    const call = fixture.twilio.expectVoice(ANN);
    await fixture.context.clock.advance(61_000);
    await call
      .thenPress("*")
      .thenExpectSaid(/^This is Tocsin\. .* It began 1 minute ago\. Press 4/u);
    await call
      .thenPress("9")
      .thenPress("4")
      .thenExpectSaid(/^Acknowledged/u);
    await call.thenPress("9").thenExpectSaid(/^That key does nothing\. This is Tocsin/u);
  });

  it("reads what senders wrote as words", async () => {
    await pageFor(fixture, `</Say><Dial>+1900</Dial> disk & "swap" full 🚨`);
    const { said } = fixture.twilio.expectVoice(ANN);
    expect(said).toContain("Say Dial 1900 Dial disk swap full.");
  });

  it("of which nothing is known any more changes nothing", async () => {
    const incident = await pageFor(fixture);
    const call = fixture.twilio.expectVoice(ANN);
    const ann = await findPersonByName(fixture.context.database.read, "Ann");
    const ids = { personId: ann?.id ?? "", methodId: ann?.contactMethods[0]?.id ?? "" };
    await removeContactMethod(fixture.context, SETUP, ids);
    await call.thenPress("4").thenExpectSaid(/^Nothing changed\./u);
    const url = "https://tocsin.example/callback/twilio/key/none";
    expect(await fixture.twilio.bring(url, { Digits: "4" })).toMatch(/Nothing changed\./u);
    expect((await asItIs(fixture, incident)).status).toBe("open");
  });

  it("with a forged key is not heeded", async () => {
    const incident = await pageFor(fixture);
    const { keyUrl } = fixture.twilio.expectVoice(ANN);
    const answer = await fixture.twilio.post(keyUrl, { Digits: "4" }, { forged: true });
    expect(answer.status).toBe(403);
    expect((await asItIs(fixture, incident)).status).toBe("open");
  });
});

it("that a machine took has acknowledged nothing: the next channel follows all the same", async () => {
  await fixture.reach("Ann", ["voice", ANN], ["email", "ann@example.test"]);
  const incident = await pageFor(fixture);
  const call = fixture.twilio.expectVoice(ANN);
  await call.report("in-progress", { sequence: 2 });
  await call.report("completed", { sequence: 3 });
  await pass(fixture, 0);
  expect(fixture.mails).toEqual([]);
  await pass(fixture, MINUTE_MS);
  expect(fixture.mails).toEqual(["ann@example.test"]);
  expect((await asItIs(fixture, incident)).status).toBe("open");
});
