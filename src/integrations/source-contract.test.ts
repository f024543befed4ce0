import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { damagedBodies } from "../../test/support/hostile-json.ts";
import { inboundRequest } from "../../test/support/inbound-bodies.ts";
import { SENDER_BODIES } from "../../test/support/sender-bodies.ts";
import type { AlertEvent } from "../domain/alert.ts";
import { SOURCES } from "./registry.ts";
import type { ParsedRequest } from "./source.ts";

/** Keys that senders use, so that arbitrary JSON reaches the readers behind them. */
const key = fc.oneof(
  fc.constantFrom("alerts", "status", "labels", "annotations", "fingerprint", "groupKey"),
  fc.constantFrom("event_action", "payload", "summary", "dedup_key", "custom_details", "links"),
  fc.constantFrom("title", "dedupKey", "severity", "url", "generatorURL", "startsAt"),
  fc.constantFrom("__proto__", "constructor", "toString", "1"),
  fc.string(),
);
const scalar = fc.oneof(
  fc.constantFrom(
    "firing",
    "resolved",
    "trigger",
    "resolve",
    "2026-11-23T01:02:03Z",
    "\0",
    "\ud800",
  ),
  fc.string({ unit: "binary" }),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
);
const { value: anyJson } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "medium" },
    scalar,
    fc.array(tie("value"), { maxLength: 5 }),
    fc.dictionary(key, tie("value"), { maxKeys: 6 }),
  ),
}));

function expectUsable(event: AlertEvent): void {
  const texts = [event.dedupKey, event.groupKey, event.title];
  for (const map of [event.labels, event.annotations]) {
    expect(Object.keys(map).length).toBeLessThanOrEqual(64);
    expect(Object.getPrototypeOf(Object.getPrototypeOf(map) ?? {})).toBeNull();
    for (const [name, value] of Object.entries(map)) texts.push(name, value);
  }
  for (const text of texts) {
    expect(text.isWellFormed() && !text.includes("\0")).toBe(true);
    expect(text.length).toBeLessThanOrEqual(16_384);
  }
  expect(event.dedupKey).not.toBe("");
  expect(event.groupKey).not.toBe("");
  expect(event.title).not.toBe("");
  expect(event.title.length).toBeLessThanOrEqual(1024);
  expect(event.sourceUrl ?? "https://").toMatch(/^https?:/u);
}

describe.each([...SOURCES.values()])("$kind", (source) => {
  const parse = (body: unknown, truncated: boolean): ParsedRequest =>
    source.parse(inboundRequest(body, truncated), () => "fresh-id");

  test("never throws on arbitrary bytes, and something of them always pages", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, truncated) => {
        const parsed = parse(bytes, truncated);
        expect(parsed.events.length + parsed.unparsed.length).toBeGreaterThan(0);
      }),
    );
  });

  test("never throws on arbitrary JSON, accounts for every alert, and gives usable events", () => {
    fc.assert(
      fc.property(anyJson, (body) => {
        const parsed = parse(body, false);
        const sent: unknown = JSON.parse(JSON.stringify(body));
        const given = source.kind === "prometheus" ? lengthOf(sent) : alertsIn(sent);
        const expected = isListOfAlerts(source.kind) && given !== undefined ? given : 1;
        expect(parsed.events.length + parsed.unparsed.length).toBe(expected);
        for (const event of parsed.events) expectUsable(event);
        for (const part of parsed.unparsed) expect(part.excerpt.length).toBeLessThanOrEqual(2048);
        expect(source.reply(parsed).status).toBeLessThan(300);
      }),
      { numRuns: 500 },
    );
  });

  test("JSON cut at any place never throws, and the cut itself pages", () => {
    fc.assert(
      fc.property(anyJson, fc.nat(), (value, cut) => {
        const text = JSON.stringify({ alerts: [{ fingerprint: "f" }, value], payload: value });
        expect(parse(text.slice(0, cut % text.length), true).unparsed.length).toBeGreaterThan(0);
      }),
    );
  });

  test("takes hostile values in every place of a good body, and leaves nobody unpaged", () => {
    const good = SENDER_BODIES[source.kind];
    expect(parse(good, false)).toMatchObject({ events: [{ action: "trigger" }], unparsed: [] });
    for (const { name, text } of damagedBodies(good)) {
      const { events, unparsed } = parse(text, false);
      const list = source.kind === "prometheus" ? "/" : "/alerts";
      const isEmptyGroup = name === `an empty list at ${list}`;
      expect(`${name}: ${events.length + unparsed.length > 0 || isEmptyGroup}`).toBe(
        `${name}: true`,
      );
      for (const event of events) expectUsable(event);
      for (const part of unparsed) expect(part.excerpt.length).toBeLessThanOrEqual(2048);
    }
  });

  test("asks for another try with 503 when the store cannot take it", () => {
    expect(source.overloaded().status).toBe(503);
  });
});

function isListOfAlerts(kind: string): boolean {
  return ["alertmanager", "grafana", "prometheus"].includes(kind);
}

function lengthOf(body: unknown): number | undefined {
  return Array.isArray(body) ? body.length : undefined;
}

function alertsIn(body: unknown): number | undefined {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return undefined;
  const alerts = Object.hasOwn(body, "alerts") && (body as { alerts?: unknown }).alerts;
  return Array.isArray(alerts) ? alerts.length : undefined;
}
