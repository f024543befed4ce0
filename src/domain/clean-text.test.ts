import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanText, cleanTexts } from "./clean-text.ts";

/** Any code units, half surrogate pairs and U+0000 among them. */
const codeUnits = fc
  .array(
    fc.oneof(
      fc.constantFrom(0, 0xd83d, 0xdea8, 0xd800, 0xdfff, 0xfffd),
      fc.integer({ min: 0, max: 0xffff }),
    ),
  )
  .map((units) => String.fromCharCode(...units));

describe("cleanText", () => {
  test("marks what a database refuses where it stood", () => {
    expect(cleanText("a\0b")).toBe("a\uFFFDb");
    expect(cleanText("half \ud83d of a pair")).toBe("half \uFFFD of a pair");
    expect(cleanText("\udea8\ud83d")).toBe("\uFFFD\uFFFD");
  });

  test("leaves every other text alone", () => {
    for (const text of ["", "plain", "naïve 🚨 日本語", "\u0001\t\n\u007f", "\uFFFD"]) {
      expect(cleanText(text)).toBe(text);
    }
  });

  test("gives text that any database keeps, of the same length, and the same when cleaned twice", () => {
    fc.assert(
      fc.property(codeUnits, (text) => {
        const clean = cleanText(text);
        expect(clean.isWellFormed()).toBe(true);
        expect(clean).not.toContain("\0");
        expect(clean).toHaveLength(text.length);
        expect(cleanText(clean)).toBe(clean);
        expect(Buffer.from(clean).toString()).toBe(clean);
      }),
    );
  });

  test("changes only the code units that it has to", () => {
    fc.assert(
      fc.property(codeUnits, (text) => {
        const clean = cleanText(text);
        for (let index = 0; index < text.length; index++) {
          if (clean[index] !== text[index]) expect(clean[index]).toBe("\uFFFD");
        }
      }),
    );
  });
});

describe("cleanTexts", () => {
  test("cleans keys and values at any depth", () => {
    expect(cleanTexts({ "a\0": ["x", { b: "\ud800" }], n: 1, t: true, z: null })).toEqual({
      "a\uFFFD": ["x", { b: "\uFFFD" }],
      n: 1,
      t: true,
      z: null,
    });
  });

  test("gives the very same value back when there is nothing to clean", () => {
    const value = { labels: { a: "b" }, list: [1, "x", { c: null }] };
    expect(cleanTexts(value)).toBe(value);
  });

  test("keeps a key called __proto__ a key", () => {
    const hostile = JSON.parse('{"__proto__": {"polluted": "\\u0000"}}');
    const clean = cleanTexts(hostile);
    expect(Object.keys(clean)).toEqual(["__proto__"]);
    expect(JSON.stringify(clean)).toBe('{"__proto__":{"polluted":"\uFFFD"}}');
  });

  test("turns any value into one whose JSON a database keeps", () => {
    const values = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        codeUnits,
        fc.integer(),
        fc.constant(null),
        fc.array(tie("value")),
        fc.dictionary(codeUnits, tie("value")),
      ),
    })).value;
    fc.assert(
      fc.property(values, (value) => {
        const json = JSON.stringify(cleanTexts(value));
        expect(json).not.toMatch(/(?<!\\)(\\\\)*\\u(0000|d[89a-f])/);
        expect(cleanTexts(JSON.parse(json))).toEqual(JSON.parse(json));
      }),
    );
  });
});
