import { describe, expect, it } from "vitest";
import { inboundRequest } from "../../test/support/inbound-bodies.ts";
import { MS } from "../domain/duration.ts";
import { prometheusAlerts } from "./prometheus-alerts.ts";

const NOW = Date.parse("2026-11-28T17:00:00Z");

function parse(body: unknown, { truncated = false, receivedAt = NOW } = {}) {
  return prometheusAlerts.parse({ ...inboundRequest(body, truncated), receivedAt }, () => "");
}

/** As Prometheus 2.42 posts it. */
const FIRING = {
  annotations: { summary: "S <b>x</b> 🚨" },
  endsAt: "2026-11-28T17:03:59.632Z",
  startsAt: "2026-11-28T16:59:00.632Z",
  generatorURL: "http://vm:17090/graph?g0.expr=vector%281%29&g0.tab=1",
  labels: { alertname: "Always", severity: "critical", team: "a" },
};

describe("alerts posted to Alertmanager's API", () => {
  it("fire while their end is ahead, with Alertmanager's fingerprint", () => {
    expect(parse([FIRING])).toEqual({
      events: [
        {
          action: "trigger",
          dedupKey: "3d8d118f2f70d6e9",
          groupKey: 'api:[["alertname","Always"]]',
          title: "S <b>x</b> 🚨",
          labels: FIRING.labels,
          annotations: FIRING.annotations,
          startsAt: Date.parse(FIRING.startsAt),
          expiresAfterMs: 4 * MS.minute,
          sourceUrl: FIRING.generatorURL,
        },
      ],
      unparsed: [],
      omittedAlerts: 0,
    });
  });

  it("have ended when their end has passed", () => {
    const [event] = parse([{ ...FIRING, endsAt: "2026-11-28T17:00:00Z" }]).events;
    expect(event).toMatchObject({ action: "resolve", endsAt: NOW });
    expect(event).not.toHaveProperty("expiresAfterMs");
  });

  it.each([undefined, null, "0001-01-01T00:00:00.000Z"])(
    "fire for five minutes with %j for an end",
    (endsAt) => {
      const [event] = parse([{ ...FIRING, endsAt, startsAt: endsAt }]).events;
      expect(event).toMatchObject({ action: "trigger", expiresAfterMs: 5 * MS.minute });
      expect(event).not.toHaveProperty("startsAt");
    },
  );

  it("say the same thing with each report", () => {
    const lasts = [0, 500, 20_000, 50_000].map((lateMs) => {
      const [event] = parse([FIRING], { receivedAt: NOW + lateMs }).events;
      return event?.expiresAfterMs;
    });
    expect(lasts).toEqual([4, 4, 4, 4].map((minutes) => minutes * MS.minute));
  });

  it("that differ in labels without a value are the same", () => {
    const [event] = parse([{ ...FIRING, labels: { ...FIRING.labels, empty: "" } }]).events;
    expect(event).toMatchObject({ dedupKey: "3d8d118f2f70d6e9", labels: FIRING.labels });
  });

  it("are grouped by name, cluster and service", () => {
    const keys = [{ service: "api" }, { service: "api", pod: "a" }, { service: "db" }].map(
      (labels) => parse([{ labels: { alertname: "Slow", ...labels } }]).events[0]?.groupKey,
    );
    expect(keys[0]).toBe(keys[1]);
    expect(keys[0]).not.toBe(keys[2]);
  });

  it("that cannot be read do not keep the others out", () => {
    const broken = [{ labels: {} }, { annotations: {} }, 7, { labels: { a: [] } }];
    const parsed = parse([...broken, FIRING, { labels: { a: "b" }, annotations: 7 }]);
    expect(parsed.events).toHaveLength(1);
    expect(parsed.unparsed.map(({ reason }) => reason)).toEqual([
      "the alert has no labels",
      "the alert has no labels",
      "the alert is not a JSON object",
      "the alert's labels are not a map of texts",
      "the alert's annotations are not a map of texts",
    ]);
    expect(parse({ alerts: [] }).unparsed).toHaveLength(1);
  });

  it("of a body that was cut are read as far as they are whole", () => {
    const text = JSON.stringify([FIRING, FIRING]);
    const parsed = parse(text.slice(0, -20), { truncated: true });
    expect(parsed.events).toHaveLength(1);
    expect(parsed.unparsed).toHaveLength(1);
  });

  it("are answered as Alertmanager does", () => {
    expect(prometheusAlerts.reply(parse([FIRING]))).toEqual({ status: 200, headers: {}, body: "" });
  });
});
