import { expect, test } from "vitest";
import { sampleMessage } from "../../test/support/sample-message.ts";
import type { Message } from "../domain/message.ts";
import type { PageToTakeBack } from "../domain/take-back.ts";
import type { ChannelSettings, OutboundResponse } from "./channel.ts";
import { pushover } from "./pushover.ts";

const SETTINGS: ChannelSettings = {
  mailFrom: "",
  webhookSecrets: [],
  pushoverToken: "azGDORePK8gMaC0QOYAMyEEuzJnyUi",
};
const USER = "uQiRzpo4DXghDmr9QzzfQu27cmVRsG";

function rendered(changes: Partial<Message> = {}): Record<string, unknown> {
  const request = pushover.render(sampleMessage(changes), USER, SETTINGS);
  if (request.transport !== "http") throw new Error("not HTTP");
  return JSON.parse(request.body) as Record<string, unknown>;
}

test("a page is an emergency that repeats until the next step, and calls back", () => {
  const callbackUrl = "https://tocsin.example.test/callback/pushover/id.mc3x9d.sig";
  expect(rendered({ callbackUrl })).toEqual({
    token: "azGDORePK8gMaC0QOYAMyEEuzJnyUi",
    user: USER,
    title: "P0 20261123-001 Checkout queue stands still",
    message:
      "Alice, you are paged as on-call engineer.\n" +
      "If nobody answers: Bob (secondary) is paged at 03:17 CET.\n" +
      "- Queue of shard 1 stands still\n" +
      "- Queue of shard 2 stands still",
    url: "https://tocsin.example.test/a/id.mc3x9d.sig",
    url_title: "Acknowledge",
    priority: 2,
    retry: 30,
    expire: 180,
    tags: "01932c5e-7d4a-7000-8000-000000000001",
    callback: callbackUrl,
  });
});

test.each([
  [null, 10_800],
  [0, 90],
  [30_000, 90],
  [900_000, 900],
  [86_400_000, 10_800],
  [Number.NaN, 10_800],
])("with the next step in %s ms it repeats for %i s", (inMs, seconds) => {
  const { now } = sampleMessage();
  expect(rendered({ nextAt: inMs === null ? null : now + inMs })["expire"]).toBe(seconds);
});

test("what is quiet, or asks for nothing, is a normal message", () => {
  expect(rendered({ urgency: "low" })).toMatchObject({ priority: 0 });
  const { acknowledgeUrl: _, ...informs } = sampleMessage({ purpose: "resolved" });
  const request = pushover.render(informs, USER, SETTINGS);
  expect(request.transport === "http" && JSON.parse(request.body)).toMatchObject({
    priority: 0,
    url_title: "Open the incident",
  });
});

const answered = (status: number, answer: unknown): OutboundResponse => ({
  kind: "answered",
  status,
  headers: {},
  body: JSON.stringify(answer),
});

test("the receipt is the reference", () => {
  const receipt = "rLqVuqTRh62UzxtmqiaLzQmVcPgiCy";
  expect(pushover.interpret(answered(200, { status: 1, request: "r", receipt }))).toEqual({
    kind: "delivered",
    providerReference: receipt,
  });
  expect(pushover.interpret(answered(200, { status: 1, request: "r" }))).toEqual({
    kind: "delivered",
  });
});

test.each([
  [{ user: "invalid", errors: ["user identifier is invalid"], status: 0 }, "address-refused"],
  [{ token: "invalid", errors: ["application token is invalid"], status: 0 }, "authentication"],
  [
    { message: "cannot be blank", errors: ["message cannot be blank"], status: 0 },
    "payload-refused",
  ],
])("%j is %s", (answer, reason) => {
  expect(pushover.interpret(answered(400, answer))).toMatchObject({ kind: "rejected", reason });
});

const PAGE: PageToTakeBack = {
  notificationId: "01932c5e-7d4a-7000-8000-000000000001",
  address: USER,
  urgency: "high",
  reference: "rLqVuqTRh62UzxtmqiaLzQmVcPgiCy",
  onlyReference: "rLqVuqTRh62UzxtmqiaLzQmVcPgiCy",
  note: "",
  incidentUrl: "",
};

test("a repetition is cancelled by its receipt, or by its tag where a receipt is not known", () => {
  const cancelled = (changes: Partial<PageToTakeBack>) => {
    const request = pushover.takeBack?.render({ ...PAGE, ...changes }, SETTINGS);
    return request?.transport === "http" ? request.url : undefined;
  };
  const base = "https://api.pushover.net/1/receipts";
  expect(cancelled({})).toBe(`${base}/rLqVuqTRh62UzxtmqiaLzQmVcPgiCy/cancel.json`);
  expect(cancelled({ onlyReference: null })).toBe(
    `${base}/cancel_by_tag/01932c5e-7d4a-7000-8000-000000000001.json`,
  );
  expect(cancelled({ urgency: "low" })).toBeUndefined();
});
