import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { request } from "undici";
import { describe, expect, it } from "vitest";
import { problemSchema } from "../../src/contract/problem.ts";
import { AppError, ERROR_CODES, type ErrorCode } from "../../src/domain/error.ts";
import { httpFixture } from "../support/http-fixture.ts";
import { liveServer } from "../support/live-server.ts";

const DOCS = readFileSync(new URL("../../docs/errors.md", import.meta.url), "utf8");

async function problemOf(response: Response) {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  return problemSchema.parse(await response.json());
}

const CODES = Object.entries(ERROR_CODES) as [ErrorCode, (typeof ERROR_CODES)[ErrorCode]][];
const PLAYBOOK = { files: [{ path: "a.md", contentBase64: "IyBB" }] };

describe("every error", () => {
  it.each(CODES)("%s is documented", (code, { status, exitCode }) => {
    const section = DOCS.split(/^## /mu).find((text) => text.startsWith(`${code}\n`));
    expect(section).toContain(`Status ${status}, exit code ${exitCode}.`);
  });

  it("is documented only when it exists", () => {
    const sections = [...DOCS.matchAll(/^## (.+)$/gmu)].map((match) => match[1]);
    expect(sections.sort()).toEqual(Object.keys(ERROR_CODES).sort());
  });

  it("has its status, its title and its place on the page that its type points at", async () => {
    let code: ErrorCode = "conflict";
    const fixture = await httpFixture(() => ({
      playbooks: { activate: () => Promise.reject(new AppError(code, "Said so.")) },
    }));
    const page = await (await fixture.send("GET", "/docs/errors")).text();
    for (const [each, { status, title }] of CODES) {
      code = each;
      const token = fixture.tokens.admin;
      const response = await fixture.send("POST", "/api/v1/playbook", { token, body: PLAYBOOK });
      expect(response.status).toBe(status);
      const type = `/docs/errors#${code}`;
      const detail = "Said so.";
      expect(await problemOf(response)).toMatchObject({ type, title, status, code, detail });
      expect(page).toContain(`id="${code}"`);
    }
  });
});

describe("a refused request", () => {
  it("says which fields are not valid", async () => {
    const { send, tokens } = await httpFixture();
    const response = await send("POST", "/api/v1/tokens", {
      token: tokens.admin,
      body: { name: "  ", role: "emperor" },
    });
    expect(response.status).toBe(400);
    const problem = await problemOf(response);
    expect(problem.errors?.map(({ path }) => path)).toEqual(["name", "role"]);
  });

  it("says that the body is no JSON, has the wrong type, or is missing", async () => {
    const { send, tokens } = await httpFixture();
    const ask = (body: string | undefined, type?: string) =>
      send("POST", "/api/v1/incidents", {
        token: tokens.admin,
        ...(body === undefined ? {} : { body }),
        headers: type === undefined ? {} : { "content-type": type },
      });
    expect((await problemOf(await ask("{", "application/json"))).code).toBe("invalid-input");
    expect((await problemOf(await ask("title=x", "text/plain"))).code).toBe(
      "unsupported-media-type",
    );
    expect((await problemOf(await ask(undefined))).code).toBe("invalid-input");
  });

  it("is refused when it is longer than its route needs", async () => {
    const { send, tokens } = await httpFixture();
    const codeOf = async (path: string, length: number) => {
      const body = JSON.stringify({ title: "x".repeat(length) });
      const headers = { "content-type": "application/json" };
      const response = await send("POST", path, { token: tokens.admin, body, headers });
      return response.headers.get("content-type")?.includes("problem")
        ? (await problemOf(response)).code
        : response.status;
    };
    const mib = 1024 * 1024;
    expect(await codeOf("/api/v1/playbook", 23 * mib)).toBe("invalid-input");
    expect(await codeOf("/api/v1/playbook", 24 * mib)).toBe("too-large");
    expect(await codeOf("/api/v1/incidents", mib)).toBe("too-large");
    // Whoever has no token has the least room.
    expect(await codeOf("/a/guess", 5000)).toBe("too-large");
    expect(await codeOf("/a/guess", 500)).toBe(404);
  });

  it("is refused as soon as more than that has come, and is read whole when it is less", async () => {
    const fixture = await httpFixture();
    const url = `${await liveServer(fixture)}/api/v1/incidents`;
    const send = async (title: string) => {
      // A stream has no length that could be looked at beforehand.
      const body = Readable.from([Buffer.from(`{"title": "${title}`), Buffer.from('"}')]);
      const headers = {
        authorization: `Bearer ${fixture.tokens.admin}`,
        "content-type": "application/json",
      };
      const answer = await request(url, { method: "POST", headers, body });
      await answer.body.dump();
      return answer.statusCode;
    };
    expect(await send("Checkout is down")).toBe(201);
    expect(await send("x".repeat(1024 * 1024))).toBe(413);
  });

  it("carries the diagnostics of a refused playbook, and no other particulars", async () => {
    const diagnostic = {
      code: "TOC101",
      level: "error",
      message: "m",
      file: "a.md",
      line: 1,
      column: 1,
    };
    const fixture = await httpFixture(() => ({
      playbooks: {
        activate: () =>
          Promise.reject(
            new AppError("playbook-refused", "It has errors.", {
              details: { diagnostics: [diagnostic], secret: "inside" },
            }),
          ),
      },
    }));
    const response = await fixture.send("POST", "/api/v1/playbook", {
      token: fixture.tokens.admin,
      body: PLAYBOOK,
    });
    const text = await response.clone().text();
    expect((await problemOf(response)).diagnostics).toEqual([diagnostic]);
    expect(text).not.toContain("inside");
  });

  it("says when to come back", async () => {
    const fixture = await httpFixture(() => ({
      playbooks: {
        activate: () =>
          Promise.reject(
            new AppError("too-many-requests", "Wait.", { details: { retryAfterSeconds: 7 } }),
          ),
      },
    }));
    const response = await fixture.send("POST", "/api/v1/playbook", {
      token: fixture.tokens.admin,
      body: PLAYBOOK,
    });
    expect(response.headers.get("retry-after")).toBe("7");
  });
});

it("an unexpected error tells an id that the log has, and never its message", async () => {
  const fixture = await httpFixture(() => ({
    metrics: {
      render: () => Promise.reject(new Error("password=hunter2 at db-1")),
      reported: () => {},
    },
  }));
  const response = await fixture.send("GET", "/metrics", { token: fixture.tokens.viewer });
  expect(response.status).toBe(500);
  const text = await response.clone().text();
  const { instance } = await problemOf(response);
  expect(text).not.toMatch(/hunter2|db-1/);
  expect(fixture.context.logLines.some((line) => line.includes(instance ?? "none"))).toBe(true);
});

it("an address that is not part of the API is not found", async () => {
  const { send, tokens } = await httpFixture();
  for (const path of ["/api/v1/nothing", "/api/v2/incidents", "/.env", "/api/v1/incidents/"])
    expect((await problemOf(await send("GET", path, { token: tokens.admin }))).code).toBe(
      "not-found",
    );
});
