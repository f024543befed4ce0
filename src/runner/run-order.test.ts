/** Orders carried out by real programs of this machine. */

import { existsSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, describe, expect, test } from "vitest";
import type { WorkOrder } from "../contract/work-order.ts";
import { loadSyntaxParsers } from "../platform/syntax-parsers.ts";
import { fillCommand } from "../playbook/plan/fill-command.ts";
import { planCommand } from "../playbook/plan/plan-command.ts";
import { detectIsolation } from "./isolation.ts";
import { type RunnerContext, runOrder } from "./run-order.ts";
import { secretForms } from "./secret-forms.ts";

const CURL = "/usr/bin/curl";
const KUBECTL = "/usr/bin/kubectl";
const SECRET = "correct-horse-battery-staple";

const parsers = await loadSyntaxParsers();
const context: RunnerContext = {
  parsers,
  isolation: await detectIsolation(),
  programs: new Map([
    ["curl", CURL],
    ["kubectl", KUBECTL],
    ["psql", "/usr/bin/psql"],
    ["uptime", "/usr/bin/uptime"],
    ["jq", "/usr/bin/jq"],
  ]),
  observe: { environment: { LC_ALL: "C.UTF-8", SHOP_TOKEN: SECRET } },
  secrets: secretForms([SECRET]),
  now: () => Date.parse("2026-01-14T02:00:00Z"),
  limitMs: { observe: 20_000, change: 20_000 },
};

/** An order as the server makes it. */
function order(command: string, more: Partial<WorkOrder> = {}): WorkOrder {
  const inputs = more.inputs ?? {};
  const planned = planCommand({ command, argv: more.argv ?? undefined }, parsers);
  const filled = planned.kind === "run" ? fillCommand(planned, inputs, parsers) : undefined;
  return {
    id: "run-1",
    fence: 1,
    playbookHash: "d".repeat(64),
    command,
    argv: null,
    namespace: null,
    inputs,
    stages: filled?.kind === "filled" ? filled.stages.map(({ argv }) => [...argv]) : [],
    effect: "observe",
    startBefore: "2026-01-14T02:10:00.000Z",
    ...more,
  };
}

/** Pages that a test asks for; one never ends, one has no end in sight. */
const pages: Readonly<Record<string, (response: ServerResponse) => void>> = {
  "/lines": (response) => response.end("alpha\nbeta ERROR\ngamma\ndelta ERROR\n"),
  "/json": (response) => response.end('{"status":"ok"}'),
  "/leak": (response) => {
    response.write(`before ${SECRET.slice(0, 9)}`);
    response.write(SECRET.slice(9));
    response.end(
      `\n${Buffer.from(`user:${SECRET}`).toString("base64")}\npassword=hunter2hunter2\nafter\n`,
    );
  },
  "/large": (response) => {
    const line = `${"x".repeat(1023)}\n`;
    response.write("the first line\n");
    for (let at = 0; at < 12; at += 1) response.write(line.repeat(1024));
    response.end("the last line\n");
  },
  "/never": (response) => {
    response.write("it has begun\n");
  },
};
const server = createServer((request, response) => {
  const page = pages[request.url ?? ""];
  if (page === undefined) response.writeHead(404).end("no such page\n");
  else page(response);
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe.skipIf(!existsSync(CURL))("an order", () => {
  test("is carried out, and its output kept", async () => {
    expect(await runOrder(order(`curl -sS ${base}/lines`), context)).toMatchObject({
      kind: "succeeded",
      exitCodes: [0],
      output: "alpha\nbeta ERROR\ngamma\ndelta ERROR\n",
      omittedBytes: 0,
    });
  });

  test("goes through filters and programs", async () => {
    const filtered = await runOrder(
      order(`curl -sS ${base}/lines | grep ERROR | head -1`),
      context,
    );
    expect(filtered).toMatchObject({ kind: "succeeded", output: "beta ERROR\n" });
    const piped = await runOrder(order(`curl -sS ${base}/json | jq -r .status`), context);
    expect(piped).toMatchObject({ kind: "succeeded", output: "ok\n", exitCodes: [0, 0] });
  });

  test("has not failed when grep finds nothing", async () => {
    const outcome = await runOrder(order(`curl -sS ${base}/lines | grep nothing-like-it`), context);
    expect(outcome).toMatchObject({ kind: "succeeded", exitCodes: [0, 1], output: "" });
  });

  test("has failed when a program says so, and shows what it said", async () => {
    const outcome = await runOrder(order(`curl -sSf ${base}/none`), context);
    expect(outcome).toMatchObject({
      kind: "failed",
      exitCodes: [22],
      reason: expect.stringContaining("exit code 22"),
    });
    expect(outcome.output).toContain("404");
  });

  test("keeps errors out, or among the lines, where the line says so", async () => {
    const dropped = await runOrder(order(`curl -sSf ${base}/none 2>/dev/null`), context);
    expect(dropped).toMatchObject({ kind: "failed", output: "" });
    const joined = await runOrder(order(`curl -sSf ${base}/none 2>&1 | grep -c 404`), context);
    expect(joined).toMatchObject({ output: "1\n" });
  });

  test("ends what nobody reads any more", async () => {
    const outcome = await runOrder(order(`curl -sSN ${base}/never | head -1`), context);
    expect(outcome).toMatchObject({ kind: "succeeded", output: "it has begun\n" });
  });

  test("keeps both ends of what is large", async () => {
    const outcome = await runOrder(order(`curl -sS ${base}/large`), context);
    expect(outcome).toMatchObject({ kind: "succeeded", outputBytes: 12 * 1024 * 1024 + 29 });
    expect(outcome.output).toMatch(
      /^the first line\n[\s\S]*bytes are left out[\s\S]*the last line\n$/u,
    );
    expect(outcome.output.length).toBeLessThan(257 * 1024);
  });

  test("shows no secret, wherever it was cut and however it was written", async () => {
    const { output } = await runOrder(order(`curl -sS ${base}/leak`), context);
    expect(output).toMatch(
      /^before \[redacted\]\n.*\[redacted\]\npassword=\[redacted\]\nafter\n$/u,
    );
    expect(output).not.toContain("horse");
    expect(Buffer.from(output.split("\n")[1] ?? "", "base64").toString()).not.toContain("horse");
    expect(output).not.toContain("hunter2");
  });

  test("that takes too long is ended", async () => {
    const limitMs = { observe: 300, change: 300 };
    const outcome = await runOrder(order(`curl -sSN ${base}/never`), { ...context, limitMs });
    expect(outcome).toMatchObject({ kind: "timed-out", output: "it has begun\n" });
  });

  test("can be ended from outside", async () => {
    const end = new AbortController();
    const running = runOrder(order(`curl -sSN ${base}/never`), context, { signal: end.signal });
    end.abort();
    expect(await running).toMatchObject({ kind: "killed" });
  });
});

describe("an order is refused, and nothing is started", () => {
  test.each<[string, WorkOrder, RegExp]>([
    ["late", order("uptime", { startBefore: "2026-01-14T02:00:00.000Z" }), /earlier/u],
    [
      "of a higher class",
      order("kubectl delete pod web -n shop"),
      /“change”, and “observe” was claimed/u,
    ],
    [
      "with other words",
      order("uptime", { stages: [["uptime", "-p"]] }),
      /not the ones that were shown/u,
    ],
    [
      "with another program",
      order("uptime", { stages: [["id"]] }),
      /not the ones that were shown/u,
    ],
    ["with a value left out", order("kubectl describe pod <pod>"), /pod is not filled in/u],
    [
      "with an option for a value",
      order("kubectl describe pod <pod>", { inputs: { pod: "--kubeconfig=x" } }),
      /begins with/u,
    ],
    ["with a shell", order("uptime", { argv: ["bash", "-c", "id"] }), /is a shell/u],
    ["with a program that it has not", order("df -h"), /not among the programs/u],
    [
      "that changes something",
      order("kubectl delete pod web -n shop", { effect: "change" }),
      /no identity for changes/u,
    ],
    ["that is unknown", order("unheard-of"), /not known what it does/u],
  ])("%s", async (_, given, reason) => {
    expect(await runOrder(given, context)).toMatchObject({
      kind: "refused",
      reason: expect.stringMatching(reason),
      exitCodes: [],
    });
  });
});
