import { describe, expect, test } from "vitest";
import { inboundRequest } from "../../test/support/inbound-bodies.ts";
import { grafanaOncall } from "./grafana-oncall.ts";
import type { ParsedRequest } from "./source.ts";

function parse(body: unknown): ParsedRequest {
  return grafanaOncall.parse(inboundRequest(body), () => "fresh-id");
}

describe("Grafana OnCall's formatted webhook", () => {
  test("all its fields, and what a sender adds", () => {
    // As LibreNMS sends it.
    const body = {
      alert_uid: "device-7",
      title: "Device down",
      image_url: "https://images.example.test/7.png",
      state: "alerting",
      link_to_upstream_details: "https://librenms.example.test/device/7",
      message: "No answer to ping for 5 min",
      severity: "critical",
      raw_state: 1,
    };
    expect(parse(body)).toEqual({
      events: [
        {
          action: "trigger",
          dedupKey: "device-7",
          groupKey: "device-7",
          title: "Device down",
          labels: { severity: "critical", raw_state: "1" },
          annotations: {
            message: "No answer to ping for 5 min",
            image: "https://images.example.test/7.png",
          },
          sourceUrl: "https://librenms.example.test/device/7",
        },
      ],
      unparsed: [],
      omittedAlerts: 0,
    });
  });

  test("ok is the end of the alert with the same id, or else title", () => {
    for (const state of ["ok", "OK"])
      expect(parse({ alert_uid: 7, state }).events).toMatchObject([
        { action: "resolve", dedupKey: "7" },
      ]);
    expect(parse({ title: "Device down", state: "ok" }).events[0]?.dedupKey).toBe("Device down");
  });

  test("a state of the sender's own fires", () => {
    for (const state of [undefined, "no_data", 2])
      expect(parse({ title: "t", state }).events[0]?.action).toBe("trigger");
  });

  test.each([
    ["nothing to go by", { message: "m" }],
    ["a list", []],
    ["no JSON", "x=1"],
  ])("%s is unparsed", (_, body) => {
    expect(parse(body)).toMatchObject({ events: [], unparsed: [{}] });
  });
});
