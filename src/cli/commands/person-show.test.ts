import { describe, expect, it } from "vitest";
import { SAMPLE_NOW } from "../../../test/support/api-samples.ts";
import { type Answers, json, problem } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import { notificationRulesSchema, personListSchema } from "../../contract/person.ts";
import { planSchema } from "../../contract/schedule.ts";

const person = {
  id: "p1",
  name: "Alice",
  title: "CTO",
  timeZone: "Europe/Berlin",
  role: "responder",
  teams: ["db"],
  contactMethods: [
    {
      id: "m1",
      kind: "email",
      address: "alice@example.com",
      verifiedAt: "2026-11-20T08:00:00.000Z",
      lastTest: {
        id: "t1",
        sentAt: "2026-11-21T09:00:00.000Z",
        outcome: "seen",
        reason: null,
        seenAt: "2026-11-21T09:02:00.000Z",
      },
    },
    { id: "m2", kind: "sms", address: "+12025550123", verifiedAt: null, lastTest: null },
  ],
  reachable: true,
  warning: "Alice has verified contact methods of one kind only, email.",
};
const rules = notificationRulesSchema.parse({
  important: [{ via: "sms", after: "PT0S" }],
  default: [],
  quietHours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: "22:00", to: "07:00" }],
  timeZone: "Europe/Berlin",
  quietUntil: null,
  warnings: [],
});
const span = (person: string | null, startsAt: string, endsAt: string) => ({
  person,
  layer: null,
  overrideId: null,
  startsAt,
  endsAt,
});
const plan = planSchema.parse({
  from: "2026-11-23T13:30:00.000Z",
  to: "2026-12-28T13:30:00.000Z",
  schedules: [
    {
      id: "rotation.primary",
      name: "Primary",
      timeZone: "UTC",
      spans: [
        span("alice", "2026-11-23T13:30:00.000Z", "2026-11-24T09:00:00.000Z"),
        span("Bob", "2026-11-24T09:00:00.000Z", "2026-12-01T09:00:00.000Z"),
        span("Alice", "2026-12-01T09:00:00.000Z", "2026-12-08T09:00:00.000Z"),
        span("Alice", "2026-12-15T09:00:00.000Z", "2026-12-28T13:30:00.000Z"),
      ],
      gaps: [],
      hours: [],
    },
  ],
  conflicts: [],
  unreachable: [],
  warnings: [],
});

const PLAN = `GET /api/v1/schedules?${new URLSearchParams({
  from: new Date(SAMPLE_NOW).toISOString(),
  to: new Date(SAMPLE_NOW + 35 * 86_400_000).toISOString(),
})}`;

function answers(schedules: Answers[string] = json(plan)): Answers {
  return {
    "GET /api/v1/people": json(personListSchema.parse({ people: [person] })),
    "GET /api/v1/people/p1/notification-rules": json(rules),
    [PLAN]: schedules,
  };
}
describe("tocsin person show", () => {
  it("shows how somebody is reached, their rules, and when they are on call", async () => {
    const { code, out } = await tocsin(["person", "show", "alice"], answers());
    expect(code).toBe(0);
    expect(out).toContain("Alice (CTO)\nresponder, db\n");
    expect(out).toMatch(
      /e-mail alice@example\.com +2026-11-20 08:00 UTC +seen 2026-11-21 09:02 UTC/,
    );
    expect(out).toMatch(/SMS \+12025550123 +not verified +never/);
    expect(out).toMatch(/For what pages +SMS at once/);
    expect(out).toMatch(/Quiet hours +22:00-07:00 \(Europe\/Berlin\)/);
    expect(out).toMatch(/now +Primary +until 2026-11-24 09:00 UTC/);
    expect(out).toMatch(/next +Primary +2026-12-01 09:00 UTC until 2026-12-08 09:00 UTC/);
    expect(out).not.toContain("2026-12-15");
    expect(out).toContain("Alice has verified contact methods of one kind only, email.");
  });

  it("shows somebody before there is a playbook", async () => {
    const without = answers(problem("unavailable", "No playbook is active."));
    const { code, out } = await tocsin(["person", "show", "alice"], without);
    expect(code).toBe(0);
    expect(out).toContain("Not within five weeks.");
  });

  it("gives programs all of it", async () => {
    const { out } = await tocsin(["person", "show", "alice", "--json"], answers());
    expect(JSON.parse(out)).toMatchObject({
      name: "Alice",
      notificationRules: { timeZone: "Europe/Berlin" },
      onCall: [
        { schedule: "Primary", isNow: true },
        { schedule: "Primary", isNow: false },
      ],
    });
  });
});
