import { createECDH, randomBytes } from "node:crypto";
import { describe, expect, it, test } from "vitest";
import { checkVapid } from "../../test/support/vapid-check.ts";
import { openPush } from "../../test/support/web-push-decryption.ts";
import { makeVapidKeys, sealPush, vapidSubject } from "./web-push-sealer.ts";

const curve = createECDH("prime256v1");
const browser = {
  p256dh: curve.generateKeys().toString("base64url"),
  privateKey: curve.getPrivateKey(),
  auth: randomBytes(16).toString("base64url"),
};
const { p256dh, auth } = browser;
const vapid = { ...makeVapidKeys(), subject: "https://tocsin.example" };
const message = {
  subscription: { endpoint: "https://push.example.test:8443/x?y=z", p256dh, auth },
  payload: '{"title":"Ärger 🚨"}',
  ttlSeconds: 300,
  urgency: "high",
  topic: "incident-1",
} as const;

function bytesOf(body: string | Uint8Array): Buffer {
  if (typeof body === "string") throw new Error("not sealed");
  return Buffer.from(body);
}

describe("a sealed message", () => {
  it("is opened by its browser, and by an implementation that shares no code", () => {
    const { body } = sealPush(message, vapid);
    expect(openPush(bytesOf(body), browser)).toBe(message.payload);
  });

  it("says how long it is of use, how urgent it is, and what it replaces", () => {
    const { url, method, headers } = sealPush(message, vapid);
    expect({ url, method }).toEqual({ url: message.subscription.endpoint, method: "POST" });
    expect(headers).toEqual({
      ttl: "300",
      urgency: "high",
      topic: "incident-1",
      "content-encoding": "aes128gcm",
      "content-type": "application/octet-stream",
      authorization: expect.stringMatching(/^vapid t=/u),
    });
  });

  it("is signed for the push service's origin, for less than a day", () => {
    const { authorization } = sealPush(message, vapid).headers;
    const expected = { publicKey: vapid.publicKey, now: Date.now() };
    const origin = "https://push.example.test:8443";
    expect(checkVapid(authorization, { ...expected, origin })).toEqual({ subject: vapid.subject });
    const elsewhere = { ...expected, origin: "https://push.example.test" };
    expect(checkVapid(authorization, elsewhere)).toHaveProperty("refused");
    const altered = authorization?.replace(/t=([\w-]+)\.([\w-])/u, "t=$1.A$2");
    expect(() => {
      const checked = checkVapid(altered, { ...expected, origin });
      if ("refused" in checked) throw new Error(checked.refused);
    }).toThrow();
  });

  it("takes a fresh salt and key each time", () => {
    const [one, other] = [sealPush(message, vapid), sealPush(message, vapid)];
    expect(bytesOf(one.body).subarray(0, 86)).not.toEqual(bytesOf(other.body).subarray(0, 86));
  });
});

test.each([
  ["https://tocsin.example", "", "https://tocsin.example"],
  ["https://tocsin.example:8443/sub", "x@y.test", "https://tocsin.example:8443"],
  ["http://127.0.0.1:8420", "Tocsin <tocsin@example.com>", "mailto:tocsin@example.com"],
  ["https://localhost:8420", "tocsin@example.com", "mailto:tocsin@example.com"],
  ["https://tocsin.localhost", "tocsin@example.com", "mailto:tocsin@example.com"],
  ["https://10.0.0.1", "tocsin@example.com", "mailto:tocsin@example.com"],
  ["https://[::1]:8420", "tocsin@localhost", undefined],
  ["http://tocsin.example", "", undefined],
])("at %s with mail from %j the subject is %s", (publicUrl, mailFrom, subject) => {
  expect(vapidSubject({ publicUrl, mailFrom })).toBe(subject);
});
