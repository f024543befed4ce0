import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inboundFixture, inboundRequest } from "../../test/support/inbound-bodies.ts";
import { cleanText } from "../domain/clean-text.ts";
import { alertmanager } from "./alertmanager.ts";
import type { ParsedRequest } from "./source.ts";

function parse(body: unknown, truncated = false): ParsedRequest {
  return alertmanager.parse(inboundRequest(body, truncated), () => "fresh-id");
}

function oneAlert(alert: unknown): ParsedRequest {
  return parse({ version: "4", status: "firing", groupKey: "g", alerts: [alert] });
}

function oneEvent(alert: unknown) {
  const parsed = oneAlert(alert);
  expect(parsed.unparsed).toEqual([]);
  const [event] = parsed.events;
  if (event === undefined) throw new Error("no event");
  return event;
}

describe("real bodies of Alertmanager 0.25", () => {
  test("a firing alert, byte for byte as it arrived", () => {
    expect(parse(inboundFixture("alertmanager-firing"))).toEqual({
      events: [
        {
          action: "trigger",
          dedupKey: "ce4f2d7d53b2db2f",
          groupKey: '{}:{alertname="QueueStuck"}',
          title: "Queue of shard 1 stands still <b>",
          labels: {
            alertname: "QueueStuck",
            service: "checkout",
            severity: "critical",
            shard: "1",
          },
          annotations: {
            runbook_url: "https://runbooks.example.test/queue",
            summary: "Queue of shard 1 stands still <b>",
          },
          startsAt: Date.parse("2026-11-23T07:49:59.386Z"),
          sourceUrl: "http://prom.example.test/graph?g0.expr=up",
        },
      ],
      unparsed: [],
      omittedAlerts: 0,
    });
  });

  test("a firing group with a resolved member and one left out by max_alerts", () => {
    const parsed = parse(inboundFixture("alertmanager-partly-resolved"));
    expect(parsed.omittedAlerts).toBe(1);
    expect(parsed.unparsed).toEqual([]);
    expect(
      parsed.events.map(({ action, dedupKey, endsAt, title }) => [action, dedupKey, endsAt, title]),
    ).toEqual([
      [
        "resolve",
        "ce4f2d7d53b2db2f",
        Date.parse("2026-01-01T00:00:00Z"),
        "QueueStuck (service=checkout, shard=1)",
      ],
      ["trigger", "ce4b2d7d53aef258", undefined, "Queue of shard 2 stands still <b>"],
    ]);
  });
});

describe("one alert", () => {
  test.each([
    ["only labels", { labels: { alertname: "Down" } }, "Down"],
    ["no alertname", { labels: { zone: "b" }, fingerprint: "f" }, "Alert without a name (zone=b)"],
    [
      "many labels: the telling ones first",
      { labels: { alertname: "Down", a: "1", b: "2", instance: "h:9100", job: "node" } },
      "Down (job=node, instance=h:9100, a=1)",
    ],
    [
      "a summary of spaces",
      { labels: { alertname: "Down" }, annotations: { summary: "  " } },
      "Down",
    ],
    [
      "a summary over several lines",
      { labels: {}, fingerprint: "f", annotations: { summary: " disk\r\n  full " } },
      "disk full",
    ],
  ])("title: %s", (_name, alert, title) => {
    expect(oneEvent(alert).title).toBe(title);
  });

  test("without a fingerprint the labels are the identity, whatever their order", () => {
    const one = oneEvent({ labels: { alertname: "Down", host: "a" } });
    const reordered = oneEvent({ status: "resolved", labels: { host: "a", alertname: "Down" } });
    const other = oneEvent({ labels: { alertname: "Down", host: "b" } });
    expect(reordered.dedupKey).toBe(one.dedupKey);
    expect(other.dedupKey).not.toBe(one.dedupKey);
  });

  test("without a group key each alert is its own group", () => {
    const parsed = parse({ alerts: [{ fingerprint: "a" }, { fingerprint: "b" }] });
    expect(parsed.events.map((event) => event.groupKey)).toEqual(["a", "b"]);
  });

  test("status falls back to the group's, then to firing", () => {
    expect(parse({ status: "resolved", alerts: [{ fingerprint: "a" }] }).events[0]?.action).toBe(
      "resolve",
    );
    expect(parse({ alerts: [{ fingerprint: "a" }] }).events[0]?.action).toBe("trigger");
  });

  test("year 1 and nonsense are no time; a firing alert has no end", () => {
    const event = oneEvent({
      fingerprint: "f",
      startsAt: "0001-01-01T00:00:00Z",
      endsAt: "2026-11-23T08:00:00Z",
    });
    expect(event).not.toHaveProperty("startsAt");
    expect(event).not.toHaveProperty("endsAt");
    expect(oneEvent({ fingerprint: "f", startsAt: "yesterday 1" })).not.toHaveProperty("startsAt");
  });

  test.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "//evil.example.test",
    "http://user:pw@host/",
    "http://",
    7,
  ])("a link that is not plain http(s) is left out: %s", (generatorURL) => {
    expect(oneEvent({ fingerprint: "f", generatorURL })).not.toHaveProperty("sourceUrl");
  });

  test("hostile names are names like any other", () => {
    const body =
      '{"alerts":[{"fingerprint":"f","labels":{"__proto__":"p","constructor":"c","toString":"t"}}]}';
    const labels = parse(body).events[0]?.labels ?? {};
    expect(Object.entries(labels)).toEqual([
      ["__proto__", "p"],
      ["constructor", "c"],
      ["toString", "t"],
    ]);
    expect(labels["hasOwnProperty"]).toBeUndefined();
    expect(JSON.parse(JSON.stringify(labels))).toHaveProperty("constructor", "c");
    expect(parse('{"__proto__":{"alerts":[{"fingerprint":"f"}]}}').events).toEqual([]);
  });

  test("U+0000 and lone surrogates are cleaned, also in names, and nothing is lost", () => {
    const labels = oneEvent({
      fingerprint: "f",
      labels: { "a\0": "x\0y", b: "\ud800", n: 5, t: true, z: null },
    }).labels;
    expect(labels).toEqual({
      [cleanText("a\0")]: cleanText("x\0y"),
      b: "\ufffd",
      n: "5",
      t: "true",
      z: "",
    });
  });

  test("two names that become one by cutting keep both values", () => {
    const labels = { [`${"n".repeat(300)}1`]: "one", [`${"n".repeat(300)}2`]: "two" };
    expect(Object.values(oneEvent({ fingerprint: "f", labels }).labels)).toEqual(["one", "two"]);
  });

  test("what is too long is cut with a mark, what is too many is listed", () => {
    const labels: Record<string, string> = {};
    for (let index = 0; index < 100; index++) labels[`label_${index}`] = `value ${index}`;
    const event = oneEvent({
      fingerprint: "f".repeat(5000),
      labels: { ...labels, alertname: "Wide", long: "é".repeat(10_000) },
      annotations: { summary: "🚨".repeat(2000), text: "t".repeat(100_000) },
    });
    expect(Object.keys(event.labels)).toHaveLength(64);
    expect(event.labels["alertname"]).toBe("Wide");
    expect(event.labels["…"]).toContain("label_99=value 99");
    expect(event.title).toHaveLength(1023);
    expect(event.title.isWellFormed()).toBe(true);
    expect(event.title.endsWith("…")).toBe(true);
    expect(event.annotations["text"]).toHaveLength(16_384);
    expect(event.dedupKey.length).toBeLessThanOrEqual(512);
  });

  test("long keys that differ only at the end stay apart", () => {
    const [a, b] = ["a", "b"].map((end) => oneEvent({ fingerprint: "k".repeat(3000) + end }));
    expect(a?.dedupKey).not.toBe(b?.dedupKey);
  });

  test.each([
    ["a number", "the alert is not a JSON object", 1],
    ["null", "the alert is not a JSON object", null],
    ["an unknown status", "the alert's status", { fingerprint: "f", status: "suppressed" }],
    ["labels as a list", "the alert's labels", { fingerprint: "f", labels: ["a"] }],
    ["a map as a label", "the alert's labels", { fingerprint: "f", labels: { a: {} } }],
    ["annotations as text", "the alert's annotations", { fingerprint: "f", annotations: "x" }],
    ["no identity", "neither fingerprint nor labels", { annotations: { summary: "s" } }],
  ])("%s goes to unparsed with a reason, the others go on", (_name, reason, alert) => {
    const parsed = parse({ alerts: [{ fingerprint: "1" }, alert, { fingerprint: "2" }] });
    expect(parsed.events.map((event) => event.dedupKey)).toEqual(["1", "2"]);
    expect(parsed.unparsed).toEqual([
      { reason: expect.stringContaining(reason), excerpt: JSON.stringify(alert) },
    ]);
  });
});

describe("bodies", () => {
  test.each([
    ["empty", "", "the body is empty"],
    ["malformed", '{"alerts":[{', "the body is not valid JSON"],
    ["a list", [], "the body is not a JSON object"],
    ["a template of the user's", { text: "disk full" }, 'there is no list "alerts"'],
  ])("%s is one unparsed part", (_name, body, reason) => {
    const parsed = parse(body);
    expect(parsed.events).toEqual([]);
    expect(parsed.unparsed.map((part) => part.reason)).toEqual([reason]);
  });

  test("the excerpt is clean and at most 2 KiB", () => {
    const [part] = parse(`{"a": "${"x\0".repeat(5000)}`).unparsed;
    expect(part?.excerpt.length).toBeLessThanOrEqual(2048);
    expect(part?.excerpt).not.toContain("\0");
  });

  test("unknown keys, a byte-order mark and a wrong truncatedAlerts do no harm", () => {
    const parsed = parse(
      `\ufeff{"notification_reason":"x","truncatedAlerts":"7","alerts":[{"fingerprint":"f","values":{}}]}`,
    );
    expect(parsed.events).toHaveLength(1);
    expect(parsed.omittedAlerts).toBe(0);
  });

  test("a thousand broken alerts are a hundred parts and a count, and hide no good one", () => {
    const broken = Array.from({ length: 1000 }, (_, index) => ({ status: `broken ${index}` }));
    const good = { status: "firing", labels: { alertname: "DiskFull" }, fingerprint: "f" };
    const { events, unparsed } = parse(JSON.stringify({ alerts: [...broken, good] }));
    expect(events.map(({ dedupKey }) => dedupKey)).toEqual(["f"]);
    expect(unparsed).toHaveLength(101);
    expect(unparsed.at(-1)).toEqual({
      reason: "more alerts of the same request cannot be read",
      excerpt: '900 more, of which the first is {"status":"broken 100"}',
    });
  });

  test("nesting deeper than the stack is an unparsed alert", () => {
    const deep = `${'{"1":'.repeat(100_000)}1${"}".repeat(100_000)}`;
    const parsed = parse(`{"alerts":[{"fingerprint":"f","labels":{"a":${deep}}}]}`);
    expect(parsed.unparsed[0]?.excerpt).toBe("(nested too deeply to be shown)");
  });

  test("a body cut anywhere gives its complete alerts and pages as unparsed besides", () => {
    const bytes = inboundFixture("alertmanager-partly-resolved");
    const whole = parse(bytes).events.map((event) => ({ ...event, groupKey: "truncated:tocsin" }));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: bytes.length - 1 }), (length) => {
        const { events, unparsed } = parse(bytes.subarray(0, length), true);
        expect(whole.slice(0, events.length)).toEqual(events);
        expect(unparsed).toHaveLength(1);
      }),
    );
    const almost = parse(bytes.subarray(0, bytes.length - 20), true);
    expect(almost.events).toHaveLength(2);
  });
});

test("Alertmanager reads the status of the reply: 200, or 503 to try again", () => {
  expect(alertmanager.reply(parse(inboundFixture("alertmanager-firing"))).status).toBe(200);
  expect(alertmanager.reply(parse("nonsense")).status).toBe(200);
  expect(alertmanager.overloaded().status).toBe(503);
});
