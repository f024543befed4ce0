import { describe, expect, it } from "vitest";
import { type Answers, json, noContent } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import { accessSchema } from "../../contract/access.ts";
import {
  contactMethodSchema,
  createPersonSchema,
  personListSchema,
} from "../../contract/person.ts";

describe("tocsin person", () => {
  const alice = {
    id: "p1",
    name: "Alice",
    title: null,
    timeZone: null,
    role: "admin",
    teams: [],
    contactMethods: [
      {
        id: "m1",
        kind: "email",
        address: "alice@example.com",
        verifiedAt: "2026-11-20T08:00:00.000Z",
        lastTest: null,
      },
      { id: "m2", kind: "console", address: "", verifiedAt: null, lastTest: null },
    ],
    reachable: true,
    warning: null,
  };
  const bob = {
    ...alice,
    id: "p2",
    name: "Bob",
    title: "CTO",
    teams: ["db"],
    contactMethods: [],
    reachable: false,
    warning: "Bob has no contact method and cannot be paged.",
  };
  const people: Answers = {
    "GET /api/v1/people": json(personListSchema.parse({ people: [alice, bob] })),
  };

  it("lists people and who cannot be reached", async () => {
    const { out } = await tocsin(["person", "list"], people);
    expect(out).toContain("e-mail alice@example.com, then console (not verified)");
    expect(out).toMatch(/Bob \(CTO\) +admin +nothing: cannot be reached +db/);
    expect(out).toContain("\nBob has no contact method and cannot be paged.\n");
  });

  it("adds one", async () => {
    const argv = [
      "person",
      "add",
      "Priya",
      "--email",
      "priya@example.com",
      "--time-zone",
      "Asia/Kolkata",
    ];
    const { code, sent } = await tocsin(argv, { "POST /api/v1/people": json(alice, 201) });
    expect(code).toBe(0);
    expect(createPersonSchema.parse(sent)).toMatchObject({
      name: "Priya",
      timeZone: "Asia/Kolkata",
      contactMethods: [{ kind: "email", address: "priya@example.com" }],
    });
  });

  it("adds a way to reach one, by the name", async () => {
    const method = {
      id: "m3",
      kind: "ntfy",
      address: "https://ntfy.sh/bob",
      verifiedAt: null,
      lastTest: null,
    };
    const { code, out, sent } = await tocsin(
      ["person", "contact", "add", "bob", "ntfy", "https://ntfy.sh/bob"],
      {
        ...people,
        "POST /api/v1/people/p2/contact-methods": json(contactMethodSchema.parse(method), 201),
      },
    );
    expect(code).toBe(0);
    expect(sent).toEqual({ kind: "ntfy", address: "https://ntfy.sh/bob" });
    expect(out).toContain("ntfy https://ntfy.sh/bob (not verified)");
    expect(out).toContain("Prove it: tocsin person verify p2 m3");
  });

  it("takes one away by its address or kind, and by nothing else", async () => {
    const answers: Answers = {
      ...people,
      "DELETE /api/v1/people/p1/contact-methods/m1": noContent,
      "DELETE /api/v1/people/p1/contact-methods/m2": noContent,
    };
    const remove = ["person", "contact", "remove", "Alice"];
    expect((await tocsin([...remove, "alice@example.com"], answers)).code).toBe(0);
    expect((await tocsin([...remove, "console"], answers)).code).toBe(0);
    const { code, err } = await tocsin([...remove, "email"], answers);
    expect(code).toBe(4);
    expect(err).toContain("email alice@example.com");
  });

  it("says whom one may have meant", async () => {
    const { code, err } = await tocsin(["person", "contact", "add", "Alcie", "console"], people);
    expect(code).toBe(4);
    expect(err).toContain('Did you mean "Alice"?');
  });

  it("shows and attests access", async () => {
    const access = accessSchema.parse({
      required: ["Kubernetes", "Grafana"],
      people: [
        {
          personId: "p1",
          person: "Alice",
          items: [
            { item: "Kubernetes", attested: true, attestedAt: "2026-11-20T08:00:00.000Z" },
            { item: "Grafana", attested: false, attestedAt: null },
          ],
        },
      ],
    });
    const answers: Answers = {
      "GET /api/v1/access": json(access),
      "PUT /api/v1/people/p1/access": noContent,
    };
    const { out } = await tocsin(["person", "attest", "Alice"], answers);
    expect(out).toMatch(/1 +attested +Kubernetes +2026-11-20 08:00 UTC\n2 +missing +Grafana/);
    const { code, sent } = await tocsin(["person", "attest", "Alice", "2"], answers);
    expect(code).toBe(0);
    expect(sent).toEqual({ item: "Grafana", attested: true });
    expect((await tocsin(["person", "attest", "Alice", "3"], answers)).code).toBe(4);
  });

  it("lets responders speak of their own access", async () => {
    const me = {
      name: "Alice",
      role: "responder",
      teams: [],
      personId: "p1",
      tokenId: "t",
      permissions: [],
    };
    const answers: Answers = {
      "GET /api/v1/me": json(me),
      "PUT /api/v1/people/p1/access": noContent,
    };
    const { code, sent } = await tocsin(
      ["person", "attest", "me", "Grafana", "--withdraw"],
      answers,
    );
    expect(code).toBe(0);
    expect(sent).toEqual({ item: "Grafana", attested: false });
  });
});
