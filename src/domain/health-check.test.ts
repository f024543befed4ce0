import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MS } from "./duration.ts";
import {
  type CheckState,
  checkAlert,
  faultOf,
  type HealthCheckRule,
  judge,
  NEVER_CHECKED,
  nextCheckAt,
} from "./health-check.ts";
import { statedChecks } from "./stated-checks.ts";

const NOW = Date.parse("2026-11-23T02:00:00Z");
const RULE: HealthCheckRule = {
  name: "Checkout answers",
  target: { kind: "http", url: "https://shop.example/health" },
  intervalMs: MS.minute,
  timeoutMs: 10 * MS.second,
  failures: 3,
  recoveries: 2,
};

function judged(faults: readonly (string | undefined)[], from = NEVER_CHECKED) {
  const alerts: string[] = [];
  let state: CheckState = from;
  for (const [index, fault] of faults.entries()) {
    const change = judge(RULE, state, { fault, now: NOW + index * MS.minute });
    state = change.state;
    if (change.alert !== undefined) alerts.push(`${index}: ${change.alert}`);
  }
  return { state, alerts };
}

describe("what was seen", () => {
  const answered = { kind: "answered", status: 200, body: "all is ok" } as const;

  it.each([
    [{}, answered, undefined],
    [{}, { ...answered, status: 503 }, "HTTP 503"],
    [{}, { ...answered, status: 301 }, "HTTP 301"],
    [{ status: 404 }, { ...answered, status: 404 }, undefined],
    [{ status: 204 }, answered, "HTTP 200"],
    [{ contains: "ok" }, answered, undefined],
    [{ contains: "OK" }, answered, "the body does not contain “OK”"],
    [{}, { kind: "failed", detail: "shop: ECONNREFUSED" }, "shop: ECONNREFUSED"],
  ] as const)("by %j of %j: %s", (target, seen, fault) => {
    const rule = { ...RULE, target: { kind: "http", url: "http://a", ...target } } as const;
    expect(faultOf(rule, seen, NOW)).toBe(fault);
  });

  it.each([
    [15 * MS.day, undefined],
    [14 * MS.day, undefined],
    [14 * MS.day - 1, "its certificate expires in 13 days"],
    [MS.day, "its certificate expires in 1 day"],
    [3 * MS.hour, "its certificate expires in 3 h"],
    [0, "its certificate has expired"],
  ])("of a certificate that is good for %i ms more: %s", (leftMs, fault) => {
    const rule = { ...RULE, certificateDays: 14 };
    const seen = { kind: "connected", certificateEndsAt: NOW + leftMs } as const;
    expect(faultOf(rule, seen, NOW)).toBe(fault);
  });

  it("of a certificate without an end is no comfort", () => {
    const rule = { ...RULE, certificateDays: 14 };
    expect(faultOf(rule, { kind: "connected" }, NOW)).toBe("its certificate says no end");
  });
});

describe("a check", () => {
  it("is an alert after so many failures in a row, and no sooner", () => {
    expect(judged(["a", "b", undefined, "c", "d"]).alerts).toEqual([]);
    const { state, alerts } = judged(["a", "b", "HTTP 503"]);
    expect(alerts).toEqual(["2: trigger"]);
    expect(checkAlert(RULE, state, "trigger")).toMatchObject({
      title: "Checkout answers failed 3 times: HTTP 503",
      sourceUrl: "https://shop.example/health",
      startsAt: NOW + 2 * MS.minute,
      labels: { check: "Checkout answers" },
    });
  });

  it("is well after so many successes in a row, and no sooner", () => {
    const { alerts, state } = judged(["a", "b", "c", undefined, "d", undefined, undefined]);
    expect(alerts).toEqual(["2: trigger", "6: resolve"]);
    expect(state).toMatchObject({ state: "up", downSince: null, failures: 0, detail: "" });
    expect(checkAlert(RULE, state, "resolve").title).toBe("Checkout answers is well again");
  });

  it("that stays down is reported again each hour, as one occurrence", () => {
    const { alerts, state } = judged(Array.from({ length: 64 }, () => "down"));
    expect(alerts).toEqual(["2: trigger", "62: trigger"]);
    expect(state.downSince).toBe(NOW + 2 * MS.minute);
  });

  it("fires while it is down and at no other time, whatever is seen", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (wells) => {
        let state: CheckState = NEVER_CHECKED;
        let isFiring = false;
        wells.forEach((isWell, index) => {
          const fault = isWell ? undefined : "bad";
          const change = judge(RULE, state, { fault, now: NOW + index * MS.minute });
          state = change.state;
          if (change.alert !== undefined) isFiring = change.alert === "trigger";
          expect(isFiring).toBe(state.state === "down");
          expect(state.downSince !== null).toBe(isFiring);
        });
      }),
    );
  });
});

describe("when a check is asked next", () => {
  it("is within its interval, at the same place each time", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 15, max: 86_400 }),
        fc.integer({ min: 0, max: MS.day }),
        (name, seconds, offset) => {
          const rule = { ...RULE, name, intervalMs: seconds * MS.second };
          const now = NOW + offset;
          const next = nextCheckAt(rule, now);
          expect(next).toBeGreaterThan(now);
          expect(next - now).toBeLessThanOrEqual(rule.intervalMs);
          expect(nextCheckAt(rule, next)).toBe(next + rule.intervalMs);
          expect(nextCheckAt(rule, next - 1)).toBe(next);
        },
      ),
    );
  });

  it("differs from check to check", () => {
    const places = Array.from({ length: 50 }, (_, index) =>
      nextCheckAt({ ...RULE, name: `check ${index}` }, NOW),
    );
    expect(new Set(places).size).toBeGreaterThan(45);
  });
});

describe("what tocsin.yaml states", () => {
  it("is completed by what holds otherwise", () => {
    const checks = [
      { name: "a", http: "http://a" },
      { name: "b", tcp: "[::1]:5432", every: "PT30S", failures: 1 },
      { name: "c", tls: "mail.example:465" },
    ];
    const overlay = { checks } as unknown as Parameters<typeof statedChecks>[0]["overlay"];
    expect(statedChecks({ overlay })).toMatchObject([
      { intervalMs: MS.minute, timeoutMs: 10_000, failures: 3, recoveries: 2 },
      { target: { kind: "tcp", host: "::1", port: 5432 }, intervalMs: 30_000, failures: 1 },
      { target: { kind: "tls", host: "mail.example", port: 465 }, certificateDays: 14 },
    ]);
  });
});
