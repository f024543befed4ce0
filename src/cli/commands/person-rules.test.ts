import { describe, expect, it } from "vitest";
import { type Answers, json } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import { notificationRulesSchema, personListSchema } from "../../contract/person.ts";

const PATH = "/api/v1/people/p1/notification-rules";
const alice = {
  id: "p1",
  name: "Alice",
  title: null,
  timeZone: null,
  role: "responder",
  teams: [],
  contactMethods: [],
  reachable: false,
  warning: null,
};
const rules = notificationRulesSchema.parse({
  important: [
    { via: "ntfy", after: "PT0S" },
    { via: "sms", after: "PT1M" },
  ],
  default: [],
  quietHours: [
    { days: [1, 2, 3, 4, 5], from: "22:00", to: "07:00" },
    { days: [6, 7], from: "22:00", to: "10:00" },
  ],
  timeZone: "Europe/Berlin",
  quietUntil: null,
  warnings: ["Alice has no contact method for the important rule of sms: it is skipped."],
});
const answers: Answers = {
  "GET /api/v1/people": json(personListSchema.parse({ people: [alice] })),
  [`GET ${PATH}`]: json(rules),
  [`PUT ${PATH}`]: json(rules),
};

describe("tocsin person rules", () => {
  it("shows them, the built-in where there are none, and what is skipped", async () => {
    const { code, out } = await tocsin(["person", "rules", "alice"], answers);
    expect(code).toBe(0);
    expect(out).toContain("ntfy at once, then SMS after 1 min");
    expect(out).toContain("built-in: quiet ways first, the next one when one failed");
    expect(out).toContain("it is skipped.");
    expect(out).toContain("mon-fri 22:00-07:00, sat+sun 22:00-10:00 (Europe/Berlin)");
  });

  it("says that quiet hours hold now", async () => {
    const now = { ...rules, quietUntil: "2026-11-24T06:00:00.000Z" };
    const quiet = { ...answers, [`GET ${PATH}`]: json(now) };
    const { out } = await tocsin(["person", "rules", "alice"], quiet);
    expect(out).toContain("; now, until 2026-11-24 06:00 UTC");
  });

  it.each([
    ["22:00-7:00", [{ days: [1, 2, 3, 4, 5, 6, 7], from: "22:00", to: "07:00" }]],
    [
      "Mon-Fri 22:00-07:00, weekends 22:00-10:00",
      [
        { days: [1, 2, 3, 4, 5], from: "22:00", to: "07:00" },
        { days: [6, 7], from: "22:00", to: "10:00" },
      ],
    ],
    ["sat-mon+thursday 12:00 - 13:00", [{ days: [1, 4, 6, 7], from: "12:00", to: "13:00" }]],
    ["none", []],
  ])("sets the quiet hours %s", async (written, quietHours) => {
    const set = ["person", "rules", "alice", "--quiet-hours", written];
    const { code, sent } = await tocsin(set, answers);
    expect(code).toBe(0);
    expect(sent).toEqual({ quietHours });
  });

  it.each(["at night", "22-07", "m 22:00-07:00", "mon-fri-sat 22:00-07:00", "22:00-07:00,"])(
    "says how quiet hours are written for %s",
    async (written) => {
      const set = ["person", "rules", "alice", "--quiet-hours", written];
      const { code, err } = await tocsin(set, answers);
      expect(code).toBe(2);
      expect(err).toContain("--quiet-hours needs hours of the week");
    },
  );

  it("sets one list and leaves the other", async () => {
    const set = ["person", "rules", "alice", "--important", "ntfy, sms=1m,voice=3 min"];
    const { code, sent } = await tocsin(set, answers);
    expect(code).toBe(0);
    expect(sent).toEqual({
      important: [
        { via: "ntfy", after: "PT0S" },
        { via: "sms", after: "PT1M" },
        { via: "voice", after: "PT3M" },
      ],
    });
    const back = await tocsin(["person", "rules", "alice", "--default", "built-in"], answers);
    expect(back.sent).toEqual({ default: [] });
  });

  it("says how a rule is written", async () => {
    const { code, err } = await tocsin(
      ["person", "rules", "alice", "--default", "email=soon"],
      answers,
    );
    expect(code).toBe(2);
    expect(err).toContain('--default needs KIND or KIND=DELAY, not "email=soon"');
  });
});
