/** A whole night on virtual time: who sleeps, what is down, and who at last picks up. */

import { expect, test } from "vitest";
import { declareIncident } from "../../src/operations/incident/declare.ts";
import { workOff } from "../support/engine-fixture.ts";
import { SETUP } from "../support/operation-context.ts";
import { phoneFixture } from "../support/phone-fixture.ts";
import { ANN, asItIs, BEN, pass, told } from "../support/phone-story.ts";

const CLEO = "+12025550133";
const MINUTE_MS = 60_000;
const DOWN = { status: 503 } as const;

test("the primary sleeps, SMS is down, a phone is off, and the commander comes by a key", async () => {
  const fixture = await phoneFixture("twilio");
  const { twilio } = fixture;
  const minutes = async (count: number): Promise<void> => {
    for (let minute = 0; minute < count; minute += 1) await pass(fixture, MINUTE_MS);
  };
  await fixture.reach("Ann", ["sms", ANN], ["email", "ann@example.test"]);
  twilio.answerNext(DOWN, DOWN);
  const incident = await declareIncident(fixture.context, SETUP, {
    title: "Checkout is down",
    severity: "P0",
  });
  await workOff(fixture.engine);
  // The mail is there at once; she sleeps through it, and through the SMS that comes at last.
  expect(fixture.mails).toEqual(["ann@example.test"]);
  await minutes(4);
  await fixture.reach("Ben", ["voice", BEN]);
  await fixture.reach("Cleo", ["voice", CLEO]);
  await minutes(1);
  await twilio.expectVoice(BEN).report("no-answer", { sequence: 3, sipCode: 480 });
  await pass(fixture, 0);
  // Nothing is left to try of Ben's step: Cleo is called five minutes before her time.
  await twilio
    .expectVoice(CLEO)
    .thenPress("4")
    .thenExpectSaid(/^Acknowledged/u);
  await minutes(5);
  twilio.expectSms(ANN);
  await minutes(5);
  await twilio
    .expectVoice(BEN)
    .thenPress("4")
    .thenExpectSaid(/^Acknowledged/u);
  await minutes(8);

  // What was taken and nobody expected would fail the test: nothing came twice, nor afterwards.
  expect(fixture.mails).toEqual(["ann@example.test"]);
  expect(await asItIs(fixture, incident)).toMatchObject({
    acknowledgedBy: "Cleo",
    roles: { "Incident Commander": "Ben" },
  });
  expect(await told(fixture, incident)).toEqual([
    "setup opened the incident as P0 (declared): Checkout is down.",
    "The playbook asks: Engage the incident commander (line 111); Everybody joins (line 112).",
    "Escalation round 1 began: opened.",
    "Called on Ann as On-Call Engineer (round 1, step 1).",
    "A page to Ann failed by SMS (provider-error: Twilio, HTTP 503, Twilio error 20503); it is tried again.",
    "A page to Ann went out by e-mail.",
    "A page to Ann went out by SMS (Twilio).",
    "Called on Ben as Incident Commander (round 1, step 2).",
    "A page to Ben went out by phone (Twilio).",
    "A page to Ben failed by phone (no-answer: Twilio); it is not tried again there.",
    "Passed over Incident Commander (round 1, step 2): every channel failed.",
    "Called on Cleo as Engineering Lead (round 1, step 3).",
    "A page to Cleo went out by phone (Twilio).",
    "Cleo acknowledged as Engineering Lead (via voice).",
    "Response clock met: 5 min of 15 min.",
    "Escalation round 2 began: nobody has taken the role incident commander yet.",
    "Called on Ben as Incident Commander (round 2, step 2).",
    "A request to take a role to Ben went out by phone (Twilio).",
    "Ben took the role Incident Commander.",
  ]);
});
