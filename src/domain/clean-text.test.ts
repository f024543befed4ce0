import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanText } from "./clean-text.ts";

const anyCodeUnits = fc
  .array(
    fc.oneof(
      fc.constant(0),
      fc.integer({ min: 0xd800, max: 0xdfff }),
      fc.integer({ min: 0, max: 0xffff }),
    ),
  )
  .map((units) => String.fromCharCode(...units));

describe("cleanText", () => {
  test("puts U+FFFD in place of U+0000 and of lone surrogates", () => {
    expect(cleanText("a\0b\0")).toBe("a\ufffdb\ufffd");
    expect(cleanText("x\ud83dy")).toBe("x\ufffdy");
    expect(cleanText("\udea8")).toBe("\ufffd");
  });

  test("leaves everything else alone, emoji and control characters included", () => {
    const text = "Übergröße 🚨\r\n\t\u202e\u0001";
    expect(cleanText(text)).toBe(text);
  });

  test("is idempotent, and its result survives UTF-8", () => {
    fc.assert(
      fc.property(anyCodeUnits, (text) => {
        const clean = cleanText(text);
        expect(cleanText(clean)).toBe(clean);
        expect(clean).not.toContain("\0");
        const bytes = new TextEncoder().encode(clean);
        expect(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)).toBe(clean);
      }),
    );
  });
});
