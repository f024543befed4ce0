import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Answers, json, problem } from "../../../test/support/api-server.ts";
import { type ServedRun, tocsin } from "../../../test/support/run-tocsin.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tocsin-sign-in-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("tocsin login", () => {
  const me = {
    name: "Alice",
    role: "admin",
    teams: [],
    personId: null,
    tokenId: "t",
    permissions: [],
  };

  async function login(answer: Answers, typed: string | undefined): Promise<ServedRun> {
    const asked: unknown[] = [];
    const ask = async (_: string, options?: object): Promise<string | undefined> => {
      asked.push(options);
      return typed;
    };
    const env = { XDG_CONFIG_HOME: folder };
    const run = await tocsin(["login"], answer, { io: { env }, surroundings: { ask } });
    expect(asked).toEqual([{ secret: true }]);
    return run;
  }

  it("tries the token, then stores it for its owner only", async () => {
    const { code, out, received, url } = await login(
      { "GET /api/v1/me": json(me) },
      " tocsin_pat_new \n",
    );
    expect(code).toBe(0);
    expect(out).toContain("as Alice (admin)");
    expect(out).not.toContain("tocsin_pat_new");
    expect(received[0]?.authorization).toBe("Bearer tocsin_pat_new");
    const path = join(folder, "tocsin", "profile.json");
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({
      url,
      token: "tocsin_pat_new",
    });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("stores nothing that does not work", async () => {
    const refused = { "GET /api/v1/me": problem("unauthenticated", "Not known.") };
    expect((await login(refused, "wrong")).code).toBe(3);
    expect((await login({}, "")).code).toBe(2);
    expect((await login({}, undefined)).code).toBe(2);
    expect(existsSync(join(folder, "tocsin"))).toBe(false);
  });
});
