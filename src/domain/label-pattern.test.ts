import fc from "fast-check";
import { RE2JS } from "re2js";
import { describe, expect, it } from "vitest";
import { compilePattern, type TextPredicate } from "./label-pattern.ts";

function compiled(pattern: string): TextPredicate {
  const result = compilePattern(pattern);
  if (result.kind === "invalid") throw new Error(result.message);
  return result.matches;
}

describe("a pattern", () => {
  it.each([
    ["", "", true],
    ["", "a", false],
    ["a|b", "b", true],
    ["a|b", "ab", false],
    ["(?:a|b)", "a", true],
    ["(a|)", "", true],
    ["a\\.b", "a.b", true],
    ["a\\.b", "axb", false],
    ["a\\|b", "a|b", true],
    ["a\\|b", "a", false],
    ["a\\\\|b", "a\\", true],
    ["web-.*", "web-", true],
    ["web-.+", "web-", false],
    ["web-.*", "web-\n", false],
    ["(?s)web-.*", "web-\n", true],
    [".*\\.example", "a.example", true],
    ["a.*a", "a", false],
    ["a.+a", "aa", false],
    ["(?i)API|db", "api", true],
    ["a.*|b", "b", true],
    ["🚨.", "🚨🚨", true],
    ["a$", "a\n", false],
    ["(?m)^a$", "a\nb", false],
  ])("%j of %j: %j", (pattern, text, expected) => {
    expect(compiled(pattern)(text)).toBe(expected);
  });

  it("means in its fast ways what it means to RE2", () => {
    const pieces = fc.constantFrom(
      "a",
      "b",
      ".*",
      ".+",
      "|",
      "\\.",
      "\\|",
      "\\\\",
      "(",
      ")",
      "(?:",
    );
    const texts = fc.array(fc.string({ unit: fc.constantFrom(..."ab.|\\\n") }), { minLength: 3 });
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 6 }), texts, (parts, texts) => {
        const pattern = parts.join("");
        const result = compilePattern(pattern);
        let truth: RE2JS;
        try {
          truth = RE2JS.compile(pattern);
        } catch {
          expect(result.kind).toBe("invalid");
          return;
        }
        expect(result.kind).toBe("pattern");
        for (const text of texts) {
          const holds = result.kind === "pattern" && result.matches(text);
          expect([pattern, text, holds]).toEqual([pattern, text, truth.matches(text)]);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("that hangs other engines answers", () => {
    expect(compiled("(a+)+$")(`${"a".repeat(50_000)}b`)).toBe(false);
    expect(compiled("(.*a){12}.*z")("ab".repeat(20_000))).toBe(false);
  });

  it("of any text is compiled or refused in one line", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (pattern, text) => {
        const result = compilePattern(pattern);
        if (result.kind === "pattern") result.matches(text);
        else expect(result.message).not.toMatch(/\.$/u);
      }),
    );
  });
});
