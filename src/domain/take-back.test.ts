import { describe, expect, it } from "vitest";
import { opened } from "../../test/support/incident-fixtures.ts";
import { aNotification } from "../../test/support/store-fixtures.ts";
import type { Incident } from "./incident.ts";
import type { Notification, NotificationState } from "./notification.ts";
import { isToTakeBack, standingNote } from "./take-back.ts";

const INCIDENT: Incident = opened().incident;
const ANSWERED: Incident = { ...INCIDENT, status: "acknowledged", acknowledgedBy: "Ann" };

function page(changes: Partial<Notification>): Notification {
  return {
    ...aNotification({ channel: "pushover" }),
    state: "delivered",
    attempts: 1,
    leaseUntil: null,
    fence: 1,
    deliveredAt: null,
    lastReason: null,
    providerReference: null,
    ...changes,
  };
}

describe("taking a page back", () => {
  it.each<[NotificationState, number, boolean]>([
    ["delivered", 1, true],
    // Tried once, with no certain outcome, and to be tried again.
    ["pending", 1, true],
    ["pending", 0, false],
    ["standby", 0, false],
    // It is looked at again when its outcome is recorded.
    ["sending", 2, false],
    // Refused outright.
    ["failed", 1, false],
    ["failed", 12, true],
    // Claimed and dropped, without a try.
    ["cancelled", 1, false],
    ["cancelled", 2, true],
  ])("%s after %i attempts: %s", (state, attempts, expected) => {
    expect(isToTakeBack(page({ state, attempts }), ANSWERED)).toBe(expected);
  });

  it("leaves what is wanted, what asks for nothing, and what cannot be taken back", () => {
    expect(isToTakeBack(page({}), INCIDENT)).toBe(false);
    const resolved: Incident = { ...INCIDENT, status: "resolved" };
    expect(isToTakeBack(page({ purpose: "clock-breach" }), resolved)).toBe(false);
    expect(isToTakeBack(page({ channel: "email" }), ANSWERED)).toBe(false);
  });

  it("says what has come of it", () => {
    expect(standingNote(INCIDENT, "Primary")).toBe("");
    expect(standingNote(ANSWERED, "Primary")).toBe("Acknowledged by Ann");
    const roles = { "Incident Commander": "Ben" };
    expect(standingNote({ ...ANSWERED, roles }, "incident commander")).toBe(
      "Ben is Incident Commander",
    );
    expect(standingNote({ ...ANSWERED, status: "resolved" }, "Primary")).toBe("Resolved");
  });
});
