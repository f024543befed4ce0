import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ingestKey } from "./ingest-key.ts";

const from = (authorization?: string, tocsinKey?: string) =>
  ingestKey({ authorization, tocsinKey });
const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;

describe("ingestKey", () => {
  it("reads each of the four places", () => {
    expect(from("Bearer abc")).toBe("abc");
    expect(from("bearer   abc ")).toBe("abc");
    expect(from("GenieKey abc")).toBe("abc");
    expect(from(basic("alertmanager:a:b"))).toBe("a:b");
    expect(from(undefined, "abc")).toBe("abc");
  });

  it("finds nothing where there is none", () => {
    for (const authorization of [undefined, "", "Bearer", "Bearer ", "ApiKey x", basic("nocolon")])
      expect(from(authorization)).toBeUndefined();
    expect(from(undefined, "")).toBeUndefined();
    expect(from(`Bearer ${"x".repeat(513)}`)).toBeUndefined();
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const header of [text, `Bearer ${text}`, `Basic ${text}`]) from(header, undefined);
      }),
    );
  });
});
