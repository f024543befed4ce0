import { describe, expect, it } from "vitest";
import { SAMPLE_NOW } from "../../../test/support/api-samples.ts";
import { json } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import {
  alertAcceptedSchema,
  alertDetailSchema,
  alertExplanationSchema,
  alertListSchema,
  explainAlertSchema,
  testAlertSchema,
} from "../../contract/alert.ts";

const AT = new Date(SAMPLE_NOW).toISOString();
const LISTED = {
  id: "a1",
  status: "firing",
  held: false,
  heldBy: [],
  flapping: null,
  title: "Error rate above 5 %",
  labels: { service: "checkout" },
  integration: "production",
  incident: { number: "20261123-007", severity: "P1", status: "open" },
  startsAt: AT,
  lastReceivedAt: AT,
  receivedCount: 3,
};
const DETAIL = {
  ...LISTED,
  annotations: { value: "7.2%" },
  sourceUrl: null,
  endsAt: null,
  dedupKey: "k",
  groupKey: "g",
  receipts: [
    { id: "r1", receivedAt: AT, requests: [{ contentType: "application/json", bytes: 812 }] },
  ],
  decision: {
    severity: "P1",
    severityBecause: "matched line 47, High error rate (>5%): it is 7.2%",
    routedTo: "runbook Errors (rule at tocsin.yaml:12)",
    grouping: "as its sender groups it",
    delay: "3 min (rule at tocsin.yaml:12)",
    decidedAt: AT,
    outcome: "opened an incident",
  },
  holds: [],
};
const HOLD = { because: 'silence s1 of Ann, {a="b"}: deploy', until: AT };

describe("tocsin alert list", () => {
  it("asks for what is wanted, and says where to go on", async () => {
    const query = "state=firing&limit=1&matchers=service%3Dcheckout%2Ca%21%3Db";
    const { code, out } = await tocsin(
      ["alert", "list", "service=checkout", "a!=b", "--state", "firing", "--limit", "1"],
      {
        [`GET /api/v1/alerts?${query}`]: json(
          alertListSchema.parse({ alerts: [LISTED], nextBefore: "a1" }),
        ),
      },
    );
    expect(code).toBe(0);
    expect(out).toContain("20261123-007 P1 open");
    expect(out).toContain("--before a1");
  });
});

it("tocsin alert list says what kept one from paging until it ended", async () => {
  const ended = { ...LISTED, status: "resolved", heldBy: ["delay"], incident: null };
  const { out } = await tocsin(["alert", "list", "--state", "resolved"], {
    "GET /api/v1/alerts?state=resolved": json(
      alertListSchema.parse({ alerts: [ended], nextBefore: null }),
    ),
  });
  expect(out).toContain("none: delay until it ended");
});

describe("tocsin alert show", () => {
  it("says from the receipt to the incident why somebody was paged", async () => {
    const { out } = await tocsin(["alert", "show", "a1"], {
      "GET /api/v1/alerts/a1": json(alertDetailSchema.parse(DETAIL)),
    });
    for (const text of [
      "reported 3 times",
      "r1: a request of 812 bytes",
      "P1: matched line 47, High error rate (>5%): it is 7.2%",
      "runbook Errors (rule at tocsin.yaml:12)",
      "as its sender groups it",
      "3 min (rule at tocsin.yaml:12)",
      "opened an incident",
      "tocsin incident show 20261123-007",
    ]) {
      expect(out).toContain(text);
    }
  });

  it("says what holds one for which nobody was", async () => {
    const held = { ...DETAIL, held: true, incident: null, decision: null, holds: [HOLD] };
    const { out } = await tocsin(["alert", "show", "a1"], {
      "GET /api/v1/alerts/a1": json(alertDetailSchema.parse(held)),
    });
    expect(out).toContain('silence s1 of Ann, {a="b"}: deploy (until');
    expect(out).toContain("none: nobody is paged for it");
  });
});

it("tocsin alert show says that one comes and goes, and until when it counts as firing", async () => {
  const flapping = { since: AT, until: AT, endedAt: AT };
  const show = async (alert: object) =>
    (
      await tocsin(["alert", "show", "a1"], {
        "GET /api/v1/alerts/a1": json(alertDetailSchema.parse({ ...DETAIL, ...alert })),
      })
    ).out;
  expect(await show({ flapping })).toMatch(/comes and goes since .*; it ended .* firing until/u);
  expect(await show({ flapping: { ...flapping, endedAt: null } })).toMatch(/unless it changes/u);
});

describe("tocsin alert route", () => {
  const answer = {
    "POST /api/v1/alerts/explain": json(
      alertExplanationSchema.parse({
        severity: "P1",
        severityName: "High",
        severityBecause: "label severity=error",
        routedTo: null,
        grouping: "as its sender groups it",
        delay: "3 min (rule at tocsin.yaml:12)",
        pages: true,
        team: "web",
        joins: null,
        holds: [HOLD],
      }),
    ),
  };

  it("tells what would become of labels, and why when asked", async () => {
    const argv = ["alert", "route", "severity=error", "--annotation", "value=7%"];
    const short = await tocsin(argv, answer);
    expect(explainAlertSchema.parse(short.sent)).toEqual({
      labels: { severity: "error" },
      annotations: { value: "7%" },
    });
    expect(short.out).toContain("team web");
    expect(short.out).not.toContain("label severity=error");
    const long = await tocsin([...argv, "--explain"], answer);
    expect(long.out).toContain("P1: label severity=error");
    expect(long.out).toContain("3 min (rule at tocsin.yaml:12)");
    expect(long.out).toContain("silence s1 of Ann");
    expect(long.out).toContain("opens one");
  });

  it("takes an alert as it is", async () => {
    const { sent } = await tocsin(["alert", "route", "--alert", "a1"], answer);
    expect(sent).toEqual({ alert: "a1" });
    const { code, err } = await tocsin(["alert", "route", "a=b", "--alert", "a1"], {});
    expect(code).not.toBe(0);
    expect(err).toContain("leave labels and the rest out");
  });
});

it("tocsin alert test sends one, and says how to see what became of it", async () => {
  const argv = ["alert", "test", "production", "--severity", "P1", "--label", "team=web"];
  const { out, sent } = await tocsin(argv, {
    "POST /api/v1/alerts/test": json(
      alertAcceptedSchema.parse({ status: "stored", dedupKeys: ["k"], unparsed: [] }),
      202,
    ),
  });
  expect(testAlertSchema.parse(sent)).toEqual({
    integration: "production",
    severity: "P1",
    labels: { team: "web" },
  });
  expect(out).toContain("tocsin alert list tocsin_mode=test --integration production");
});
