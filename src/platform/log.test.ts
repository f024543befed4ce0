import { describe, expect, test } from "vitest";
import { createLog, type LogOptions } from "./log.ts";

const CANARY = "tocsin_pat_canaryCanaryCanaryCanaryCanaryCanaryCanary1";

function collect(options: Partial<LogOptions> = {}) {
  const lines: string[] = [];
  const log = createLog({
    level: "debug",
    form: "json",
    write: (line) => lines.push(line),
    ...options,
  });
  return { log, lines };
}

describe("createLog", () => {
  test("writes one line of JSON for each record", () => {
    const { log, lines } = collect();
    log.info({ incident: "20261123-001" }, "an incident was opened");
    expect(lines).toHaveLength(1);
    expect(lines[0]?.endsWith("}\n")).toBe(true);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      level: "info",
      incident: "20261123-001",
      msg: "an incident was opened",
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/u),
    });
  });

  test("keeps the level", () => {
    const { log, lines } = collect({ level: "warn" });
    log.info("not shown");
    log.warn("shown");
    expect(lines).toHaveLength(1);
  });

  test("no secret gets out, by whichever way it gets in", () => {
    for (const form of ["json", "human"] as const) {
      const { log, lines } = collect({ form });
      const cause = new Error(`inner ${CANARY}`);
      log.info(`said ${CANARY}`);
      log.info({ request: { headers: { authorization: `Bearer ${CANARY}` } } }, "a request");
      log
        .child({ token: "plain-canary" })
        .warn({ list: [[{ cookie: "plain-canary" }]] }, "a child");
      log.error({ err: new Error(`outer ${CANARY}`, { cause }) }, "an error");
      log.error(
        { err: Object.assign(new Error("x"), { config: { password: "plain-canary" } }) },
        "y",
      );
      log.error({ url: "https://hooks.example.test/plain-canary" }, "a webhook");
      expect(lines).toHaveLength(6);
      expect(lines.join("")).not.toMatch(/canaryCanary|plain-canary/u);
    }
  });

  test("an error keeps its stack and its cause", () => {
    const { log, lines } = collect();
    log.error({ err: new Error("outer", { cause: new Error("inner") }) }, "failed");
    const { err } = JSON.parse(lines[0] ?? "");
    expect(err.message).toContain("outer");
    expect(err.stack).toContain("log.test.ts");
    expect(err.cause.message).toBe("inner");
  });
});

describe("the human form", () => {
  test("is one line of words", () => {
    const { log, lines } = collect({ form: "human" });
    log.warn({ incident: "20261123-001", people: ["Alice"], text: "two words" }, "nobody answered");
    expect(lines[0]).toMatch(
      /^\d\d:\d\d:\d\d\.\d{3} WARN {2}nobody answered incident=20261123-001 people=\["Alice"\] text="two words"\n$/u,
    );
  });

  test("has colour only when asked", () => {
    const plain = collect({ form: "human" });
    const coloured = collect({ form: "human", colour: true });
    plain.log.error("x");
    coloured.log.error("x");
    expect(plain.lines[0]).not.toContain("\u001b");
    expect(coloured.lines[0]).toContain("\u001b[31mERROR\u001b[0m");
  });

  test("shows an error's stack below, and no control characters of anybody's", () => {
    const { log, lines } = collect({ form: "human" });
    log.error({ err: new Error("bad\u001b[2J"), label: "\u202eevil\u0007" }, "it\r\nfailed");
    const [first, second, third] = (lines[0] ?? "").split("\n");
    expect(first).toContain("ERROR it  failed");
    expect(second).toBe("    Error: bad [2J");
    expect(third).toMatch(/^ {4}at /u);
    expect(lines.join("").replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202e]/u);
  });
});
