import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { inboundRequest } from "../../test/support/inbound-bodies.ts";
import { grafana } from "./grafana.ts";
import type { ParsedRequest } from "./source.ts";

function parse(body: unknown, truncated = false): ParsedRequest {
  return grafana.parse(inboundRequest(body, truncated), () => "fresh-id");
}

/** In the order in which Grafana 12 writes the fields of a firing alert and of one that is over. */
const GROUP = {
  receiver: "tocsin",
  status: "firing",
  alerts: [
    {
      status: "firing",
      labels: { alertname: "High latency", grafana_folder: "shop", severity: "critical" },
      annotations: { summary: "p95 is 3.2 s", runbook_url: "https://runbooks.example.test/p95" },
      startsAt: "2026-11-23T02:29:00Z",
      endsAt: "0001-01-01T00:00:00Z",
      generatorURL: "https://grafana.example.test/alerting/grafana/ee1/view?orgId=1",
      fingerprint: "57c6d9296de2ad39",
      silenceURL: "https://grafana.example.test/alerting/silence/new?alertmanager=grafana",
      dashboardURL: "https://grafana.example.test/d/shop?orgId=1",
      panelURL: "https://grafana.example.test/d/shop?orgId=1&viewPanel=2",
      ruleUID: "ee1",
      values: { A: 3.2, C: 1 },
      valueString: "[ var='A' labels={} value=3.2 ]",
      orgId: 1,
      imageURL: "https://images.example.test/1.png",
    },
    {
      status: "resolved",
      labels: { alertname: "High latency", grafana_folder: "shop", zone: "b" },
      annotations: {},
      startsAt: "2026-11-23T02:20:00Z",
      endsAt: "2026-11-23T02:31:00Z",
      generatorURL: "",
      fingerprint: "88c6d9296de2ad39",
      silenceURL: "https://grafana.example.test/alerting/silence/new?alertmanager=grafana",
      dashboardURL: "https://grafana.example.test/d/shop?orgId=1",
      panelURL: "",
      values: null,
      valueString: "",
    },
  ],
  groupLabels: { alertname: "High latency", grafana_folder: "shop" },
  commonLabels: {},
  commonAnnotations: {},
  externalURL: "https://grafana.example.test/",
  version: "1",
  groupKey: '{}/{}:{alertname="High latency", grafana_folder="shop"}',
  truncatedAlerts: 0,
  orgId: 1,
  title: "[FIRING:1, RESOLVED:1] High latency shop",
  state: "alerting",
  message: "**Firing**",
};

describe("Grafana alerting's webhook", () => {
  test("an alert with its links and values", () => {
    expect(parse(GROUP)).toEqual({
      events: [
        {
          action: "trigger",
          dedupKey: "57c6d9296de2ad39",
          groupKey: GROUP.groupKey,
          title: "p95 is 3.2 s",
          labels: { alertname: "High latency", grafana_folder: "shop", severity: "critical" },
          annotations: {
            summary: "p95 is 3.2 s",
            runbook_url: "https://runbooks.example.test/p95",
            silenceURL: "https://grafana.example.test/alerting/silence/new?alertmanager=grafana",
            dashboardURL: "https://grafana.example.test/d/shop?orgId=1",
            panelURL: "https://grafana.example.test/d/shop?orgId=1&viewPanel=2",
            imageURL: "https://images.example.test/1.png",
            __values__: '{"A":3.2,"C":1}',
            __value_string__: "[ var='A' labels={} value=3.2 ]",
            ruleUID: "ee1",
          },
          startsAt: Date.parse("2026-11-23T02:29:00Z"),
          sourceUrl: "https://grafana.example.test/alerting/grafana/ee1/view?orgId=1",
        },
        expect.objectContaining({
          action: "resolve",
          dedupKey: "88c6d9296de2ad39",
          endsAt: Date.parse("2026-11-23T02:31:00Z"),
          // Where it was made is not known: what shows it best.
          sourceUrl: "https://grafana.example.test/d/shop?orgId=1",
        }),
      ],
      unparsed: [],
      omittedAlerts: 0,
    });
  });

  test.each([
    ["DatasourceNoData", "High latency: no data"],
    ["DatasourceError", "High latency: the query failed"],
  ])("%s says which rule it is about", (alertname, title) => {
    const labels = { alertname, rulename: "High latency", datasource_uid: "p1" };
    expect(parse({ alerts: [{ labels, annotations: {} }] }).events[0]?.title).toBe(title);
    const annotations = { summary: "p95 is high" };
    const [event] = parse({ alerts: [{ labels, annotations }] }).events;
    expect(event?.title).toBe(`${title} (p95 is high)`);
  });

  test("what people wrote stands before what Grafana adds, and links may be shown", () => {
    const [event] = parse({
      alerts: [
        {
          fingerprint: "f",
          labels: { alertname: "a" },
          annotations: { ruleUID: "theirs" },
          ruleUID: "ours",
          panelURL: "javascript:alert(1)",
          values: "none",
        },
      ],
    }).events;
    expect(event?.annotations).toEqual({ ruleUID: "theirs" });
    expect(event?.sourceUrl).toBeUndefined();
  });

  test("of a body that was cut, what is whole is read with its links", () => {
    const text = JSON.stringify(GROUP);
    const { events, unparsed } = parse(text.slice(0, text.indexOf('"resolved"')), true);
    expect(events[0]?.annotations["panelURL"]).toContain("viewPanel=2");
    expect(unparsed).toHaveLength(1);
  });
});

describe("the signature", () => {
  const body = Buffer.from('{"alerts":[]}');
  const sign = (text: string | Buffer, key = "k") =>
    createHmac("sha256", key).update(text).digest("hex");
  const isRight = (headers: Record<string, string>, key = "k") =>
    grafana.signature?.isRight({ header: (name) => headers[name], body, key });

  test("is over the body, or over the time and the body", () => {
    for (const name of grafana.signature?.headers ?? []) {
      expect(isRight({ [name]: sign(body) })).toBe(true);
      expect(isRight({ [name]: sign(body) }, "other")).toBe(false);
      const timed = { [name]: sign(`1700000000:${body}`) };
      expect(isRight({ ...timed, "x-grafana-alerting-timestamp": "1700000000" })).toBe(true);
      expect(isRight({ ...timed, "x-grafana-alerting-timestamp": "1700000001" })).toBe(false);
      expect(isRight(timed)).toBe(false);
    }
  });

  test.each(["", "00", sign(body).slice(1), `${sign(body)}0`, "z".repeat(64)])(
    "is not %j",
    (given) => {
      expect(isRight({ "x-grafana-alerting-signature": given })).toBe(false);
    },
  );
});
