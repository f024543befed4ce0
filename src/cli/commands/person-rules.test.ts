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
  });

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
