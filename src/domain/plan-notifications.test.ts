import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { person } from "../../test/support/incident-fixtures.ts";
import { type NotificationRules, ruleWarnings } from "./notification-rules.ts";
import type { Person } from "./person.ts";
import { type NotificationRequest, planNotifications } from "./plan-notifications.ts";
import type { ContactMethodKind } from "./playbook.ts";

const NOW = Date.UTC(2026, 0, 14, 2, 30);
const MINUTE_MS = 60_000;

function ann(kinds: readonly ContactMethodKind[], notificationRules?: NotificationRules): Person {
  const methods = kinds.map((kind, index) => ({
    id: `m${index}`,
    kind,
    address: `${kind} ${index}`,
  }));
  const who = person("Ann", methods);
  return notificationRules === undefined ? who : { ...who, notificationRules };
}

function request(
  urgency: NotificationRequest["urgency"],
  purpose: NotificationRequest["purpose"] = "page",
): NotificationRequest {
  return { purpose, urgency, round: 0, step: 0, role: "on call", reason: "" };
}

/** "ntfy 0+3": the channel, its address's number, and after how many minutes; "-" stands by. */
function plan(who: Person, asked: NotificationRequest): string[] {
  return planNotifications(who, asked, NOW).map(({ address, dueAt }) =>
    dueAt === null ? `${address} -` : `${address}+${(dueAt - NOW) / MINUTE_MS}`,
  );
}

const PUSH_FIRST: NotificationRules = {
  important: [
    { via: "voice", afterMs: 3 * MINUTE_MS },
    { via: "ntfy", afterMs: 0 },
    { via: "sms", afterMs: MINUTE_MS },
  ],
  default: [
    { via: "email", afterMs: 0 },
    { via: "ntfy", afterMs: 5 * MINUTE_MS },
  ],
};

describe("without rules", () => {
  const who = ann(["ntfy", "email", "webhook"]);

  it("a page goes over each channel in its order, a minute apart", () => {
    expect(plan(who, request("high"))).toEqual(["ntfy 0+0", "email 1+1", "webhook 2+2"]);
  });

  it("what is not urgent goes over quiet channels first, the next one when one failed", () => {
    expect(plan(who, request("low"))).toEqual(["email 1+0", "webhook 2 -", "ntfy 0 -"]);
  });
});

describe("rules", () => {
  it("say when which channel is used; what none names stands by for their failure", () => {
    const who = ann(["email", "sms", "voice", "ntfy", "sms"], PUSH_FIRST);
    expect(plan(who, request("high"))).toEqual([
      "ntfy 3+0",
      "sms 1+1",
      "sms 4+1",
      "voice 2+3",
      "email 0 -",
    ]);
  });

  it("hold for low urgency too, and tell only once what nobody can answer", () => {
    const who = ann(["ntfy", "email"], PUSH_FIRST);
    expect(plan(who, request("low"))).toEqual(["email 1+0", "ntfy 0+5"]);
    expect(plan(who, request("low", "informed"))).toEqual(["email 1+0", "ntfy 0 -"]);
  });

  it("use a channel once, at its earliest time", () => {
    const rules = [
      { via: "ntfy", afterMs: 2 * MINUTE_MS },
      { via: "ntfy", afterMs: MINUTE_MS },
    ] as const;
    expect(plan(ann(["ntfy"], { important: rules }), request("high"))).toEqual(["ntfy 0+1"]);
  });

  it("that cover no channel, or are none, leave the built-in; it is said which are skipped", () => {
    const who = ann(["email", "webhook"], { important: [{ via: "sms", afterMs: 0 }], default: [] });
    expect(plan(who, request("high"))).toEqual(["email 0+0", "webhook 1+1"]);
    expect(plan(who, request("low"))).toEqual(["email 0+0", "webhook 1 -"]);
    expect(ruleWarnings(who)).toEqual([
      "Ann has no contact method for the important rule of sms: it is skipped.",
      "No important rule of Ann is left: the built-in order is used.",
    ]);
    expect(ruleWarnings(ann(["ntfy", "sms", "voice", "email"], PUSH_FIRST))).toEqual([]);
  });

  it("never lose a page: each channel is planned once, and one has a time", () => {
    const kind = fc.constantFrom<ContactMethodKind>("email", "ntfy", "sms", "voice", "webhook");
    const rule = fc.record({ via: kind, afterMs: fc.integer({ min: 0, max: 30 * MINUTE_MS }) });
    const rules = fc.array(rule, { maxLength: 6 });
    const urgency = fc.constantFrom("high" as const, "low" as const);
    fc.assert(
      fc.property(
        fc.array(kind, { minLength: 1, maxLength: 6 }),
        rules,
        rules,
        urgency,
        (kinds, important, otherwise, asked) => {
          const who = ann(kinds, { important, default: otherwise });
          const planned = planNotifications(who, request(asked), NOW);
          expect(new Set(planned.map((one) => one.contactMethodId)).size).toBe(kinds.length);
          expect(planned).toHaveLength(kinds.length);
          expect(planned[0]?.state).toBe("pending");
          expect(planned.map(({ channelIndex }) => channelIndex)).toEqual([...planned.keys()]);
          // A failure wakes the next one in this order, so whatever stands by comes last.
          const times = planned.map(({ dueAt }) => dueAt ?? Number.POSITIVE_INFINITY);
          expect(times).toEqual(times.toSorted((a, b) => a - b));
        },
      ),
    );
  });
});
