import { describe, expect, it } from "vitest";
import { createToken } from "../../src/operations/token/create.ts";
import { revokeToken } from "../../src/operations/token/revoke.ts";
import { savePerson } from "../../src/store/people.ts";
import { listTokens } from "../../src/store/tokens.ts";
import { type HttpFixture, httpFixture, PUBLIC_URL, tokenOf } from "../support/http-fixture.ts";
import { SETUP } from "../support/operation-context.ts";

const me = async (fixture: HttpFixture, token: string) =>
  (await fixture.send("GET", "/api/v1/me", { token })).status;

describe("an API token", () => {
  it("tells who it stands for and what they may do", async () => {
    const { send, tokens, responder } = await httpFixture();
    const response = await send("GET", "/api/v1/me", { token: tokens.responder });
    const principal = (await response.json()) as { permissions: string[] };
    expect(principal).toMatchObject({
      name: "Rita Responder",
      role: "responder",
      teams: [],
      personId: responder.id,
    });
    expect(principal.permissions).toContain("incident.acknowledge");
    expect(principal.permissions).not.toContain("token.write");
  });

  it("ends when it expires, and when it is revoked", async () => {
    const fixture = await httpFixture();
    const { context } = fixture;
    const expiresAt = context.clock.now() + 1000;
    const input = { name: "short", role: "viewer", teams: [] } as const;
    const { token, secret } = await createToken(context, SETUP, { ...input, expiresAt });
    expect(await me(fixture, secret)).toBe(200);
    await context.clock.advance(1000);
    expect(await me(fixture, secret)).toBe(401);
    const other = await createToken(context, SETUP, { ...input, name: "other" });
    await revokeToken(context, SETUP, other.token);
    expect(await me(fixture, other.secret)).toBe(401);
    expect(token.hash).not.toContain(secret);
  });

  it("does no more than its person may do today", async () => {
    const { context, send, responder, tokens } = await httpFixture();
    const declare = () =>
      send("POST", "/api/v1/incidents", { token: tokens.responder, body: { title: "Down" } });
    expect((await declare()).status).toBe(201);
    await context.database.transaction((tx) =>
      savePerson(tx, { ...responder, role: "viewer" }, context.clock.now()),
    );
    expect((await declare()).status).toBe(403);
  });

  it("reaches no further than its person's teams", async () => {
    const fixture = await httpFixture();
    const { context, send, responder } = fixture;
    const save = (teams: readonly string[]) =>
      context.database.transaction((tx) =>
        savePerson(tx, { ...responder, role: "admin", teams }, context.clock.now()),
      );
    const teamsOf = async (token: string) => {
      const answer = await send("GET", "/api/v1/me", { token });
      if (answer.status !== 200) return answer.status;
      return ((await answer.json()) as { teams: string[] }).teams;
    };
    const input = { role: "admin", personId: responder.id } as const;
    const everywhere = await tokenOf(context, input);
    const two = await tokenOf(context, { ...input, teams: ["web", "data"] });
    expect([await teamsOf(everywhere), await teamsOf(two)]).toEqual([[], ["web", "data"]]);
    await save(["data", "edge"]);
    expect([await teamsOf(everywhere), await teamsOf(two)]).toEqual([["data", "edge"], ["data"]]);
    // Nothing in common is nothing at all: an empty list would mean every team.
    await save(["edge"]);
    expect(await teamsOf(two)).toBe(401);
  });

  it("is noted as used, at most once a minute", async () => {
    const fixture = await httpFixture();
    const { context, tokens } = fixture;
    const startedAt = context.clock.now();
    const usedAt = async () =>
      (await listTokens(context.database.read)).find(({ role }) => role === "viewer")?.lastUsedAt;
    await me(fixture, tokens.viewer);
    await context.clock.advance(59_000);
    await me(fixture, tokens.viewer);
    expect(await usedAt()).toBe(startedAt);
    await context.clock.advance(1000);
    await me(fixture, tokens.viewer);
    expect(await usedAt()).toBe(startedAt + 60_000);
  });

  it.each([
    "",
    "Bearer",
    "Bearer tocsin_pat_short",
    "Bearer tocsin_int_0123456789012345678901234567890123456789012",
    "Basic dG9jc2luOng=",
    `Bearer tocsin_pat_${"A".repeat(43)}`,
    `Bearer ${"x".repeat(10_000)}`,
    "Bearer two words",
  ])("is asked for instead of %j", async (authorization) => {
    const { send } = await httpFixture();
    const response = await send("GET", "/api/v1/me", { headers: { authorization } });
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toBe('Bearer realm="tocsin"');
  });
});

describe("failed authentications", () => {
  it("are answered 429 after twenty in a minute, while a good token passes", async () => {
    const fixture = await httpFixture();
    const wrong = `tocsin_pat_${"A".repeat(43)}`;
    for (let i = 0; i < 20; i += 1) expect(await me(fixture, wrong)).toBe(401);
    const refused = await fixture.send("GET", "/api/v1/me", { token: wrong });
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("60");
    expect(await me(fixture, fixture.tokens.viewer)).toBe(200);
    await fixture.context.clock.advance(60_000);
    expect(await me(fixture, wrong)).toBe(401);
  });

  it("are counted by the address that our own proxies saw", async () => {
    const fixture = await httpFixture(({ settings }) => ({
      settings: { ...settings, trustedProxyHops: 1 },
    }));
    const fail = async (forwardedFor: string) =>
      (
        await fixture.send("GET", "/api/v1/me", {
          token: "wrong",
          headers: { "x-forwarded-for": forwardedFor },
        })
      ).status;
    for (let i = 0; i < 20; i += 1) await fail(`10.0.0.${i}, 203.0.113.7`);
    expect(await fail("10.0.0.99, 203.0.113.7")).toBe(429);
    expect(await fail("203.0.113.7, 203.0.113.8")).toBe(401);
  });

  it("of integration keys and acknowledge links count, too", async () => {
    const { send } = await httpFixture();
    for (let i = 0; i < 10; i += 1) {
      expect((await send("POST", "/ingest/plain", { body: {} })).status).toBe(401);
      expect((await send("GET", "/a/guess")).status).toBe(404);
    }
    expect((await send("POST", "/ingest/plain", { body: {} })).status).toBe(429);
    expect((await send("GET", "/a/guess")).status).toBe(429);
  });
});

describe("a browser", () => {
  it("may write from our own pages only", async () => {
    const { send, tokens } = await httpFixture();
    const write = async (headers: Record<string, string>) =>
      (
        await send("POST", "/api/v1/incidents", {
          token: tokens.admin,
          body: { title: "Down" },
          headers,
        })
      ).status;
    expect(await write({ origin: PUBLIC_URL })).toBe(201);
    expect(await write({ origin: "https://evil.example" })).toBe(403);
    expect(await write({ origin: "null" })).toBe(403);
    expect(await write({ "sec-fetch-site": "cross-site" })).toBe(403);
    const read = await send("GET", "/api/v1/me", {
      token: tokens.viewer,
      headers: { origin: "https://evil.example" },
    });
    expect(read.status).toBe(200);
    expect(read.headers.get("access-control-allow-origin")).toBeNull();
  });
});

it("every answer carries the security headers", async () => {
  const { send, tokens } = await httpFixture();
  const answers = await Promise.all([
    send("GET", "/"),
    send("GET", "/nowhere"),
    send("GET", "/api/v1/me"),
    send("GET", "/api/v1/me", { token: tokens.viewer }),
    send("HEAD", "/healthz"),
    send("OPTIONS", "/api/v1/incidents"),
    send("GET", "/a/none"),
    send("POST", "/ingest/plain", { body: {} }),
    send("POST", "/v2/enqueue", { body: { routing_key: "none" } }),
    send("POST", "/api/v1/tokens", { token: tokens.admin, body: {} }),
  ]);
  for (const { headers } of answers) {
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("strict-transport-security")).toContain("max-age=");
  }
});
