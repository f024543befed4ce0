import { describe, expect, test } from "vitest";
import { sampleMessage } from "../../test/support/sample-message.ts";
import type { Message } from "../domain/message.ts";
import type { NamedProvider, TwilioSettings } from "./channel.ts";
import { interpretTwilio } from "./twilio-api.ts";
import { twilioSms } from "./twilio-sms.ts";
import { twilioVoice } from "./twilio-voice.ts";

const SID = `AC${"0".repeat(32)}`;
const ACCOUNT: TwilioSettings = {
  accountSid: SID,
  authToken: "secret",
  from: "+12025550100",
  callsFrom: "+12025550101",
  answers: [],
  baseUrl: "https://api.twilio.com",
};
const CALLBACK = "https://tocsin.example.test/callback";

function formOf(provider: NamedProvider, changes: Partial<Message> = {}) {
  const request = provider.render(sampleMessage(changes), "+12025550123", {
    mailFrom: "",
    webhookSecrets: [],
  });
  if (request.transport !== "http") throw new Error("not HTTP");
  return { ...request, form: new URLSearchParams(request.body) };
}

test("an SMS", () => {
  const { url, method, headers, form } = formOf(twilioSms(ACCOUNT, CALLBACK));
  expect(`${method} ${url}`).toBe(
    `POST https://api.twilio.com/2010-04-01/Accounts/${SID}/Messages.json`,
  );
  expect(headers).toEqual({
    authorization: `Basic ${Buffer.from(`${SID}:secret`).toString("base64")}`,
    "content-type": "application/x-www-form-urlencoded",
  });
  expect(Object.fromEntries(form)).toEqual({
    To: "+12025550123",
    From: "+12025550100",
    Body:
      "P0 20261123-001 Checkout queue stands still\n" +
      "Reply 1a to acknowledge, 5a to escalate, 6a to resolve\n" +
      "https://tocsin.example.test/a/id.mc3x9d.sig",
    ValidityPeriod: "180",
    StatusCallback: `${CALLBACK}/twilio/status/01932c5e-7d4a-7000-8000-0000000000a1`,
  });
});

test.each([
  [null, "3600"],
  [-5_000, "60"],
  [1_000, "60"],
  [15 * 60_000, "900"],
  [48 * 3_600_000, "36000"],
])("an SMS is good for as long as the next step is away (%j ms): %s s", (awayMs, seconds) => {
  const { now } = sampleMessage();
  const nextAt = awayMs === null ? null : now + awayMs;
  const { form } = formOf(twilioSms(ACCOUNT, CALLBACK), { nextAt });
  expect(form.get("ValidityPeriod")).toBe(seconds);
});

test("a call", () => {
  const { url, form } = formOf(twilioVoice(ACCOUNT, CALLBACK));
  expect(url).toBe(`https://api.twilio.com/2010-04-01/Accounts/${SID}/Calls.json`);
  expect(form.getAll("StatusCallbackEvent")).toEqual([
    "initiated",
    "ringing",
    "answered",
    "completed",
  ]);
  const { StatusCallbackEvent: _, ...rest } = Object.fromEntries(form);
  const key = `${CALLBACK}/twilio/key/01932c5e-7d4a-7000-8000-0000000000a1`;
  expect(rest).toEqual({
    To: "+12025550123",
    From: "+12025550101",
    Twiml:
      '<?xml version="1.0" encoding="UTF-8"?><Response>' +
      `<Gather action="${key}" method="POST" numDigits="1" timeout="10">` +
      '<Say loop="2">This is Tocsin. Severity P0, Critical. Checkout queue stands still. ' +
      "It began 2 minutes ago. Press 4 to acknowledge, 5 to escalate, 6 to resolve, star to repeat." +
      "</Say></Gather><Say>No key was pressed. Nothing is acknowledged. Goodbye.</Say></Response>",
    Timeout: "45",
    StatusCallback: `${CALLBACK}/twilio/status/01932c5e-7d4a-7000-8000-0000000000a1`,
    StatusCallbackMethod: "POST",
  });
});

describe("Twilio's answer", () => {
  const answer = (status: number, body: object) =>
    interpretTwilio({ kind: "answered", status, headers: {}, body: JSON.stringify(body) });

  test("names what it made", () => {
    const sid = `SM${"a".repeat(32)}`;
    expect(answer(201, { sid, status: "queued" })).toEqual({
      kind: "delivered",
      providerReference: sid,
    });
    expect(answer(201, { sid: "odd" })).toEqual({ kind: "delivered" });
  });

  test.each([21211, 21214, 21610, 21614])("%i is about the number", (code) => {
    expect(answer(400, { code, status: 400 })).toMatchObject({
      kind: "rejected",
      reason: "address-refused",
    });
  });

  // No number at all, from which it may not be sent, or to a country the account may not send to.
  test.each([21606, 21408, 21215, 21612])("%i is not", (code) => {
    expect(answer(400, { code, status: 400 })).toEqual({
      kind: "rejected",
      reason: "payload-refused",
      detail: `HTTP 400, Twilio error ${code}`,
    });
  });

  test("that it is not now keeps its wait", () => {
    const headers = { "retry-after": "7" };
    const body = JSON.stringify({ code: 20429 });
    expect(interpretTwilio({ kind: "answered", status: 429, headers, body })).toEqual({
      kind: "retry",
      reason: "rate-limited",
      retryAfterMs: 7000,
      detail: "HTTP 429, Twilio error 20429",
    });
  });
});
