import { describe, expect, test } from "vitest";
import { inboundFixture, inboundRequest } from "../../test/support/inbound-bodies.ts";
import { pagerdutyEvents, routingKeyOf } from "./pagerduty-events.ts";
import type { ParsedRequest } from "./source.ts";

function parse(body: unknown, truncated = false): ParsedRequest {
  return pagerdutyEvents.parse(inboundRequest(body, truncated), () => "fresh-id");
}

function replyTo(body: unknown): { status: number; body: unknown } {
  const reply = pagerdutyEvents.reply(parse(body));
  return { status: reply.status, body: JSON.parse(reply.body) };
}

const ROUTING_KEY = "0123456789abcdef0123456789abcdef";
/** The fields in the order in which go-pagerduty's `V2Event` writes them. */
const GO_PAGERDUTY_TRIGGER = {
  routing_key: ROUTING_KEY,
  event_action: "trigger",
  images: [{ src: "https://img.example.test/graph.png" }],
  links: [
    { href: "javascript:alert(1)", text: "no" },
    { href: "https://wiki.example.test/replica", text: "Runbook" },
  ],
  client: "backup-check",
  payload: {
    summary: "Replica lags by 40 s",
    source: "db-2.example.test",
    severity: "warning",
    timestamp: "2026-11-23T02:10:00.000+0000",
    component: "postgres",
    group: "storage",
    class: "replication",
    custom_details: { lag: 40, peer: { name: "db-1", ports: [5432] }, empty: null },
  },
};

describe("Alertmanager's pagerduty_configs, as Alertmanager 0.25 sent them", () => {
  test("trigger", () => {
    expect(parse(inboundFixture("alertmanager-pagerduty-trigger"))).toMatchObject({
      events: [
        {
          action: "trigger",
          dedupKey: "c9563e9007e285cb3bbd2de45e671e3d10f35f01fa2d12a7162e157d89a8d759",
          groupKey: "c9563e9007e285cb3bbd2de45e671e3d10f35f01fa2d12a7162e157d89a8d759",
          title: "[FIRING:1] QueueStuck (checkout critical 1)",
          labels: { severity: "critical", source: "Alertmanager" },
          annotations: {
            num_firing: "1",
            firing: expect.stringContaining("- shard = 1"),
            client: "Alertmanager",
          },
          sourceUrl: "http://alertmanager.example.test:9093/#/alerts?receiver=tocsin",
        },
      ],
      unparsed: [],
    });
  });

  test("resolve carries a payload too", () => {
    const [event] = parse(inboundFixture("alertmanager-pagerduty-resolve")).events;
    expect(event).toMatchObject({ action: "resolve", title: "[RESOLVED] DiskFull (db-3)" });
  });
});

describe("events", () => {
  test("a trigger in the form of go-pagerduty", () => {
    expect(parse(GO_PAGERDUTY_TRIGGER).events).toEqual([
      {
        action: "trigger",
        dedupKey: "fresh-id",
        groupKey: "fresh-id",
        title: "Replica lags by 40 s",
        labels: {
          severity: "warning",
          source: "db-2.example.test",
          component: "postgres",
          group: "storage",
          class: "replication",
        },
        annotations: {
          lag: "40",
          "peer.name": "db-1",
          "peer.ports": "[5432]",
          empty: "",
          timestamp: "2026-11-23T02:10:00.000+0000",
          client: "backup-check",
          "link 1": "Runbook: https://wiki.example.test/replica",
          "image 1": "https://img.example.test/graph.png",
        },
        sourceUrl: "https://wiki.example.test/replica",
      },
    ]);
  });

  test.each(["acknowledge", "resolve"])("%s needs no payload", (event_action) => {
    const parsed = parse({ routing_key: ROUTING_KEY, event_action, dedup_key: "srv01/HTTP" });
    expect(parsed.events).toMatchObject([
      { action: event_action, dedupKey: "srv01/HTTP", title: "srv01/HTTP" },
    ]);
  });

  test("details that are a text, and a severity of one's own, are taken as they are", () => {
    const parsed = parse({
      event_action: "trigger",
      dedup_key: 17,
      payload: { summary: "s", severity: "sev-1", custom_details: "look at the graph" },
    });
    expect(parsed.events).toMatchObject([
      {
        dedupKey: "17",
        labels: { severity: "sev-1" },
        annotations: { details: "look at the graph" },
      },
    ]);
  });
});

describe("what the real API answers with 400 is stored and pages", () => {
  test.each([
    ["an unknown action", { event_action: "explode", dedup_key: "k" }, "event_action"],
    ["no action", { payload: { summary: "s" } }, "event_action"],
    ["resolve without a key", { event_action: "resolve" }, "dedup_key"],
    ["trigger without a payload", { event_action: "trigger" }, "payload.summary"],
    ["an empty summary", { event_action: "trigger", payload: { summary: "" } }, "payload.summary"],
    ["a payload of the wrong type", { event_action: "trigger", payload: [] }, "payload"],
    ["a list", [], "not a JSON object"],
    ["malformed JSON", "{", "not valid JSON"],
  ])("%s", (_name, body, reason) => {
    const parsed = parse(body);
    expect(parsed.events).toEqual([]);
    expect(parsed.unparsed).toEqual([
      { reason: expect.stringContaining(reason), excerpt: expect.any(String) },
    ]);
    expect(replyTo(body)).toMatchObject({ status: 202, body: { status: "success" } });
  });

  test.each([
    ["read", { routing_key: ROUTING_KEY, event_action: "x" }, false],
    ["malformed", `{"routing_key" : "${ROUTING_KEY}", "event_action": `, false],
    ["cut", `{"routing_key":"${ROUTING_KEY}","payload":{"summary":"long`, true],
  ])("the excerpt of a body that was %s does not show the key", (_name, body, truncated) => {
    const [part] = parse(body, truncated).unparsed;
    expect(part?.excerpt).not.toContain(ROUTING_KEY);
  });
});

describe("replies", () => {
  test("202 with the dedup key, the sender's own or a fresh one", () => {
    const { dedup_key: _, ...success } = { dedup_key: "", status: "success" };
    expect(replyTo({ ...GO_PAGERDUTY_TRIGGER, dedup_key: "mine" })).toEqual({
      status: 202,
      body: { ...success, message: "Event processed", dedup_key: "mine" },
    });
    expect(replyTo(GO_PAGERDUTY_TRIGGER).body).toHaveProperty("dedup_key", "fresh-id");
    expect(replyTo({ event_action: "x", dedup_key: "theirs" }).body).toHaveProperty(
      "dedup_key",
      "theirs",
    );
  });

  test("503 when it has to be sent again", () => {
    expect(pagerdutyEvents.overloaded().status).toBe(503);
  });
});

describe("routingKeyOf", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);

  test("reads the key of whole, cut and malformed bodies", () => {
    expect(routingKeyOf(bytes(JSON.stringify(GO_PAGERDUTY_TRIGGER)))).toBe(ROUTING_KEY);
    expect(routingKeyOf(bytes(`{"routing_key":"${ROUTING_KEY}","payload":{"su`))).toBe(ROUTING_KEY);
    expect(routingKeyOf(bytes(`{"a": nope, "routing_key" : "${ROUTING_KEY}"`))).toBe(ROUTING_KEY);
  });

  test.each([
    "",
    "[]",
    "{}",
    '{"routing_key":7}',
    '{"__proto__":{"routing_key":"x"}}',
    `{"routing_key":"${"k".repeat(257)}"}`,
  ])("is undefined for %s", (text) => {
    expect(routingKeyOf(bytes(text))).toBeUndefined();
  });
});
