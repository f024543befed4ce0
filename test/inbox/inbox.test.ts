/** The fakes behind `npm run dev`: what our own channels send them arrives in the inbox. */

import { readFileSync } from "node:fs";
import { expect, it, onTestFinished } from "vitest";
import { Inbox } from "../../scripts/inbox/inbox.ts";
import { VENDORS } from "../../scripts/inbox/vendors.ts";
import { createSend } from "../../src/engine/send-message.ts";
import { CHANNELS } from "../../src/integrations/registry.ts";
import { createAddressPolicy } from "../../src/platform/address-policy.ts";
import { createHttpClient } from "../../src/platform/http-client.ts";
import { createMailer } from "../../src/platform/mailer.ts";
import { readSmtpUrl } from "../../src/platform/smtp-settings.ts";
import { makeVapidKeys, sealPush } from "../../src/platform/web-push-sealer.ts";
import { hostileMessage, sampleMessage } from "../support/sample-message.ts";

async function development() {
  const inbox = new Inbox("try this");
  const vendors = await Promise.all(VENDORS.map(({ start }) => start(inbox, 0)));
  for (const vendor of vendors) onTestFinished(() => vendor.close());
  const env: Record<string, string> = Object.assign({}, ...vendors.map((vendor) => vendor.env));
  const client = createHttpClient({
    policy: createAddressPolicy([
      { address: "127.0.0.0", prefix: 8, family: "ipv4" },
      { address: "::1", prefix: 128, family: "ipv6" },
    ]),
    userAgent: "Tocsin/test",
    ca: readFileSync(env["NODE_EXTRA_CA_CERTS"] ?? "", "utf8"),
  });
  const smtp = readSmtpUrl(env["TOCSIN_SMTP_URL"] ?? "");
  if (!smtp.ok) throw new Error(smtp.reason);
  const mailFrom = env["TOCSIN_MAIL_FROM"] ?? "";
  const mailer = createMailer({ server: smtp.settings, from: mailFrom });
  onTestFinished(() => mailer.close());
  const vapid = { ...makeVapidKeys(), subject: "mailto:tocsin@example.test" };
  const send = createSend(
    CHANNELS,
    { mailFrom, webhookSecrets: [] },
    {
      http: (request) => client.send(request),
      mail: (request) => mailer.send(request),
      webPush: (request) => client.send(sealPush(request, vapid)),
      console: () => {
        throw new Error("nothing is printed");
      },
    },
  );
  return { inbox, vendors, send };
}

it("takes a page over every vendor, with the link that answers", async () => {
  const { inbox, vendors, send } = await development();
  for (const vendor of vendors) {
    const { kind, address } = vendor.contact("Dr. Ada Lovelace");
    expect(await send(kind, address, sampleMessage())).toMatchObject({ kind: "delivered" });
    const [newest] = inbox.messages;
    expect(newest?.title).toBe("P0 20261123-001 Checkout queue stands still");
    expect(Object.values(newest?.links ?? {})).toContain(sampleMessage().acknowledgeUrl);
  }
  expect(inbox.messages).toHaveLength(vendors.length);
});

it("shows whatever comes as text, to this machine alone", async () => {
  const { inbox, vendors, send } = await development();
  for (const vendor of vendors) {
    const { kind, address } = vendor.contact("Ann");
    await send(kind, address, hostileMessage(`"><img src=x onerror=alert(1)>`));
  }
  const page = await inbox.serve(0);
  onTestFinished(() => page.close());
  const shown = await fetch(page.url);
  expect(shown.headers.get("content-security-policy")).toContain("default-src 'none'");
  const text = await shown.text();
  expect(text).toContain("&lt;img src=x");
  expect(text).not.toContain("<img");
});

it("reaches a person at the same addresses at each start", async () => {
  const [one, other] = [await development(), await development()];
  for (const [index, vendor] of one.vendors.entries()) {
    const withoutPort = (address: string | undefined) => address?.replace(/:\d+\//u, "/");
    const again = other.vendors[index]?.contact("Ann").address;
    expect(withoutPort(vendor.contact("Ann").address)).toBe(withoutPort(again));
  }
});
