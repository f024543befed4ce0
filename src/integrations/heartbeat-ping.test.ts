import { describe, expect, it } from "vitest";
import { readPing } from "./heartbeat-ping.ts";

function ping(suffix?: string, body = "", contentType = "application/x-www-form-urlencoded") {
  return readPing({ suffix, contentType, body: new TextEncoder().encode(body) });
}

describe("a ping", () => {
  it.each([
    [undefined, { signal: "success" }],
    ["success", { signal: "success" }],
    ["0", { signal: "success" }],
    ["start", { signal: "start" }],
    ["fail", { signal: "fail" }],
    ["3", { signal: "fail", detail: "exit status 3" }],
  ] as const)("with %s says %j", (suffix, said) => expect(ping(suffix)).toEqual(said));

  it.each(["256", "-1", "01", "log", "", "../x"])(
    "with %s says nothing that is known",
    (suffix) => {
      expect(ping(suffix)).toBe("unknown");
    },
  );

  it("keeps the beginning of what a failure says, cleaned", () => {
    expect(ping("1", " disk\u0000 full ")).toEqual({
      signal: "fail",
      detail: "exit status 1: disk\uFFFD full",
    });
    expect(JSON.stringify(ping("fail", "x".repeat(60_000))).length).toBeLessThan(1100);
  });

  it("is none when Alertmanager says that the alert has ended", () => {
    const body = (status: string) => JSON.stringify({ version: "4", status, alerts: [] });
    expect(ping(undefined, body("firing"), "application/json")).toEqual({ signal: "success" });
    expect(ping(undefined, body("resolved"), "application/json; charset=utf-8")).toBeUndefined();
    expect(ping(undefined, "{broken", "application/json")).toEqual({ signal: "success" });
    expect(ping(undefined, '{"status":"resolved"}', "application/json")).toEqual({
      signal: "success",
    });
  });
});
