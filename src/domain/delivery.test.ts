import { describe, expect, it } from "vitest";
import { opened, START } from "../../test/support/incident-fixtures.ts";
import { afterOutcome, supersededPages, unwantedBecause } from "./delivery.ts";
import type { Notification, NotificationPurpose } from "./notification.ts";

const { incident, notifications } = opened();

function notification(overrides: Partial<Notification> = {}): Notification {
  const [planned] = notifications;
  if (planned === undefined) throw new Error("opening plans a page");
  return {
    ...planned,
    id: "notification-1",
    incidentId: incident.id,
    attempts: 1,
    createdAt: START,
    leaseUntil: null,
    fence: 1,
    deliveredAt: null,
    lastReason: null,
    providerReference: null,
    ...overrides,
  };
}

describe("a notification whose turn has come", () => {
  const wanted = (purpose: NotificationPurpose, status: typeof incident.status): boolean =>
    unwantedBecause(notification({ purpose, role: "Incident Commander" }), {
      ...incident,
      status,
    }) === null;

  it.each<[NotificationPurpose, boolean, boolean, boolean]>([
    ["page", true, false, false],
    ["role", true, true, false],
    ["engaged", true, true, false],
    ["informed", true, true, false],
    ["clock-breach", true, true, false],
    ["resolution-proposed", false, true, false],
    ["resolved", false, false, true],
    ["fault", true, true, true],
  ])("%s is wanted while open %s, acknowledged %s, resolved %s", (purpose, ...expected) => {
    const actual = (["open", "acknowledged", "resolved"] as const).map((status) =>
      wanted(purpose, status),
    );
    expect(actual).toEqual(expected);
  });

  it("asks for a role only until it is accepted", () => {
    const taken = { ...incident, roles: { "incident commander": "Ben" } };
    const asked = notification({ purpose: "role", role: "Incident Commander" });
    expect(unwantedBecause(asked, taken)).toBe("the role is accepted");
    expect(unwantedBecause({ ...asked, role: "catch-all" }, taken)).toBe("the role is accepted");
  });
});

describe("after a try", () => {
  it("a refusal is final, a fault is tried again, later each time", () => {
    const rejected = { kind: "rejected", reason: "address-refused" } as const;
    expect(afterOutcome(rejected, 1, 0)).toEqual({ next: "give-up", reason: "address-refused" });
    const retry = { kind: "retry", reason: "timeout" } as const;
    const delays = [1, 2, 3, 4, 5].map((attempts) => {
      const after = afterOutcome(retry, attempts, 0);
      return after.next === "again" ? after.dueAt : undefined;
    });
    expect(delays).toEqual([5000, 15_000, 30_000, 60_000, 60_000]);
  });

  it("the provider's wish is kept, within bounds", () => {
    const wish = (retryAfterMs: number) =>
      afterOutcome({ kind: "retry", reason: "rate-limited", retryAfterMs }, 1, 0);
    expect(wish(20_000)).toMatchObject({ dueAt: 20_000 });
    expect(wish(86_400_000)).toMatchObject({ dueAt: 300_000 });
  });

  it("it ends some time", () => {
    const retry = { kind: "retry", reason: "provider-error", detail: "500" } as const;
    expect(afterOutcome(retry, 12, 0)).toEqual({ next: "give-up", reason: "provider-error: 500" });
  });
});

describe("overdue pages to one person", () => {
  it("collapse to the newest", () => {
    const old = notification({ id: "old", round: 0, step: 0, dueAt: 1 });
    const newer = notification({ id: "new", round: 1, step: 0, dueAt: 2 });
    const other = notification({ id: "other", personId: "somebody-else" });
    const notice = notification({ id: "notice", purpose: "clock-breach" });
    const dropped = supersededPages([old, newer, other, notice]);
    expect(dropped.map(({ id }) => id)).toEqual(["old"]);
  });
});
