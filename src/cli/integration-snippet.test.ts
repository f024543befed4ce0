import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { integrationSnippet } from "./integration-snippet.ts";

const PATHS: Readonly<Record<string, string>> = {
  opsgenie: "v2/alerts",
  "grafana-oncall": "ingest/grafana-oncall",
  prometheus: "api/v2/alerts",
};

function snippet(kind: string, key = "k-1", path = PATHS[kind] ?? "ingest"): string {
  const url = `https://tocsin.example/${path}`;
  return integrationSnippet(kind, { url, key }).join("\n");
}

describe("integrationSnippet", () => {
  it("is Alertmanager's own configuration", () => {
    expect(parse(snippet("alertmanager")).receivers[0].webhook_configs[0]).toMatchObject({
      url: "https://tocsin.example/ingest",
      send_resolved: true,
      http_config: { authorization: { credentials: "k-1" } },
    });
  });

  it("is Prometheus's own configuration, for a server at any address", () => {
    const plain = parse(snippet("prometheus")).alerting.alertmanagers[0];
    expect(plain).toEqual({
      scheme: "https",
      authorization: { credentials: "k-1" },
      static_configs: [{ targets: ["tocsin.example"] }],
    });
    const below = parse(snippet("prometheus", "k-1", "pager/api/v2/alerts"));
    expect(below.alerting.alertmanagers[0]).toMatchObject({ path_prefix: "/pager" });
  });

  it("gives a PagerDuty client its routing key", () => {
    expect(parse(snippet("pagerduty-events")).receivers[0].pagerduty_configs[0]).toMatchObject({
      url: "https://tocsin.example/ingest",
      routing_key: "k-1",
    });
  });

  it("gives an Opsgenie client its key, and the address that it appends its own to", () => {
    expect(parse(snippet("opsgenie")).receivers[0].opsgenie_configs[0]).toMatchObject({
      api_url: "https://tocsin.example/",
      api_key: "k-1",
    });
  });

  it("provisions Grafana's contact point, signed as well", () => {
    expect(parse(snippet("grafana")).contactPoints[0].receivers[0]).toMatchObject({
      type: "webhook",
      settings: {
        url: "https://tocsin.example/ingest",
        authorization_credentials: "k-1",
        hmacConfig: { secret: "k-1" },
      },
    });
  });

  it("is the address that a sender to Grafana OnCall had", () => {
    expect(snippet("grafana-oncall")).toContain(
      "https://tocsin.example/integrations/v1/formatted_webhook/k-1/",
    );
  });

  it.each(["nagios", "icinga", "zabbix", "uptime-kuma"])(
    "has the address and the key for %s",
    (kind) => {
      expect(snippet(kind)).toContain("https://tocsin.example/ingest");
      expect(snippet(kind)).toContain("X-Tocsin-Key");
      expect(snippet(kind)).toContain("k-1");
    },
  );

  it("is one curl command for plain JSON, whatever the key holds", () => {
    expect(snippet("plain", "it's")).toContain("'Authorization: Bearer it'\\''s'");
  });
});
