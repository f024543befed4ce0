import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import {
  type Answers,
  type ApiServer,
  json,
  problem,
  startApiServer,
} from "../../test/support/api-server.ts";
import { runTocsin, type TocsinRun } from "../../test/support/run-tocsin.ts";

const ME = {
  name: "Alice",
  role: "admin",
  teams: [],
  personId: null,
  tokenId: "t1",
  permissions: ["incident.read"],
};

let server: ApiServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function whoami(answers: Answers, path = ""): Promise<TocsinRun> {
  server = await startApiServer(answers);
  return runTocsin(["whoami"], { url: `${server.url}${path}` });
}

describe("a request", () => {
  it("carries the token and asks for JSON", async () => {
    const { code, out } = await whoami({ "GET /api/v1/me": json(ME) });
    expect(code).toBe(0);
    expect(out).toContain("Alice (admin)");
    expect(server?.received[0]).toMatchObject({
      authorization: "Bearer tocsin_pat_test",
      accept: "application/json",
    });
  });

  it("keeps the path of a server behind a proxy", async () => {
    expect((await whoami({ "GET /tocsin/api/v1/me": json(ME) }, "/tocsin/")).code).toBe(0);
  });
});

describe("a refusal", () => {
  it("is shown in the server's words, with what to do and its exit code", async () => {
    const answer = problem("unauthenticated", "The API token was revoked.");
    const { code, out, err } = await whoami({ "GET /api/v1/me": answer });
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toBe(
      "error: Authentication is needed: The API token was revoked.\n" +
        "  Run `tocsin login`, or give a token in TOCSIN_TOKEN.\n",
    );
  });

  it("names the fields that are not valid, each once", async () => {
    const errors = [
      { path: "severity", message: "too long" },
      { path: "title", message: "missing" },
    ];
    const { code, err } = await whoami({
      "GET /api/v1/me": problem("invalid-input", "severity: too long", { errors }),
    });
    expect(code).toBe(2);
    expect(err).toBe("error: The request is not valid: severity: too long\n  title: missing\n");
  });

  it("says when to try again", async () => {
    const answer = problem("overloaded", "Too much at once.");
    const headers = { ...answer.headers, "retry-after": "5" };
    const { code, err } = await whoami({ "GET /api/v1/me": { ...answer, headers } });
    expect(code).toBe(6);
    expect(err).toContain("Try again in 5 s.");
  });

  it("cannot steer the terminal", async () => {
    const { err } = await whoami({
      "GET /api/v1/me": problem("forbidden", "no\u001b[2J\nerror: gone"),
    });
    expect(err).toContain("no␛[2J error: gone");
  });
});

describe("an answer that is not Tocsin's", () => {
  it("of a gateway is unavailable", async () => {
    const { code, err } = await whoami({
      "GET /api/v1/me": {
        status: 502,
        headers: { "content-type": "text/html" },
        body: "<h1>Bad</h1>",
      },
    });
    expect(code).toBe(6);
    expect(err).toContain("answered 502 Bad Gateway, and not in Tocsin's words");
    expect(err).toContain("The URL comes from TOCSIN_URL.");
  });

  it("that redirects is not followed, so the token goes nowhere else", async () => {
    const { code, err } = await whoami({
      "GET /api/v1/me": { status: 302, headers: { location: "https://elsewhere.example/login" } },
    });
    expect(code).toBe(70);
    expect(err).toContain("It points to https://elsewhere.example/login");
    expect(server?.received).toHaveLength(1);
  });

  it.each([
    ["JSON of another kind", json({ hello: "world" })],
    ["JSON that is no object", json("role")],
    ["a page", { status: 200, body: "<h1>role</h1>" }],
  ])("%s is not taken for one", async (_, answer) => {
    const { code, err } = await whoami({ "GET /api/v1/me": answer });
    expect(code).toBe(70);
    expect(err).toContain("answered something that is not Tocsin's");
  });
});

describe("a server that does not answer", () => {
  it("on this machine: how to start it", async () => {
    const { code, err } = await runTocsin(["whoami"], { url: await unusedUrl() });
    expect(code).toBe(6);
    expect(err).toMatch(/^error: cannot reach http:\/\/127\.0\.0\.1:\d+: nothing listens there\n/);
    expect(err).toContain("tocsin serve");
  });

  it("elsewhere: that the name is not known", async () => {
    const { code, err } = await runTocsin(["whoami"], { url: "http://tocsin.invalid" });
    expect(code).toBe(6);
    expect(err).toContain("cannot reach http://tocsin.invalid:");
    expect(err).not.toContain("tocsin serve");
  });

  it("that hangs up in the middle", async () => {
    const half = createServer((_, outgoing) => {
      outgoing.writeHead(200, { "content-length": "100" });
      outgoing.write("{");
      outgoing.destroy();
    });
    await new Promise<void>((resolve) => half.listen(0, "127.0.0.1", resolve));
    const { port } = half.address() as AddressInfo;
    const { code, err } = await runTocsin(["whoami"], { url: `http://127.0.0.1:${port}` });
    half.close();
    expect(code).toBe(6);
    expect(err).toContain("cannot reach");
  });
});

/** Of a port that was free a moment ago. */
async function unusedUrl(): Promise<string> {
  const probe = await startApiServer({});
  await probe.close();
  return probe.url;
}
