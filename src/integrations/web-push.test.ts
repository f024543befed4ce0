import { describe, expect, it } from "vitest";
import { sampleMessage } from "../../test/support/sample-message.ts";
import type { Message } from "../domain/message.ts";
import type { OutboundRequest } from "./channel.ts";
import { testPush, webPush } from "./web-push.ts";

const SETTINGS = { mailFrom: "", webhookSecrets: [] };
const ADDRESS = JSON.stringify({
  endpoint: "https://fcm.googleapis.com/fcm/send/canary",
  p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
  auth: "BTBZMqHH6r4Tts7J_aSIgg",
  device: "Chrome on Android",
});
const MINUTE_MS = 60_000;

function render(
  changes: Partial<Message> = {},
): Extract<OutboundRequest, { transport: "web-push" }> {
  const request = webPush.render(sampleMessage(changes), ADDRESS, SETTINGS);
  if (request.transport !== "web-push") throw new Error("no push message");
  return request;
}

/** A message that asks for nothing. */
function informing(changes: Partial<Message>): Message {
  const { acknowledgeUrl: _, ...message } = sampleMessage(changes);
  return message;
}

describe("a page", () => {
  it("tells the worker all that it shows and does", () => {
    expect(JSON.parse(render().payload)).toEqual({
      tag: "incident-20261123-001",
      title: "P0 20261123-001 Checkout queue stands still",
      body: expect.stringMatching(
        /^Alice, you are paged.*\nIf nobody answers: Bob .*\n- Queue of shard 1/u,
      ),
      severity: "P0",
      number: "20261123-001",
      urgent: true,
      over: false,
      url: "https://tocsin.example.test/incidents/20261123-001",
      acknowledgeUrl: "https://tocsin.example.test/a/id.mc3x9d.sig",
      acknowledgeLabel: "Acknowledge",
    });
  });

  it("is kept until the next step, which brings a newer one", () => {
    const { now } = sampleMessage();
    expect(render({ nextAt: now + 5 * MINUTE_MS })).toMatchObject({
      ttlSeconds: 300,
      urgency: "high",
    });
    expect(render({ nextAt: now - 1 }).ttlSeconds).toBe(120);
    expect(render({ nextAt: null }).ttlSeconds).toBe(4 * 3600);
    expect(render({ nextAt: now + 1e12 }).ttlSeconds).toBe(4 * 3600);
    expect(render({ urgency: "low" })).toMatchObject({ ttlSeconds: 4 * 3600, urgency: "normal" });
  });
});

describe("what replaces what before it has arrived", () => {
  const topicOf = (message: Message): string => {
    const request = webPush.render(message, ADDRESS, SETTINGS);
    return request.transport === "web-push" ? request.topic : "";
  };
  const page = topicOf(sampleMessage());

  it("a newer page and the all-clear replace a page of the incident", () => {
    expect(topicOf(sampleMessage({ now: 0, purpose: "role" }))).toBe(page);
    expect(topicOf(informing({ purpose: "resolved" }))).toBe(page);
  });

  it("nothing of another incident does, nor what asks for no answer", () => {
    expect(topicOf(sampleMessage({ incidentNumber: "20261123-002" }))).not.toBe(page);
    expect(topicOf(informing({ purpose: "clock-breach" }))).not.toBe(page);
  });

  it("tells the push service nothing", () => {
    expect(page).not.toContain("2026");
  });
});

describe("an answer", () => {
  it.each([404, 410])("%i means that the browser is gone for good", (status) => {
    const outcome = webPush.interpret({ kind: "answered", status, headers: {}, body: "" });
    expect(outcome).toMatchObject({ reason: "address-refused", addressIsGone: true });
  });

  it.each([201, 400, 403, 413, 429, 500])("%i does not", (status) => {
    const outcome = webPush.interpret({ kind: "answered", status, headers: {}, body: "" });
    expect(outcome).not.toHaveProperty("addressIsGone");
  });
});

describe("an address", () => {
  it("is shown as its device and the push service's host", () => {
    expect(webPush.presentAddress?.(ADDRESS)).toBe("Chrome on Android (fcm.googleapis.com)");
  });

  it("that cannot be read is not shown either", () => {
    expect(webPush.presentAddress?.('{"endpoint":"https://secret"}')).not.toContain("secret");
  });
});

it("a test says whom it is for, and is of no use later", () => {
  const request = testPush(ADDRESS, "Ann");
  expect(request.payload).toContain("test for Ann");
  expect(request.ttlSeconds).toBe(60);
});
