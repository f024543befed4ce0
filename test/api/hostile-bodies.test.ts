/**
 * Hostile and damaged bodies at every door for alerts: nothing that has a right key is refused for good,
 * what cannot be understood pages, and the next alert finds everything as it was.
 */

import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { createIntegration } from "../../src/operations/integration/create.ts";
import { HOSTILE_VALUES } from "../support/hostile-json.ts";
import { type HttpFixture, httpFixture } from "../support/http-fixture.ts";
import { liveServer } from "../support/live-server.ts";
import { SETUP } from "../support/operation-context.ts";
import { SENDER_BODIES } from "../support/sender-bodies.ts";

interface Door {
  readonly path: string;
  readonly method?: "PUT";
  readonly kind: string;
  /** Where the key is part of the body, around what is sent. */
  readonly wrap?: (key: string) => readonly [before: string, after: string];
}

const inPayload = (key: string) =>
  [`{"routing_key":"${key}","event_action":"trigger","payload":`, "}"] as const;

const DOORS: readonly Door[] = [
  { path: "/ingest/alertmanager", kind: "alertmanager" },
  { path: "/ingest/grafana", kind: "grafana" },
  { path: "/ingest/grafana", kind: "grafana", method: "PUT" },
  { path: "/ingest/grafana-oncall", kind: "grafana-oncall" },
  { path: "/integrations/v1/formatted_webhook/{key}", kind: "grafana-oncall" },
  { path: "/ingest/plain", kind: "plain" },
  { path: "/ingest/nagios", kind: "nagios" },
  { path: "/ingest/icinga", kind: "icinga" },
  { path: "/ingest/uptime-kuma", kind: "uptime-kuma" },
  { path: "/ingest/zabbix", kind: "zabbix" },
  { path: "/v2/alerts", kind: "opsgenie" },
  { path: "/v2/alerts/disk/close?identifierType=alias", kind: "opsgenie" },
  { path: "/v2/alerts/disk/notes?identifierType=alias", kind: "opsgenie" },
  { path: "/v2/alerts/disk/priority?identifierType=alias", kind: "opsgenie", method: "PUT" },
  { path: "/v2/enqueue", kind: "pagerduty-events", wrap: inPayload },
  { path: "/v2/change/enqueue", kind: "pagerduty-events", wrap: inPayload },
];

const GZIPPED = gzipSync('{"alerts":[]}');
const BODIES: readonly (readonly [name: string, body: string | Buffer])[] = [
  ...Object.entries(HOSTILE_VALUES),
  ["nothing", ""],
  ["no JSON", "severity=critical&title=disk"],
  ["JSON that was cut", '{"alerts":[{"labels":{"alertname":"Disk'],
  ["two of them", '{"title":"a"}{"title":"b"}'],
  ["a byte-order mark", "\ufeff{}"],
  ["bytes that are no UTF-8", Buffer.from([0x7b, 0xff, 0xfe, 0xc0, 0x80, 0x7d])],
  ["gzip", GZIPPED],
  ["gzip that was cut", GZIPPED.subarray(0, 9)],
  ["more than may be", "[".repeat(6 * 1024 * 1024)],
];

async function keyOf({ context }: HttpFixture, kind: string): Promise<string> {
  return (await createIntegration(context, SETUP, { name: kind, kind })).key;
}

describe.each(DOORS)("$kind at $path", ({ path, kind, method = "POST", wrap }) => {
  it("takes whatever comes, and a good alert after it", async () => {
    const fixture = await httpFixture();
    const key = await keyOf(fixture, kind);
    const base = await liveServer(fixture);
    const send = async (to: string, body: string | Buffer, verb: string = method) =>
      fetch(base + to.replace("{key}", key), {
        method: verb,
        headers: { "x-tocsin-key": key, "content-type": "application/json" },
        // A copy: Node's pool of buffers is no body.
        body: typeof body === "string" ? body : Uint8Array.from(body),
      });
    const [before, after] = wrap?.(key) ?? ["", ""];
    for (const [name, body] of BODIES) {
      const whole = Buffer.concat([Buffer.from(before), Buffer.from(body), Buffer.from(after)]);
      const answer = await send(path, whole);
      const text = await answer.text();
      expect(`${name}: ${answer.status < 300 ? "taken" : `${answer.status} ${text}`}`).toBe(
        `${name}: taken`,
      );
      expect(text.length).toBeLessThan(5000);
    }
    const { read } = fixture.context.database;
    const receipts = await read.selectFrom("receipt").selectAll().execute();
    expect(receipts.length).toBeGreaterThanOrEqual(BODIES.length);
    expect(fixture.context.logLines.filter((line) => /error|fatal/u.test(line))).toEqual([]);

    const good = { ...SENDER_BODIES[kind], ...(wrap === undefined ? {} : { routing_key: key }) };
    const entrance =
      wrap === undefined ? (kind === "opsgenie" ? "/v2/alerts" : path) : "/v2/enqueue";
    expect((await send(entrance, JSON.stringify(good), "POST")).status).toBeLessThan(300);
    const alerts = await read.selectFrom("alert").selectAll().execute();
    expect(alerts.some(({ dedup_key, status }) => isGood(dedup_key) && status === "firing")).toBe(
      true,
    );
    for (const { detail, dedup_key } of alerts) {
      expect(detail.includes("\0") || !dedup_key.isWellFormed()).toBe(false);
      expect(JSON.parse(detail)).toBeTypeOf("object");
    }
  });
});

/** The keys of `SENDER_BODIES`. */
function isGood(dedupKey: string): boolean {
  return [
    ...["3d8d118f2f70d6e9", "57c6d9296de2ad39", "device-7", "disk"],
    ...["db-3!disk", "7", "4711"],
  ].includes(dedupKey);
}
