import { describe, expect, test } from "vitest";
import { inboundRequest } from "../../test/support/inbound-bodies.ts";
import { changeReply, type ParsedChange, parseChange } from "./pagerduty-changes.ts";

function parse(body: unknown): ParsedChange {
  return parseChange(inboundRequest(body));
}

describe("PagerDuty's change events", () => {
  test("everything there is", () => {
    // The example of PagerDuty's documentation, with our own words in it.
    const body = {
      routing_key: "0123456789abcdef0123456789abcdef",
      payload: {
        summary: "Build 42 of api deployed",
        timestamp: "2026-11-23T02:10:00.000+0000",
        source: "ci",
        custom_details: { build: { state: "passed", number: 42 } },
      },
      links: [
        { href: "https://ci.example.test/42", text: "Build 42" },
        { href: "javascript:alert(1)", text: "no" },
      ],
    };
    expect(parse(body)).toEqual({
      summary: "Build 42 of api deployed",
      source: "ci",
      details: { "build.state": "passed", "build.number": "42" },
      links: [{ url: "https://ci.example.test/42", text: "Build 42" }],
      happenedAt: Date.parse("2026-11-23T02:10:00Z"),
    });
  });

  test("a summary is enough", () => {
    expect(parse({ payload: { summary: "s" } })).toEqual({
      summary: "s",
      source: null,
      details: {},
      links: [],
      happenedAt: undefined,
    });
  });

  test.each([
    ["no summary", { payload: {} }, "payload.summary"],
    ["no payload", {}, "payload"],
    ["a list", [], "JSON object"],
    ["no JSON", "{", "valid JSON"],
  ])("%s is kept and says so", (_, body, reason) => {
    const { summary, details } = parse(body);
    expect(summary).toContain(reason);
    expect(details["excerpt"]).toBeDefined();
  });

  test("the answer is PagerDuty's", () => {
    const { status, body } = changeReply();
    expect(status).toBe(202);
    expect(JSON.parse(body)).toEqual({ status: "success", message: "Change event processed" });
  });
});
