/** A page by SMS and what is replied to it, with the real engine and HTTP side and Twilio's fake. */

import { beforeEach, describe, expect, it } from "vitest";
import { listAuditEntries } from "../../src/operations/audit/list.ts";
import { acknowledgeIncident } from "../../src/operations/incident/acknowledge.ts";
import { reopenIncident } from "../../src/operations/incident/reopen.ts";
import { removeContactMethod } from "../../src/operations/person/remove-contact-method.ts";
import { findPersonByName, savePerson } from "../../src/store/people.ts";
import { SETUP } from "../support/operation-context.ts";
import { type PhoneFixture, phoneFixture } from "../support/phone-fixture.ts";
import { ANN, asItIs, BEN, pageFor, pass, told } from "../support/phone-story.ts";

const MINUTE_MS = 60_000;
const STRANGER = "+12025550199";
const TO_STRANGERS = /^Thank you\. Messages to this number are not read\.$/u;

let fixture: PhoneFixture;

beforeEach(async () => {
  fixture = await phoneFixture("twilio");
  await fixture.reach("Ann", ["sms", ANN]);
});

describe("a page by SMS", () => {
  it("says how bad, what, and what to reply, and is of no use once the next step comes", async () => {
    const { number } = await pageFor(fixture);
    const { text, validSeconds } = fixture.twilio.expectSms(ANN);
    expect(text.split("\n").slice(0, 2)).toEqual([
      `P1 ${number} Checkout is down`,
      "Reply 1a to acknowledge, 5a to escalate, 6a to resolve",
    ]);
    expect(text).toMatch(/\nhttps:\/\/tocsin\.example\/a\/\S+$/u);
    expect(validSeconds).toBe(600);
  });

  it.each(["1a", " 1 A", "ack", "OK", "4a", "1"])("is acknowledged by %j", async (reply) => {
    const incident = await pageFor(fixture);
    await fixture.twilio
      .expectSms(ANN)
      .thenReply(reply)
      .thenExpectSms(/^Acknowledged, it is yours: \d{8}-001 Checkout is down$/u);
    expect(await asItIs(fixture, incident)).toMatchObject({
      status: "acknowledged",
      acknowledgedBy: "Ann",
    });
    expect(await told(fixture, incident)).toContain("Ann acknowledged as Primary (via sms).");
    const [deed] = await listAuditEntries(fixture.context, SETUP, { limit: 1 });
    expect(deed).toMatchObject({ action: "incident.acknowledge", detail: { via: "sms" } });
  });

  it.each(["5a", "escalate"])(
    "is passed on by %j: the next step is called on now",
    async (reply) => {
      await fixture.reach("Ben", ["email", "ben@example.test"]);
      const incident = await pageFor(fixture);
      const before = fixture.mails.length;
      await fixture.twilio
        .expectSms(ANN)
        .thenReply(reply)
        .thenExpectSms(/^Escalated, others are called on: /u);
      await pass(fixture, 0);
      expect(fixture.mails.slice(before)).toEqual(["ben@example.test"]);
      expect(await told(fixture, incident)).toContain(
        "Called on Ben as Secondary (round 1, step 2).",
      );
    },
  );

  it.each(["6a", "resolved"])("is resolved by %j", async (reply) => {
    const incident = await pageFor(fixture);
    await fixture.twilio
      .expectSms(ANN)
      .thenReply(reply)
      .thenExpectSms(/^Resolved: /u);
    expect((await asItIs(fixture, incident)).status).toBe("resolved");
  });

  it.each(["6a", "5a"])("is not changed by %j of somebody who may only look", async (reply) => {
    const { database, clock } = fixture.context;
    await database.transaction(async (tx) => {
      const ann = await findPersonByName(tx, "Ann");
      if (ann !== undefined) await savePerson(tx, { ...ann, role: "viewer" }, clock.now());
    });
    const incident = await pageFor(fixture);
    await fixture.twilio
      .expectSms(ANN)
      .thenReply(reply)
      .thenExpectSms(/^Nothing changed: \d{8}-001 is not yours to (?:resolve|escalate)\.$/u);
    expect((await asItIs(fixture, incident)).status).toBe("open");
  });

  it("keeps its code in each round, and gives another incident another", async () => {
    const first = await pageFor(fixture);
    fixture.twilio.expectSms(ANN, /Reply 1a/u);
    await pageFor(fixture, "Queue stands still");
    fixture.twilio.expectSms(ANN, /Queue stands still\nReply 1b/u);
    await pass(fixture, 30 * MINUTE_MS);
    fixture.twilio.expectSms(ANN, /Checkout is down\nReply 1a/u);
    const page = fixture.twilio.expectSms(ANN, /Queue stands still\nReply 1b/u);
    for (let overdue = 0; overdue < 4; overdue += 1) fixture.twilio.expectSms(ANN, /^Overdue: /u);
    await page.thenReply("1a").thenExpectSms(/^Acknowledged.*Checkout is down$/u);
    expect((await asItIs(fixture, first)).status).toBe("acknowledged");
  });
});

describe("a reply", () => {
  it("without a code changes nothing where it could mean several", async () => {
    await pageFor(fixture);
    const second = await pageFor(fixture, "Queue stands still");
    fixture.twilio.expectSms(ANN, /1a/u);
    const page = fixture.twilio.expectSms(ANN, /1b/u);
    await page
      .thenReply("ok")
      .thenExpectSms(/^Nothing changed: there are several\. Reply 1.* to acknowledge .*; 1/u);
    await page.thenReply("ok b").thenExpectSms(/^Acknowledged.*Queue stands still$/u);
    expect((await asItIs(fixture, second)).status).toBe("acknowledged");
    // Now it can mean one only.
    await page.thenReply("ok").thenExpectSms(/^Acknowledged.*Checkout is down$/u);
  });

  it("that comes second is told who was first", async () => {
    const { number } = await pageFor(fixture);
    await acknowledgeIncident(fixture.context, { ...SETUP, name: "Ben" }, { number, via: "cli" });
    await fixture.twilio
      .expectSms(ANN)
      .thenReply("1a")
      .thenExpectSms(/^Nothing changed: \d{8}-001 was already acknowledged by Ben\.$/u);
  });

  it("that is not understood is told what would be, and two machines do not talk for ever", async () => {
    const incident = await pageFor(fixture);
    const page = fixture.twilio.expectSms(ANN);
    for (const text of ["I am driving", "I am driving", "2z"]) {
      await page
        .thenReply(text)
        .thenExpectSms(
          /^Not understood\. Reply 1a to acknowledge, 5a to escalate, 6a to resolve: /u,
        );
    }
    await page.thenReply("I am driving").thenExpectNothing();
    expect((await asItIs(fixture, incident)).status).toBe("open");
    await page.thenReply("1a").thenExpectSms(/^Acknowledged/u);
  });

  it("with a code of somebody else's number changes nothing", async () => {
    const incident = await pageFor(fixture);
    fixture.twilio.expectSms(ANN, /1a/u);
    await fixture.reach("Ben", ["sms", BEN]);
    expect((await fixture.twilio.bringSms(BEN, "1a")).message).toMatch(TO_STRANGERS);
    expect((await fixture.twilio.bringSms(ANN, "1b")).message).toMatch(/^Not understood/u);
    expect((await asItIs(fixture, incident)).status).toBe("open");
  });

  it("of a stranger learns nothing, and is not answered without end", async () => {
    expect((await fixture.twilio.bringSms(STRANGER, "1a")).message).toMatch(TO_STRANGERS);
    const incident = await pageFor(fixture);
    fixture.twilio.expectSms(ANN);
    for (const text of ["1a", "hello"]) {
      expect((await fixture.twilio.bringSms(STRANGER, text)).message).toMatch(TO_STRANGERS);
    }
    expect((await fixture.twilio.bringSms(STRANGER, "1a")).message).toBeUndefined();
    expect((await asItIs(fixture, incident)).status).toBe("open");
  });

  it("from a number that is nobody's any more is a stranger's", async () => {
    const incident = await pageFor(fixture);
    const page = fixture.twilio.expectSms(ANN);
    const ann = await findPersonByName(fixture.context.database.read, "Ann");
    const ids = { personId: ann?.id ?? "", methodId: ann?.contactMethods[0]?.id ?? "" };
    await removeContactMethod(fixture.context, SETUP, ids);
    await page.thenReply("1a").thenExpectSms(TO_STRANGERS);
    expect((await asItIs(fixture, incident)).status).toBe("open");
  });

  it("that is brought twice is heeded once", async () => {
    const incident = await pageFor(fixture);
    fixture.twilio.expectSms(ANN);
    const sid = `SM${"e".repeat(32)}`;
    expect((await fixture.twilio.bringSms(ANN, "6a", { sid })).message).toMatch(/^Resolved/u);
    await reopenIncident(fixture.context, SETUP, { number: incident.number, reason: "it is back" });
    expect((await fixture.twilio.bringSms(ANN, "6a", { sid })).message).toBeUndefined();
    expect((await asItIs(fixture, incident)).status).toBe("open");
  });

  it.each(["STOP", "start", "HELP"])("%s is left to Twilio", async (word) => {
    await pageFor(fixture);
    await fixture.twilio.expectSms(ANN).thenReply(word).thenExpectNothing();
  });

  it("that is forged is refused, and so is one that is too long", async () => {
    const incident = await pageFor(fixture);
    fixture.twilio.expectSms(ANN);
    await expect(fixture.twilio.bringSms(ANN, "1a", { forged: true })).rejects.toThrow(/403/u);
    await expect(fixture.twilio.bringSms(ANN, "1".repeat(200_000))).rejects.toThrow(/413/u);
    expect((await asItIs(fixture, incident)).status).toBe("open");
  });
});
