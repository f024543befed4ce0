import { describe, expect, it } from "vitest";
import { type Answers, json, problem } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import {
  contactMethodSchema,
  personSchema,
  verificationSentSchema,
} from "../../contract/person.ts";
import { principalSchema } from "../../contract/principal.ts";

const EMAIL = {
  id: "m1",
  kind: "email",
  address: "alice@example.com",
  verifiedAt: null,
  lastTest: null,
};
const PATH = "/api/v1/people/p1/contact-methods/m1/verification";

function answers(sent: { readonly accepted: boolean; readonly reason: string | null }): Answers {
  const alice = personSchema.parse({
    id: "p1",
    name: "Alice",
    title: null,
    timeZone: null,
    role: "responder",
    teams: [],
    contactMethods: [EMAIL],
    reachable: true,
    warning: null,
  });
  const me = {
    name: "Alice",
    role: "responder",
    teams: [],
    personId: "p1",
    tokenId: "t",
    permissions: [],
  };
  const expiresAt = "2026-11-23T13:45:00.000Z";
  const verified = { ...EMAIL, verifiedAt: "2026-11-23T13:31:00.000Z" };
  return {
    "GET /api/v1/me": json(principalSchema.parse(me)),
    "GET /api/v1/people/p1": json(alice),
    [`POST ${PATH}`]: json(verificationSentSchema.parse({ expiresAt, ...sent })),
    [`PUT ${PATH}`]: json(contactMethodSchema.parse(verified)),
  };
}

const ACCEPTED = answers({ accepted: true, reason: null });

describe("tocsin person verify", () => {
  it("has a code sent, for oneself without seeing others", async () => {
    const { code, out } = await tocsin(["person", "verify", "me", "email"], ACCEPTED);
    expect(code).toBe(0);
    expect(out).toContain(
      "A code for Alice is on its way by e-mail alice@example.com. It is valid until 13:45 UTC.",
    );
    expect(out).toContain("Give it back with the same command and the code.");
  });

  it("gives the code back", async () => {
    const { code, out, sent } = await tocsin(
      ["person", "verify", "me", "alice@example.com", "482 913"],
      ACCEPTED,
    );
    expect(code).toBe(0);
    expect(sent).toEqual({ code: "482 913" });
    expect(out).toContain("Verified: Alice is reached by e-mail alice@example.com.");
  });

  it("says why none went out", async () => {
    const refused = answers({ accepted: false, reason: "address-refused" });
    const { code, out } = await tocsin(["person", "verify", "me", "email"], refused);
    expect(code).toBe(1);
    expect(out).toContain("No code went out by e-mail alice@example.com: address-refused.");
  });

  it("says what to do with a code that is not accepted", async () => {
    const message = "This code is not accepted. Have a new one sent.";
    const { code, err } = await tocsin(["person", "verify", "me", "email", "000000"], {
      ...ACCEPTED,
      [`PUT ${PATH}`]: problem("invalid-input", message),
    });
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
