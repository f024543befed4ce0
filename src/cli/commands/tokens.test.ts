import { describe, expect, it } from "vitest";
import { type Answers, json, noContent } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import { createdTokenSchema, createTokenSchema, tokenListSchema } from "../../contract/token.ts";

describe("tocsin token", () => {
  const token = {
    id: "t1",
    name: "laptop",
    role: "responder",
    teams: [],
    personId: null,
    createdAt: "2026-11-23T07:00:00.000Z",
    expiresAt: null,
    revokedAt: null,
    lastUsedAt: null,
  };

  it("puts the secret alone on stdout", async () => {
    const created = createdTokenSchema.parse({ token, secret: "tocsin_pat_s" });
    const argv = [
      "token",
      "create",
      "laptop",
      "--role",
      "responder",
      "--expires",
      "2027-01-01T00:00Z",
    ];
    const { out, err, sent } = await tocsin(argv, { "POST /api/v1/tokens": json(created, 201) });
    expect(out).toBe("tocsin_pat_s\n");
    expect(err).toContain("cannot be shown again");
    expect(createTokenSchema.parse(sent)).toMatchObject({
      name: "laptop",
      role: "responder",
      expiresAt: "2027-01-01T00:00:00Z",
    });
  });

  it("revokes by the name, and an ended one of the same name is not in the way", async () => {
    const ended = { ...token, id: "t0", revokedAt: "2026-11-22T07:00:00.000Z" };
    const answers: Answers = {
      "GET /api/v1/tokens": json(tokenListSchema.parse({ tokens: [ended, token] })),
      "DELETE /api/v1/tokens/t1": noContent,
    };
    expect((await tocsin(["token", "revoke", "laptop"], answers)).code).toBe(0);
    const { out } = await tocsin(["token", "list"], answers);
    expect(out).toMatch(
      /laptop +responder +revoked +never +t0\nlaptop +responder +valid +never +t1/,
    );
  });
});
