import { describe, expect, it } from "vitest";
import { type Answers, json } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import { healthSchema } from "../../contract/health.ts";

describe("tocsin doctor", () => {
  function health(status: "ok" | "warning" | "failing"): Answers {
    const body = healthSchema.parse({
      status,
      version: "1.2.3",
      startedAt: "2026-11-23T12:30:00.000Z",
      now: "2026-11-23T13:30:00.000Z",
      checks: [
        { name: "store", status: "ok", detail: "The store answers." },
        { name: "mail", status, detail: "Set TOCSIN_SMTP_URL." },
      ],
    });
    return { "GET /api/v1/health": json(body) };
  }

  it.each([
    ["ok", 0, "ok  mail", "Everything is well."],
    ["warning", 0, "look  mail", "It works"],
    ["failing", 1, "FAIL  mail", "is broken"],
  ] as const)("%s exits %i", async (status, exitCode, row, verdict) => {
    const { code, out } = await tocsin(["doctor"], health(status));
    expect(code).toBe(exitCode);
    expect(out).toMatch(new RegExp(row.replace("  ", " +")));
    expect(out).toContain("started 1 h ago");
    expect(out).toContain(verdict);
  });

  it("has the same exit code for programs", async () => {
    expect((await tocsin(["doctor", "--json"], health("failing"))).code).toBe(1);
  });
});
