import { describe, expect, it } from "vitest";
import { givenInstantSchema, instant, instantOrNull, limitSchema, textSchema } from "./wire.ts";

describe("textSchema", () => {
  it("trims, and cleans what a database refuses", () => {
    expect(textSchema(20).parse("  disk\u0000full \uD800 ")).toBe("disk\uFFFDfull \uFFFD");
  });

  it("refuses what is empty after trimming, and what is too long", () => {
    expect(textSchema(5).safeParse("   ").success).toBe(false);
    expect(textSchema(5).safeParse("123456").success).toBe(false);
  });
});

describe("instants", () => {
  it("are UTC with milliseconds", () => {
    expect(instant(0)).toBe("1970-01-01T00:00:00.000Z");
    expect(instantOrNull(null)).toBeNull();
  });

  it("are understood with any offset, and refused without one", () => {
    expect(givenInstantSchema.safeParse("2026-11-23T09:00:00+02:00").success).toBe(true);
    expect(givenInstantSchema.safeParse("2026-11-23T09:00:00").success).toBe(false);
  });
});

describe("limitSchema", () => {
  it("reads a query's text, and has a bound", () => {
    expect(limitSchema.parse("10")).toBe(10);
    expect(limitSchema.parse(undefined)).toBe(50);
    expect(limitSchema.safeParse("1000").success).toBe(false);
  });
});
