import { expect, test } from "vitest";
import { sampleMessage } from "../../test/support/sample-message.ts";
import type { ChannelSettings, OutboundRequest } from "./channel.ts";
import { email } from "./email.ts";

const SETTINGS: ChannelSettings = {
  mailFrom: "Tocsin <pager@tocsin.example.test>",
  webhookSecrets: [],
};

function render(
  changes = {},
  settings = SETTINGS,
): Extract<OutboundRequest, { transport: "mail" }> {
  const request = email.render(sampleMessage(changes), "alice@example.test", settings);
  if (request.transport !== "mail") throw new Error("not a mail");
  return request;
}

test("a page: its envelope and headers", () => {
  const { text, html, ...rest } = render();
  expect(rest).toEqual({
    transport: "mail",
    to: "alice@example.test",
    subject: "P0 20261123-001 Checkout queue stands still",
    messageId: "<01932c5e-7d4a-7000-8000-000000000001@tocsin.example.test>",
    references: "<incident-20261123-001@tocsin.example.test>",
    headers: {
      "In-Reply-To": "<incident-20261123-001@tocsin.example.test>",
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      "X-Tocsin-Incident": "20261123-001",
      Importance: "high",
      "X-Priority": "1",
    },
  });
  expect(text).toContain("If nobody answers: Bob");
  expect(html).toContain("<!doctype html>");
});

test("a low-urgency message is not marked important", () => {
  expect(render({ urgency: "low" }).headers).not.toHaveProperty("Importance");
});

test("each try of a notification has the same Message-ID, each notification its own", () => {
  const again = render({ mayRepeat: true, now: sampleMessage().now + 60_000 });
  expect(again.messageId).toBe(render().messageId);
  expect(render({ notificationId: "other" }).messageId).not.toBe(render().messageId);
});

test("a sender without a domain still gives valid ids", () => {
  const { messageId } = render({}, { mailFrom: "root", webhookSecrets: [] });
  expect(messageId).toBe("<01932c5e-7d4a-7000-8000-000000000001@tocsin.invalid>");
});

test("the queue's id is the reference to ask the mail server about", () => {
  const response = {
    kind: "answered",
    status: 250,
    headers: {},
    body: "2.0.0 Ok: queued as 4XyZ12",
  } as const;
  expect(email.interpret(response)).toEqual({ kind: "delivered", providerReference: "4XyZ12" });
});

test("a refusal is shown with the server's own words", () => {
  const response = {
    kind: "answered",
    status: 550,
    headers: {},
    body: "5.1.1 <alice@example.test>: Recipient address rejected",
  } as const;
  expect(email.interpret(response)).toMatchObject({
    reason: "address-refused",
    detail: "SMTP 550 5.1.1 <alice@example.test>: Recipient address rejected",
  });
});
