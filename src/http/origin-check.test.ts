import { describe, expect, it } from "vitest";
import { isOwnOrigin } from "./origin-check.ts";

const ours = "https://tocsin.example";
const check = (origin?: string, secFetchSite?: string) =>
  isOwnOrigin({ origin, secFetchSite }, ours);

describe("isOwnOrigin", () => {
  it("lets programs and our own pages pass", () => {
    expect(check()).toBe(true);
    expect(check(ours, "same-origin")).toBe(true);
    expect(check(undefined, "none")).toBe(true);
  });

  it("refuses other sites, opaque origins and near misses", () => {
    expect(check("https://evil.example")).toBe(false);
    expect(check("null")).toBe(false);
    expect(check("http://tocsin.example")).toBe(false);
    expect(check("https://tocsin.example:8443")).toBe(false);
    expect(check("https://tocsin.example.evil.example")).toBe(false);
    expect(check(undefined, "cross-site")).toBe(false);
    expect(check(undefined, "same-site")).toBe(false);
  });
});
