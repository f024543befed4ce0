import fc from "fast-check";
import { expect, test } from "vitest";
import { isSignedWebhook, webhookHeaders } from "./standard-webhooks.ts";

const NEW = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;
const OLD = `whsec_${Buffer.alloc(32, 2).toString("base64")}`;
const NOW = Date.parse("2026-11-23T02:14:30Z");

function signed(secrets: readonly string[], { body = "{}", at = NOW } = {}) {
  const headers = webhookHeaders({ id: "m1", timestamp: Math.floor(at / 1000), body }, secrets);
  return {
    id: headers["webhook-id"],
    timestamp: headers["webhook-timestamp"],
    signature: headers["webhook-signature"],
    body,
  };
}

test("what is signed with one of the secrets is believed, while one replaces the other too", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (body) => {
      expect(isSignedWebhook(signed([NEW], { body }), [NEW], NOW)).toBe(true);
      expect(isSignedWebhook(signed([NEW], { body }), [OLD, NEW], NOW)).toBe(true);
      expect(isSignedWebhook(signed([OLD, NEW], { body }), [NEW], NOW)).toBe(true);
      expect(isSignedWebhook(signed([NEW], { body }), [OLD], NOW)).toBe(false);
    }),
  );
});

test("nothing else is", () => {
  const request = signed([NEW]);
  const others = [
    { ...request, body: "{ }" },
    { ...request, id: "m2" },
    { ...request, id: undefined },
    { ...request, timestamp: String(Number(request.timestamp) + 1) },
    { ...request, timestamp: "now" },
    { ...request, timestamp: undefined },
    { ...request, signature: undefined },
    { ...request, signature: "v1," },
    { ...request, signature: request.signature?.replace("v1,", "v2,") },
    signed([]),
  ];
  for (const other of others) expect(isSignedWebhook(other, [NEW], NOW)).toBe(false);
  expect(isSignedWebhook(request, [], NOW)).toBe(false);
});

test("nor what was signed more than five minutes ago, or is to be", () => {
  const minutes = (count: number): number => NOW + count * 60_000;
  for (const at of [minutes(-5), minutes(5)])
    expect(isSignedWebhook(signed([NEW], { at }), [NEW], NOW)).toBe(true);
  for (const at of [minutes(-6), minutes(6)])
    expect(isSignedWebhook(signed([NEW], { at }), [NEW], NOW)).toBe(false);
});
