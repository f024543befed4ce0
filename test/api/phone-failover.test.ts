/** A provider of SMS and calls that fails: the other provider, the next channel, the next step. */

import { describe, expect, it } from "vitest";
import type { TwilioAnswer } from "../support/fake-twilio.ts";
import { type PhoneFixture, phoneFixture } from "../support/phone-fixture.ts";
import { ANN, asItIs, BEN, pageFor, pass, told } from "../support/phone-story.ts";

const MAIL = "ann@example.test";
const SAYS_NOTHING_OF_THE_NUMBER: readonly (readonly [string, TwilioAnswer, string])[] = [
  ["an error of its own", { status: 503 }, "provider-error: Twilio, HTTP 503, Twilio error 20503"],
  ["too many requests", { status: 429 }, "rate-limited: Twilio, HTTP 429, Twilio error 20429"],
  ["a refused login", { status: 401 }, "authentication: Twilio, HTTP 401, Twilio error 20401"],
  ["no such account", { status: 404 }, "not-configured: Twilio, HTTP 404, Twilio error 20404"],
  ["no answer", "hang", "timeout: Twilio, no answer in time"],
];

/** What was recorded of each try, in order. */
async function attemptsOf({ context }: PhoneFixture) {
  const rows = await context.database.read
    .selectFrom("notification_attempt")
    .select(["outcome", "reason", "provider"])
    .orderBy("fence")
    .execute();
  return rows.map((row) => ({ ...row }));
}

describe("with one provider", () => {
  it.each(SAYS_NOTHING_OF_THE_NUMBER)(
    "%s brings the next channel forward at once",
    async (_, answer, reason) => {
      const fixture = await phoneFixture("twilio");
      await fixture.reach("Ann", ["sms", ANN], ["email", MAIL]);
      fixture.twilio.answerNext(answer);
      const incident = await pageFor(fixture);
      expect(fixture.mails).toEqual([MAIL]);
      expect((await told(fixture, incident)).some((entry) => entry.includes(`(${reason})`))).toBe(
        true,
      );
    },
  );

  it("a number that has replied STOP is not tried again", async () => {
    const fixture = await phoneFixture("twilio");
    await fixture.reach("Ann", ["sms", ANN], ["email", MAIL]);
    fixture.twilio.answerNext({ status: 400, code: 21_610 });
    const incident = await pageFor(fixture);
    expect(fixture.mails).toEqual([MAIL]);
    expect(await told(fixture, incident)).toContain(
      "A page to Ann failed by SMS (address-refused: Twilio, HTTP 400, Twilio error 21610); it is not tried again there.",
    );
    await pass(fixture, 60_000);
  });

  it("a message that was taken while its answer was lost comes twice, with the same code", async () => {
    const fixture = await phoneFixture("twilio");
    await fixture.reach("Ann", ["sms", ANN]);
    fixture.twilio.answerNext("lose");
    const incident = await pageFor(fixture);
    fixture.twilio.expectSms(ANN, /Reply 1a/u);
    await pass(fixture, 5000);
    await fixture.twilio
      .expectSms(ANN, /Reply 1a/u)
      .thenReply("1a")
      .thenExpectSms(/^Acknowledged/u);
    expect((await asItIs(fixture, incident)).status).toBe("acknowledged");
  });

  it("the primary asleep and the provider down, the next one is called all the same", async () => {
    const fixture = await phoneFixture("twilio");
    await fixture.reach("Ann", ["voice", ANN]);
    await fixture.reach("Ben", ["email", "ben@example.test"]);
    fixture.twilio.answerNext({ status: 401 });
    const incident = await pageFor(fixture);
    expect(fixture.mails).toContain("ben@example.test");
    expect(await told(fixture, incident)).toContain(
      "Called on Ben as Secondary (round 1, step 2).",
    );
  });
});

describe("with two providers", () => {
  it.each(SAYS_NOTHING_OF_THE_NUMBER)(
    "after %s the other one has it at once",
    async (_, answer, reason) => {
      const fixture = await phoneFixture("twilio", "gateway");
      await fixture.reach("Ann", ["sms", ANN]);
      fixture.twilio.answerNext(answer);
      const incident = await pageFor(fixture);
      const { text, callbacks } = fixture.gateway.expect("sms", ANN);
      expect(text).toMatch(/^P1 \d{8}-001 Checkout is down\nReply 1a/u);
      expect(await attemptsOf(fixture)).toEqual([
        { outcome: expect.any(String), reason: reason.split(":")[0], provider: "Twilio" },
        { outcome: "delivered", reason: null, provider: "HTTP gateway" },
      ]);
      expect(await told(fixture, incident)).toEqual(
        expect.arrayContaining([
          `A page to Ann failed by SMS (${reason}); it is tried again.`,
          `A page to Ann went out by SMS (HTTP gateway)${answer === "hang" ? "; it may have arrived twice" : ""}.`,
        ]),
      );
      expect(callbacks["reply"]).toBe("https://tocsin.example/callback/gateway/reply");
    },
  );

  it("what one says of a number the other is not asked", async () => {
    const fixture = await phoneFixture("twilio", "gateway");
    await fixture.reach("Ann", ["sms", ANN], ["email", MAIL]);
    fixture.twilio.answerNext({ status: 400, code: 21_211 });
    await pageFor(fixture);
    expect(fixture.mails).toEqual([MAIL]);
  });

  it("when both fail the first is asked again after the usual wait", async () => {
    const fixture = await phoneFixture("twilio", "gateway");
    await fixture.reach("Ann", ["sms", ANN], ["email", MAIL]);
    fixture.twilio.answerNext({ status: 401 });
    fixture.gateway.answerNext(500);
    const incident = await pageFor(fixture);
    expect(fixture.mails).toEqual([MAIL]);
    await pass(fixture, 14_000);
    expect(fixture.twilio.unexpected()).toEqual([]);
    await pass(fixture, 1000);
    await fixture.twilio
      .expectSms(ANN)
      .thenReply("1a")
      .thenExpectSms(/^Acknowledged/u);
    expect((await asItIs(fixture, incident)).status).toBe("acknowledged");
  });
});

describe("the HTTP gateway", () => {
  async function gatewayFixture(kind: "sms" | "voice"): Promise<PhoneFixture> {
    const fixture = await phoneFixture("gateway");
    await fixture.reach("Ann", [kind, ANN], ["email", MAIL]);
    return fixture;
  }

  it("brings replies", async () => {
    const fixture = await gatewayFixture("sms");
    const incident = await pageFor(fixture);
    const { callbacks } = fixture.gateway.expect("sms", ANN);
    const reply = { id: "in-1", from: ANN, text: "1A" };
    const answer = await fixture.gateway.bring(callbacks["reply"], reply);
    expect(await answer.json()).toEqual({
      text: expect.stringMatching(/^Acknowledged, it is yours: /u),
    });
    const again = await fixture.gateway.bring(callbacks["reply"], reply);
    expect(await again.json()).toEqual({ text: null });
    expect((await asItIs(fixture, incident)).acknowledgedBy).toBe("Ann");
  });

  it("brings keys", async () => {
    const fixture = await gatewayFixture("voice");
    const incident = await pageFor(fixture);
    const { text, callbacks } = fixture.gateway.expect("voice", ANN);
    expect(text).toMatch(/^This is Tocsin\. Severity P1.* Press 4 to acknowledge/u);
    const repeated = await fixture.gateway.bring(callbacks["key"], { key: "*" });
    expect(await repeated.json()).toEqual({ text, hangUp: false });
    const answer = await fixture.gateway.bring(callbacks["key"], { key: "4" });
    expect(await answer.json()).toMatchObject({ hangUp: true });
    expect((await asItIs(fixture, incident)).status).toBe("acknowledged");
  });

  it("reports what did not arrive", async () => {
    const fixture = await gatewayFixture("sms");
    const incident = await pageFor(fixture);
    const { callbacks } = fixture.gateway.expect("sms", ANN);
    const report = { status: "undelivered", error: "absent" };
    expect((await fixture.gateway.bring(callbacks["status"], report)).status).toBe(204);
    await pass(fixture, 0);
    expect(fixture.mails).toEqual([MAIL]);
    expect(await told(fixture, incident)).toContain(
      "A page to Ann failed by SMS (undelivered: HTTP gateway error absent); it is not tried again there.",
    );
  });

  it("refuses a number by saying so", async () => {
    const fixture = await gatewayFixture("sms");
    fixture.gateway.answerNext(422, { refused: "address" });
    const incident = await pageFor(fixture);
    expect(fixture.mails).toEqual([MAIL]);
    expect(await told(fixture, incident)).toContain(
      "A page to Ann failed by SMS (address-refused: HTTP gateway, HTTP 422); it is not tried again there.",
    );
  });

  it("is believed only with its secret, and within five minutes", async () => {
    const fixture = await gatewayFixture("sms");
    const incident = await pageFor(fixture);
    const { callbacks } = fixture.gateway.expect("sms", ANN);
    const reply = { id: "in-1", from: ANN, text: "1a" };
    const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
    const old = fixture.context.clock.now() - 301_000;
    const brought = [
      await fixture.gateway.bring(callbacks["reply"], reply, { secret }),
      await fixture.gateway.bring(callbacks["reply"], reply, { at: old }),
      await fixture.gateway.bring(callbacks["status"], { status: "failed" }, { secret }),
    ];
    expect(brought.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect((await asItIs(fixture, incident)).status).toBe("open");
    const odd = await fixture.gateway.bring(callbacks["status"], { status: "lost" });
    expect(odd.status).toBe(400);
  });
});

it("without any provider it is said how to set one up, and the next channel is tried", async () => {
  const fixture = await phoneFixture();
  await fixture.reach("Ann", ["voice", ANN], ["email", MAIL]);
  await fixture.reach("Ben", ["sms", BEN]);
  const incident = await pageFor(fixture);
  expect(fixture.mails).toEqual([MAIL]);
  expect(await told(fixture, incident)).toContain(
    "A page to Ann failed by phone (not-configured: TOCSIN_TWILIO_ACCOUNT_SID or TOCSIN_PHONE_GATEWAY_URL is not set); it is not tried again there.",
  );
  const answer = await fixture.twilio.post("https://tocsin.example/callback/twilio/sms", {
    From: ANN,
    Body: "1a",
  });
  expect(answer.status).toBe(403);
});
