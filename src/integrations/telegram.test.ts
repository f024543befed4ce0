import { expect, test } from "vitest";
import { sampleMessage } from "../../test/support/sample-message.ts";
import type { Message } from "../domain/message.ts";
import type { PageToTakeBack } from "../domain/take-back.ts";
import type { ChannelSettings, OutboundResponse } from "./channel.ts";
import { telegram } from "./telegram.ts";

const SETTINGS: ChannelSettings = {
  mailFrom: "",
  webhookSecrets: [],
  telegramToken: "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
};

function rendered(changes: Partial<Message> = {}) {
  const request = telegram.render(sampleMessage(changes), "101", SETTINGS);
  if (request.transport !== "http") throw new Error("not HTTP");
  return { url: request.url, body: JSON.parse(request.body) as Record<string, unknown> };
}

const answered = (status: number, answer: unknown): OutboundResponse => ({
  kind: "answered",
  status,
  headers: {},
  body: JSON.stringify(answer),
});

test("a page is one call of sendMessage", () => {
  expect(rendered()).toEqual({
    url: "https://api.telegram.org/bot110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/sendMessage",
    body: {
      chat_id: "101",
      text:
        "<b>P0 20261123-001 Checkout queue stands still</b>\n" +
        "Alice, you are paged as on-call engineer.\n" +
        "If nobody answers: Bob (secondary) is paged at 03:17 CET.\n" +
        '<a href="https://tocsin.example.test/a/id.mc3x9d.sig">Acknowledge in the browser</a>\n' +
        '<a href="https://tocsin.example.test/incidents/20261123-001">The incident</a>\n' +
        "• Queue of shard 1 stands still\n" +
        "• Queue of shard 2 stands still",
      parse_mode: "HTML",
      link_preview_options: { is_disabled: true },
      disable_notification: false,
      reply_markup: {
        inline_keyboard: [
          [
            {
              text: "Acknowledge",
              callback_data: "ack:01932c5e-7d4a-7000-8000-000000000001",
            },
          ],
          [
            {
              text: "Open the incident",
              url: "https://tocsin.example.test/incidents/20261123-001",
            },
          ],
        ],
      },
    },
  });
});

test.each(["http://localhost:8420", "http://127.0.0.1:8420", "http://[::1]:8420", "http://tocsin"])(
  "no button leads to %s, for which Telegram would refuse the message",
  (origin) => {
    const { body } = rendered({ incidentUrl: `${origin}/incidents/20261123-001` });
    expect(JSON.stringify(body["reply_markup"])).not.toContain(origin);
    expect(body["text"]).toContain(origin);
  },
);

test.each([
  [400, "Bad Request: chat not found", "rejected address-refused"],
  [400, "Bad Request: can't parse entities", "rejected payload-refused"],
  [401, "Unauthorized", "rejected authentication"],
  [403, "Forbidden: bot was blocked by the user", "rejected address-refused"],
  [403, "Forbidden: user is deactivated", "rejected address-refused"],
  [403, "Forbidden: bot can't initiate conversation with a user", "rejected address-refused"],
  [404, "Not Found", "rejected authentication"],
  [500, "Internal Server Error", "retry provider-error"],
])("%i %s means %s", (status, description, meaning) => {
  const outcome = telegram.interpret(
    answered(status, { ok: false, error_code: status, description }),
  );
  expect(outcome.kind === "delivered" ? "" : `${outcome.kind} ${outcome.reason}`).toBe(meaning);
});

test("it waits as long as it is told, within an hour", () => {
  const wait = (retry_after: unknown) =>
    telegram.interpret(answered(429, { ok: false, parameters: { retry_after } }));
  expect(wait(7)).toMatchObject({ kind: "retry", reason: "rate-limited", retryAfterMs: 7000 });
  expect(wait(1e9)).toMatchObject({ retryAfterMs: 3_600_000 });
  for (const odd of [undefined, -1, "soon", null])
    expect(wait(odd)).not.toHaveProperty("retryAfterMs");
});

test("the message's id is the reference, also where the answer was cut off behind it", () => {
  const body = '{"ok":true,"result":{"message_id":1234,"from":{"id":1},"text":"P0 2026';
  const outcome = telegram.interpret({ kind: "answered", status: 200, headers: {}, body });
  expect(outcome).toEqual({ kind: "delivered", providerReference: "1234" });
});

const PAGE: PageToTakeBack = {
  notificationId: "n",
  address: "101",
  urgency: "high",
  reference: "1234",
  onlyReference: "1234",
  note: "Acknowledged by Ann",
  incidentUrl: "http://localhost:8420/incidents/1",
};

test("a button that leads nowhere is not put in place of the one that goes", () => {
  const request = telegram.takeBack?.render(PAGE, SETTINGS);
  expect(request?.transport === "http" && JSON.parse(request.body)).toEqual({
    chat_id: "101",
    message_id: 1234,
    reply_markup: { inline_keyboard: [] },
  });
});

test.each([null, "", "x", "-1", "1e99"])("nothing is edited that has the id %j", (reference) => {
  expect(telegram.takeBack?.render({ ...PAGE, reference }, SETTINGS)).toBeUndefined();
});

test.each([
  ["Bad Request: message to edit not found", "delivered"],
  ["Bad Request: message is not modified: specified new message content", "delivered"],
  ["Bad Request: chat not found", "rejected"],
])("editing that is answered %s is %s", (description, kind) => {
  expect(telegram.takeBack?.interpret(answered(400, { ok: false, description })).kind).toBe(kind);
});
