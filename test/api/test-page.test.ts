/** Test pages the whole way: asked for over HTTP, sent by the engine, and answered as pages are. */

import { describe, expect, it } from "vitest";
import { personSchema, testPagesSentSchema } from "../../src/contract/person.ts";
import { MS } from "../../src/domain/duration.ts";
import { findPersonByName } from "../../src/store/people.ts";
import { workOff } from "../support/engine-fixture.ts";
import { FakeTelegram, type PostUpdate, TELEGRAM_TOKEN } from "../support/fake-telegram.ts";
import { type HttpFixture, httpFixture, TELEGRAM_SECRET } from "../support/http-fixture.ts";
import { phoneFixture } from "../support/phone-fixture.ts";
import { ANN } from "../support/phone-story.ts";
import { vendorLab } from "../support/vendor-lab.ts";

async function ask(fixture: HttpFixture, personId: string): Promise<Response> {
  const token = fixture.tokens.admin;
  return fixture.send("POST", `/api/v1/people/${personId}/test-pages`, { token, body: {} });
}

async function idOf({ context }: HttpFixture, name: string): Promise<string> {
  return (await findPersonByName(context.database.read, name))?.id ?? "";
}

/** The last test page over somebody's first contact method, as the API tells it. */
async function lastTest(fixture: HttpFixture, personId: string) {
  const token = fixture.tokens.admin;
  const answer = await fixture.send("GET", `/api/v1/people/${personId}`, { token });
  return personSchema.parse(await answer.json()).contactMethods[0]?.lastTest;
}

describe("a test page", () => {
  it("is seen by pressing the button behind its link, and not by opening it", async () => {
    const fixture = await httpFixture();
    const { id: personId } = fixture.responder;
    const { tests } = testPagesSentSchema.parse(await (await ask(fixture, personId)).json());
    const path = `/t/${tests[0]?.id}`;
    for (const method of ["GET", "HEAD", "GET"]) {
      expect((await fixture.send(method, path)).status).toBe(200);
    }
    expect(await lastTest(fixture, personId)).toMatchObject({ outcome: "pending", seenAt: null });
    const page = await (await fixture.send("GET", path)).text();
    expect(page).toContain("Rita Responder");
    expect(page).toContain("There is no incident");
    const pressed = await fixture.send("POST", path);
    expect(await pressed.text()).toContain("Your test page has arrived");
    expect(await lastTest(fixture, personId)).toMatchObject({ outcome: "seen" });
    expect((await fixture.send("POST", path)).status).toBe(410);
    expect((await fixture.send("GET", "/t/none")).status).toBe(404);
  });

  it("is one's own to ask for, and nobody else's but an administrator's; every two minutes", async () => {
    const fixture = await httpFixture();
    const { context, responder, tokens } = fixture;
    const path = `/api/v1/people/${responder.id}/test-pages`;
    const by = async (token: string) =>
      (await fixture.send("POST", path, { token, body: {} })).status;
    expect(await by(tokens.manager)).toBe(403);
    expect(await by(tokens.responder)).toBe(202);
    expect(await by(tokens.admin)).toBe(429);
    await context.clock.advance(2 * MS.minute);
    expect(await by(tokens.admin)).toBe(202);
  });

  it("by SMS is seen by a reply from its number", async () => {
    const fixture = await phoneFixture("twilio");
    await fixture.reach("Ann", ["sms", ANN]);
    const personId = await idOf(fixture, "Ann");
    await ask(fixture, personId);
    await workOff(fixture.engine);
    const message = fixture.twilio.expectSms(ANN);
    expect(message.text).toContain("Tocsin test page: nothing is wrong");
    expect(message.text).toMatch(
      /\nReply TEST when you have seen it\nhttps:\/\/tocsin\.example\/t\/\S+$/u,
    );
    await message.thenReply(" test. ").thenExpectSms(/^Thank you\. Your test page has arrived\.$/u);
    expect(await lastTest(fixture, personId)).toMatchObject({ outcome: "seen" });
  });

  it("by phone is seen by the key that acknowledges, and by no other", async () => {
    const fixture = await phoneFixture("twilio");
    await fixture.reach("Ann", ["voice", ANN]);
    const personId = await idOf(fixture, "Ann");
    await ask(fixture, personId);
    await workOff(fixture.engine);
    const call = fixture.twilio.expectVoice(ANN);
    expect(call.said).toContain("This is Tocsin. Tocsin test page: nothing is wrong.");
    expect(call.said).toContain("Press 4 when you have heard it, star to repeat.");
    const pressed = call.thenPress("6");
    await pressed.thenExpectSaid(/^That key does nothing\. This is Tocsin/u);
    expect(await lastTest(fixture, personId)).toMatchObject({ outcome: "delivered" });
    await call.thenPress("4").thenExpectSaid(/^Thank you\. Your test page has arrived\.$/u);
    expect(await lastTest(fixture, personId)).toMatchObject({ outcome: "seen" });
  });

  it("that is a call nobody answers has failed", async () => {
    const fixture = await phoneFixture("twilio");
    await fixture.reach("Ann", ["voice", ANN]);
    const personId = await idOf(fixture, "Ann");
    await ask(fixture, personId);
    await workOff(fixture.engine);
    await fixture.twilio.expectVoice(ANN).report("no-answer");
    expect(await lastTest(fixture, personId)).toMatchObject({
      outcome: "failed",
      reason: "no-answer",
    });
  });

  it("over Telegram is seen by its button", async () => {
    const telegram = await FakeTelegram.start();
    const settings = { telegramToken: TELEGRAM_TOKEN, telegramApiUrl: telegram.server.url };
    const lab = await vendorLab(settings);
    telegram.chats.add("101");
    await lab.reach("Ann", "telegram", "101");
    const personId = await idOf(lab, "Ann");
    await ask(lab, personId);
    await workOff(lab.engine);
    const post: PostUpdate = (update) =>
      lab.send("POST", "/callback/telegram", {
        body: update,
        headers: { "x-telegram-bot-api-secret-token": TELEGRAM_SECRET },
      });
    const answer = await telegram.press(telegram.expectMessage("101"), post);
    expect(answer).toMatchObject({ text: "Thank you. Your test page has arrived." });
    expect(await lastTest(lab, personId)).toMatchObject({ outcome: "seen" });
  });
});
