/** What watches Tocsin: probes, metrics, health, pages, and the description of the API. */

import { request } from "undici";
import { describe, expect, it } from "vitest";
import { healthSchema, readinessSchema } from "../../src/contract/health.ts";
import { httpFixture } from "../support/http-fixture.ts";
import { liveServer } from "../support/live-server.ts";

describe("/readyz", () => {
  it.each([
    ["is ready", 5000, 200],
    ["is not ready when the engine has not passed for more than 30 s", 30_001, 503],
  ])("%s", async (_, ageMs, status) => {
    const fixture = await httpFixture(({ context, health }) => ({
      health: { ...health, engine: () => ({ lastPassAt: context.clock.now() - ageMs }) },
    }));
    const answer = await fixture.send("GET", "/readyz");
    expect(answer.status).toBe(status);
    readinessSchema.parse(await answer.json());
    expect((await fixture.send("GET", "/healthz")).status).toBe(200);
  });

  it("is not ready before the first pass, nor when the store fails, and does not say why to strangers", async () => {
    const young = await httpFixture(({ health }) => ({
      health: { ...health, engine: () => ({ lastPassAt: null }) },
    }));
    expect((await young.send("GET", "/readyz")).status).toBe(503);
    const broken = await httpFixture(({ health }) => ({
      health: { ...health, probeStore: () => Promise.reject(new Error("host db-1 is down")) },
    }));
    const answer = await broken.send("GET", "/readyz");
    expect(answer.status).toBe(503);
    expect(await answer.text()).not.toContain("db-1");
    expect(broken.context.logLines.join("")).toContain("db-1");
  });
});

it("/api/v1/health has every check, and the worst of them as a whole", async () => {
  const { send, tokens } = await httpFixture(({ health }) => ({
    health: {
      ...health,
      checks: async () => [{ name: "mail", status: "warning", detail: "Mail is not configured." }],
    },
  }));
  const answer = await send("GET", "/api/v1/health", { token: tokens.viewer });
  const health = healthSchema.parse(await answer.json());
  expect(health.status).toBe("warning");
  expect(health.checks.map(({ name }) => name)).toEqual(["store", "engine", "mail"]);
});

describe("/metrics", () => {
  it("is for this machine, or for whoever has a token", async () => {
    const fixture = await httpFixture();
    const url = `${await liveServer(fixture)}/metrics`;
    const ask = async (headers: Record<string, string>) =>
      (await request(url, { headers })).statusCode;
    expect(await ask({})).toBe(200);
    // A proxy on this machine passes strangers on.
    expect(await ask({ "x-forwarded-for": "203.0.113.7" })).toBe(401);
    // A page elsewhere whose name was made to lead here speaks to us from the operator's own browser.
    expect(await ask({ host: "attacker.example:8420" })).toBe(401);
    expect(await ask({ host: "localhost:8420" })).toBe(200);
    const authorization = `Bearer ${fixture.tokens.viewer}`;
    expect(await ask({ "x-forwarded-for": "203.0.113.7", authorization })).toBe(200);
  });
});

describe("/openapi.json", () => {
  it("describes every route, with who may use it", async () => {
    const fixture = await httpFixture();
    const document = (await (await fixture.send("GET", "/openapi.json")).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { security?: unknown[]; summary?: string }>>;
    };
    expect(document.openapi).toBe("3.1.0");
    const described = Object.entries(document.paths).flatMap(([path, verbs]) =>
      Object.keys(verbs).map(
        (verb) => `${verb.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`,
      ),
    );
    const declared = fixture.table.entries().map(({ method, path }) => `${method} ${path}`);
    expect(described.sort()).toEqual(declared.sort());
    for (const { method, path, access } of fixture.table.entries()) {
      const openPath = path.replaceAll(/:(\w+)/g, "{$1}");
      const operation = document.paths[openPath]?.[method.toLowerCase()];
      expect(operation?.summary, path).toBeTruthy();
      expect(operation?.security?.length === 0, path).toBe(
        "exempt" in access && ["public", "link", "callback"].includes(access.exempt),
      );
    }
  });

  it("refers to nothing that it does not have", async () => {
    const { send } = await httpFixture();
    const document = await (await send("GET", "/openapi.json")).text();
    const { components } = JSON.parse(document) as { components: Record<string, object> };
    const references = [...document.matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)];
    expect(references.length).toBeGreaterThan(10);
    for (const [, kind = "", name = ""] of references)
      expect(components[kind], name).toHaveProperty(name);
    for (const [name, schema] of Object.entries(components["schemas"] ?? {}))
      expect(Object.keys(schema as object).length, name).toBeGreaterThan(0);
  });
});

it("the front page says how it is and what to try, and nothing that needs a token", async () => {
  const { send } = await httpFixture();
  const answer = await send("GET", "/");
  const text = await answer.text();
  expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(text).toContain("It is well.");
  expect(text).toContain("TOCSIN_URL=https://tocsin.example");
  expect(text).not.toContain("<script");
});
