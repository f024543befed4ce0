/** What becomes of SMS and calls that a provider has taken, or has not: late, twice, forged, in any order. */

import { beforeEach, describe, expect, it } from "vitest";
import { acknowledgeIncident } from "../../src/operations/incident/acknowledge.ts";
import { SETUP } from "../support/operation-context.ts";
import { type PhoneFixture, phoneFixture } from "../support/phone-fixture.ts";
import { ANN, BEN, pageFor, pass, told } from "../support/phone-story.ts";

const MAIL = "ann@example.test";

let fixture: PhoneFixture;

beforeEach(async () => {
  fixture = await phoneFixture("twilio");
});

async function failures(incident: { readonly number: string }): Promise<readonly string[]> {
  return (await told(fixture, incident)).filter((entry) => entry.includes("failed"));
}

describe("an SMS that was taken and did not arrive", () => {
  beforeEach(() => fixture.reach("Ann", ["sms", ANN], ["email", MAIL]));

  it.each(["undelivered", "failed"])(
    "(%s) brings the next channel forward at once",
    async (status) => {
      const incident = await pageFor(fixture);
      const sms = fixture.twilio.expectSms(ANN);
      expect(fixture.mails).toEqual([]);
      expect((await sms.report(status, { errorCode: 30_003 })).status).toBe(204);
      await pass(fixture, 0);
      expect(fixture.mails).toEqual([MAIL]);
      const why = status === "failed" ? "undelivered: failed, " : "undelivered: ";
      expect(await failures(incident)).toEqual([
        `A page to Ann failed by SMS (${why}Twilio error 30003); it is not tried again there.`,
      ]);
    },
  );

  it("is told once, however often it is reported", async () => {
    const incident = await pageFor(fixture);
    const sms = fixture.twilio.expectSms(ANN);
    for (const status of ["sent", "undelivered", "undelivered", "sent", "failed", "delivered"]) {
      await sms.report(status);
      await pass(fixture, 0);
    }
    expect(fixture.mails).toEqual([MAIL]);
    expect(await failures(incident)).toHaveLength(1);
  });

  it("is told also when the report comes before the provider's own answer", async () => {
    fixture.twilio.answerNext({ reportFirst: "failed" });
    const incident = await pageFor(fixture);
    fixture.twilio.expectSms(ANN);
    expect(fixture.mails).toEqual([MAIL]);
    expect(await failures(incident)).toHaveLength(1);
  });

  it("pages nobody once somebody has acknowledged", async () => {
    const { number } = await pageFor(fixture);
    const sms = fixture.twilio.expectSms(ANN);
    await acknowledgeIncident(fixture.context, SETUP, { number, via: "cli" });
    await sms.report("undelivered");
    await pass(fixture, 0);
    expect(fixture.mails).toEqual([]);
  });

  it("does not count where it was sent once more, and that arrived", async () => {
    fixture.twilio.answerNext("lose");
    const incident = await pageFor(fixture);
    expect(fixture.mails).toEqual([MAIL]);
    const first = fixture.twilio.expectSms(ANN);
    await pass(fixture, 5000);
    fixture.twilio.expectSms(ANN);
    const before = await told(fixture, incident);
    await first.report("undelivered");
    await pass(fixture, 0);
    expect(await told(fixture, incident)).toEqual(before);
  });

  it("is not believed to have arrived after all", async () => {
    await pageFor(fixture);
    const sms = fixture.twilio.expectSms(ANN);
    await sms.report("delivered");
    await sms.report("undelivered");
    await pass(fixture, 0);
    expect(fixture.mails).toEqual([]);
  });

  it.each([
    ["forged", { forged: true }, 403],
    ["of a message we do not know", { unknown: true }, 204],
  ])("is not heeded when the report is %s", async (_what, report, answer) => {
    const incident = await pageFor(fixture);
    const before = await told(fixture, incident);
    const sms = fixture.twilio.expectSms(ANN);
    expect((await sms.report("undelivered", report)).status).toBe(answer);
    await pass(fixture, 0);
    expect(fixture.mails).toEqual([]);
    expect(await told(fixture, incident)).toEqual(before);
  });

  it("is answered the same where the report says nothing that is known", async () => {
    await pageFor(fixture);
    const sms = fixture.twilio.expectSms(ANN);
    expect((await sms.report("teleported")).status).toBe(204);
  });
});

describe("a call", () => {
  beforeEach(() => fixture.reach("Ann", ["voice", ANN], ["email", MAIL]));

  it.each([
    ["busy", {}, "busy: Twilio"],
    ["no-answer", {}, "no-answer: Twilio"],
    ["failed", {}, "undelivered: failed, Twilio"],
    ["canceled", {}, "undelivered: canceled, Twilio"],
    ["failed", { sipCode: 480 }, "no-answer: Twilio"],
  ])("that ends in %s %j brings the next channel forward at once", async (status, more, reason) => {
    const incident = await pageFor(fixture);
    await fixture.twilio.expectVoice(ANN).report(status, { sequence: 3, ...more });
    await pass(fixture, 0);
    expect(fixture.mails).toEqual([MAIL]);
    expect(await failures(incident)).toEqual([
      `A page to Ann failed by phone (${reason}); it is not tried again there.`,
    ]);
  });

  it("is reported in any order", async () => {
    await pageFor(fixture);
    const call = fixture.twilio.expectVoice(ANN);
    await call.report("completed", { sequence: 3 });
    await call.report("ringing", { sequence: 1 });
    await call.report("busy", { sequence: 2 });
    await pass(fixture, 0);
    expect(fixture.mails).toEqual([]);
  });
});

it("where it was all that a step had, the next step comes at once", async () => {
  await fixture.reach("Ann", ["sms", ANN]);
  await fixture.reach("Ben", ["voice", BEN]);
  const incident = await pageFor(fixture);
  const toAnn = fixture.twilio.expectSms(ANN);
  const before = fixture.twilio.unexpected().length;
  for (let calls = before; calls > 0; calls -= 1) fixture.twilio.expectVoice(BEN);
  await toAnn.report("undelivered");
  await pass(fixture, 0);
  fixture.twilio.expectVoice(BEN, /Checkout is down/u);
  expect(await told(fixture, incident)).toContain("Called on Ben as Secondary (round 1, step 2).");
});
