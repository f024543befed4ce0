import { describe, expect, it } from "vitest";
import { type Answers, json } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import { personListSchema, personSchema, testPagesSentSchema } from "../../contract/person.ts";

const SENT_AT = "2026-11-23T13:31:00.000Z";
const EMAIL = { id: "m1", kind: "email", address: "alice@example.com", verifiedAt: null };
const SMS = { id: "m2", kind: "sms", address: "+12025550123", verifiedAt: null };
const test = (id: string, outcome: string, reason: string | null = null) => ({
  lastTest: { id, sentAt: SENT_AT, outcome, reason, seenAt: null },
});
const withMethods = (contactMethods: object[]) =>
  personSchema.parse({
    id: "p1",
    name: "Alice",
    title: null,
    timeZone: null,
    role: "responder",
    teams: [],
    contactMethods,
    reachable: true,
    warning: null,
  });
const before = withMethods([
  { ...EMAIL, lastTest: null },
  { ...SMS, lastTest: null },
]);
const PENDING = { ...EMAIL, ...test("t1", "pending") };

function answering(...looks: object[]): Answers {
  let look = 0;
  return {
    "GET /api/v1/people": json(personListSchema.parse({ people: [before] })),
    "GET /api/v1/people/p1": () => json(looks[Math.min(look++, looks.length - 1)] ?? {}),
    "POST /api/v1/people/p1/test-pages": json(
      testPagesSentSchema.parse({ tests: [{ id: "t1", method: PENDING }] }),
      202,
    ),
  };
}
const surroundings = { wait: async () => {} };

describe("tocsin person test-page", () => {
  it("waits until it is known how it went, and says so", async () => {
    const under = withMethods([PENDING, { ...SMS, lastTest: null }]);
    const done = withMethods([
      { ...EMAIL, ...test("t1", "delivered") },
      { ...SMS, lastTest: null },
    ]);
    const argv = ["person", "test-page", "alice", "--method", "email"];
    const { code, out, received } = await tocsin(argv, answering(under, under, done), {
      surroundings,
    });
    expect(code).toBe(0);
    expect(out).toMatch(/e-mail alice@example\.com +delivered .*13:31 UTC, not seen yet/);
    expect(out).toContain("Say in the message that you have seen it");
    expect(out).not.toContain("SMS");
    const asked = received.find(({ request }) => request.startsWith("POST"));
    expect(asked?.body).toEqual({ methodId: "m1" });
  });

  it("says why one has failed, with exit code 1", async () => {
    const failed = withMethods([{ ...EMAIL, ...test("t1", "failed", "address-refused") }]);
    const argv = ["person", "test-page", "alice"];
    const { code, out, sent } = await tocsin(argv, answering(failed), { surroundings });
    expect(code).toBe(1);
    expect(out).toMatch(/failed .*: address-refused/);
    expect(sent).toBeUndefined();
  });

  it("gives up waiting for one that is still on its way", async () => {
    const under = withMethods([PENDING]);
    const argv = ["person", "test-page", "alice"];
    const { code, out } = await tocsin(argv, answering(under), { surroundings });
    expect(code).toBe(0);
    expect(out).toContain("on its way since");
  });

  it("gives programs the contact methods that were tested", async () => {
    const done = withMethods([{ ...EMAIL, ...test("t1", "seen") }]);
    const argv = ["person", "test-page", "alice", "--json"];
    const { out } = await tocsin(argv, answering(done), { surroundings });
    expect(JSON.parse(out)).toMatchObject({
      contactMethods: [{ id: "m1", lastTest: { outcome: "seen" } }],
    });
  });
});
