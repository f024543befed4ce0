import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SAMPLE_NOW } from "../../../test/support/api-samples.ts";
import { type ApiServer, problem, startApiServer } from "../../../test/support/api-server.ts";
import { FakeTocsin } from "../../../test/support/fake-tocsin.ts";
import { runTocsin, type TocsinOptions, type TocsinRun } from "../../../test/support/run-tocsin.ts";
import type { Surroundings } from "../surroundings.ts";

const MINUTE_MS = 60_000;

let now: number;
let folder: string;
let servers: ApiServer[];

beforeEach(() => {
  now = SAMPLE_NOW;
  folder = mkdtempSync(join(tmpdir(), "tocsin-demo-"));
  servers = [];
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  for (const server of servers) await server.close();
});

/** Virtual time: waiting moves the clock. */
function surroundings(parts: Partial<Surroundings> = {}): Partial<Surroundings> {
  return {
    now: () => now,
    wait: async (ms) => {
      now += ms;
    },
    ...parts,
  };
}

async function serve(fake: FakeTocsin): Promise<ApiServer> {
  const server = await startApiServer(fake.answers());
  servers.push(server);
  return server;
}

function fakeTocsin(
  secondStepAfterMs: number,
  channel: "console" | "email" = "console",
): FakeTocsin {
  return new FakeTocsin({ now: () => now, secondStepAfterMs, channel });
}

async function demo(argv: readonly string[], options: TocsinOptions): Promise<TocsinRun> {
  const env = { XDG_CONFIG_HOME: folder, ...options.io?.env };
  return runTocsin(["demo", ...argv], {
    ...options,
    io: { ...options.io, env },
    surroundings: surroundings(options.surroundings),
  });
}

/** In which order the texts stand. */
function expectInOrder(out: string, texts: readonly string[]): void {
  const places = texts.map((text) => ({ text, at: out.indexOf(text) }));
  for (const { text, at } of places) expect(at, text).toBeGreaterThanOrEqual(0);
  expect(places).toEqual([...places].sort((a, b) => a.at - b.at));
}

describe("tocsin demo on a throw-away server", () => {
  it("shows page, escalation, acknowledgement, role, resolution and postmortem", async () => {
    const fake = fakeTocsin(4000);
    const server = await serve(fake);
    let closed = false;
    const demoServer = async () => ({
      url: server.url,
      token: "of-demo",
      close: async () => {
        closed = true;
      },
    });
    const { code, out, err } = await demo(["--fast"], { host: { demoServer } });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expectInOrder(out, [
      "An alert comes in",
      "A page to Alice went out.",
      "Nobody answers.",
      "Called on Bob.",
      "A page to Bob went out.",
      "Somebody acknowledges.",
      "paging goes on for it: incident commander.",
      "Ops took the role incident commander.",
      "stopped: nobody is paged",
      "Resolution proposed",
      "Ops resolved the incident.",
      "Executive Summary · Timeline",
      "tocsin postmortem last",
    ]);
    expect(fake.webhooks).toEqual(["firing", "resolved"]);
    expect(closed).toBe(true);
  });

  it("is used where no server answers", async () => {
    const server = await serve(fakeTocsin(4000));
    const idle = await startApiServer({});
    await idle.close();
    const demoServer = async () => ({ url: server.url, token: "of-demo", close: async () => {} });
    const { code, out } = await demo([], { url: idle.url, host: { demoServer } });
    expect(code).toBe(0);
    expect(out).toContain("A throw-away Tocsin starts in memory.");
  });

  it("is used where the server is another machine's, which it leaves alone", async () => {
    const server = await serve(fakeTocsin(4000));
    const demoServer = async () => ({ url: server.url, token: "of-demo", close: async () => {} });
    const { code, out } = await demo([], { url: "https://tocsin.invalid", host: { demoServer } });
    expect(code).toBe(0);
    expect(out).toContain(
      "https://tocsin.invalid is not on this machine: the demo leaves it alone.",
    );
  });

  it("is closed, and says so, when it does not escalate", async () => {
    const server = await serve(fakeTocsin(60 * MINUTE_MS));
    let closed = false;
    const close = async () => {
      closed = true;
    };
    const demoServer = async () => ({ url: server.url, token: "of-demo", close });
    const { code, err } = await demo(["--fast"], { host: { demoServer } });
    expect(code).toBe(70);
    expect(err).toContain("did not escalate in time");
    expect(closed).toBe(true);
  });
});

describe("tocsin demo on the running server", () => {
  it("goes at its own speed and tells what would have come", async () => {
    const fake = fakeTocsin(5 * MINUTE_MS);
    const server = await serve(fake);
    const { code, out } = await demo([], { url: server.url });
    expect(code).toBe(0);
    expectInOrder(out, [
      "A page to Alice went out.",
      "If nobody answered, this would come:",
      "next: Bob by e-mail (Secondary) at 13:35 UTC, in 5 min",
      "Somebody acknowledges.",
      "Ops resolved the incident.",
      "tocsin postmortem 20261123-007 --output postmortem-20261123-007.md",
      "tocsin demo --fast",
    ]);
    expect(out).not.toContain("Bob.");
    expect(fake.status).toBe("resolved");
  });

  it("uses its integration again, and keeps the key to itself", async () => {
    const fake = fakeTocsin(5 * MINUTE_MS);
    const server = await serve(fake);
    expect((await demo([], { url: server.url })).code).toBe(0);
    expect(fake.integrations).toBe(1);
    const key = join(folder, "tocsin", "demo-integration.json");
    expect(statSync(key).mode & 0o777).toBe(0o600);
    expect((await demo([], { url: server.url })).code).toBe(0);
    expect(fake.integrations).toBe(1);
  });

  it("waits for Enter on a terminal, and tells what happens meanwhile", async () => {
    const server = await serve(fakeTocsin(3000));
    const questions: string[] = [];
    const { code, out } = await demo([], {
      url: server.url,
      io: { isTty: true, env: { NO_COLOR: "1" } },
      surroundings: {
        canAsk: true,
        // Enter is pressed when some time has passed: until then the story goes on.
        ask: async (question) => {
          questions.push(question);
          const until = now + 5000;
          while (now < until) await new Promise((resolve) => setImmediate(resolve));
          return "";
        },
      },
    });
    expect(code).toBe(0);
    expect(questions).toEqual(["\nPress Enter to acknowledge.\n", "\nPress Enter to take it.\n"]);
    expectInOrder(out, ["A page to Alice went out.", "Called on Bob.", "Ops acknowledged."]);
  });

  it("is content when whoever was paged is quicker", async () => {
    const fake = fakeTocsin(5 * MINUTE_MS);
    const server = await serve(fake);
    const ask = async (): Promise<string> => {
      fake.acknowledge("Alice");
      return "";
    };
    const { code, out } = await demo([], {
      url: server.url,
      io: { isTty: true, env: { NO_COLOR: "1" } },
      surroundings: { canAsk: true, ask },
    });
    expect(code).toBe(0);
    expect(out).toContain("Alice acknowledged.");
    expect(out).not.toContain("Ops acknowledged.");
  });

  it("asks before it pages people who are reached elsewhere, and not without a keyboard", async () => {
    const fake = fakeTocsin(5 * MINUTE_MS, "email");
    const server = await serve(fake);
    const { code, err } = await demo([], { url: server.url });
    expect(code).toBe(2);
    expect(err).toContain("pages whoever is on call, for real; reachable are Alice, Bob");
    expect(fake.webhooks).toEqual([]);
    expect((await demo(["--auto"], { url: server.url })).code).toBe(0);
  });

  it("leaves nothing open when it is interrupted", async () => {
    const fake = fakeTocsin(5 * MINUTE_MS);
    const server = await serve(fake);
    let interrupt = (): void => {};
    const { code, out } = await demo([], {
      url: server.url,
      io: { isTty: true, env: { NO_COLOR: "1" } },
      surroundings: {
        canAsk: true,
        onInterrupt: (handler) => {
          interrupt = handler;
          return () => {};
        },
        ask: async () => {
          interrupt();
          return undefined;
        },
      },
    });
    expect(code).toBe(130);
    expect(out).toContain("The demo was interrupted; its alert has ended.");
    expect(fake.webhooks).toEqual(["firing", "resolved"]);
    expect(fake.status).toBe("resolved");
  });

  it("says what helps when the token is refused", async () => {
    const server = await startApiServer({
      "GET /api/v1/me": problem("unauthenticated", "The API token is not known."),
    });
    servers.push(server);
    const { code, err } = await demo([], { url: server.url });
    expect(code).toBe(3);
    expect(err).toContain("`tocsin demo --fast` needs no server.");
  });
});
