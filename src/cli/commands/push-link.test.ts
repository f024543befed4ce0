import { describe, expect, it } from "vitest";
import { json } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import { personListSchema } from "../../contract/person.ts";
import { pushLinkSchema } from "../../contract/push.ts";

const PEOPLE = personListSchema.parse({
  people: [
    {
      id: "p2",
      name: "Bob",
      title: null,
      timeZone: null,
      role: "responder",
      teams: [],
      contactMethods: [
        {
          id: "m1",
          kind: "web-push",
          address: "Chrome on Android (fcm.googleapis.com)",
          verifiedAt: null,
          lastTest: null,
        },
      ],
      reachable: true,
      warning: null,
    },
  ],
});
const LINK = pushLinkSchema.parse({
  url: "https://tocsin.example/push/id.exp.sig",
  person: "Bob",
  expiresAt: "2026-11-24T13:30:00.000Z",
});

describe("tocsin person push-link", () => {
  const answers = {
    "GET /api/v1/people": json(PEOPLE),
    "POST /api/v1/people/p2/push-link": json(LINK, 201),
  };

  it("prints the link, whom it is for and until when", async () => {
    const { code, out } = await tocsin(["person", "push-link", "bob"], answers);
    expect(code).toBe(0);
    expect(out).toContain(LINK.url);
    expect(out).toContain("For Bob alone");
  });

  it("prints it for programs", async () => {
    const { out } = await tocsin(["person", "push-link", "Bob", "--json"], answers);
    expect(JSON.parse(out)).toEqual(LINK);
  });

  it("a browser is listed as its device, and can be taken away by that", async () => {
    const { out } = await tocsin(["person", "list"], answers);
    expect(out).toContain("web push Chrome on Android (fcm.googleapis.com)");
    const removal = "DELETE /api/v1/people/p2/contact-methods/m1";
    const { code } = await tocsin(
      ["person", "contact", "remove", "Bob", "Chrome on Android (fcm.googleapis.com)"],
      { ...answers, [removal]: { status: 204 } },
    );
    expect(code).toBe(0);
  });
});
