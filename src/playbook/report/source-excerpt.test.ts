import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { displayWidth } from "../words/display-width.ts";
import { excerptOf } from "./source-excerpt.ts";

function shown(line: string, column: number, endColumn: number | undefined, width = 60): string[] {
  const mark = endColumn === undefined ? { column } : { column, endColumn };
  const { text, underline } = excerptOf(line, mark, { width });
  return [text, underline];
}

describe("the caret stands under what is meant", () => {
  test("in plain text", () => {
    expect(shown("| Alice | Bob |", 11, 14)).toEqual(["| Alice | Bob |", "          ^^^"]);
  });

  test("a point without an end is one caret", () => {
    expect(shown("abc", 2, undefined)).toEqual(["abc", " ^"]);
  });

  test("behind tabs, which are spread", () => {
    expect(shown("\tx: y", 2, 3)).toEqual(["    x: y", "    ^"]);
  });

  test("behind wide characters, and under them", () => {
    expect(shown("日本 Bob", 4, 7)).toEqual(["日本 Bob", "     ^^^"]);
    expect(shown("a 日本", 3, 5)).toEqual(["a 日本", "  ^^^^"]);
    expect(shown("🚨 x", 4, 5)).toEqual(["🚨 x", "   ^"]);
  });

  test("just behind the line, and on an empty one", () => {
    expect(shown("abc", 4, undefined)).toEqual(["abc", "   ^"]);
    expect(shown("", 1, undefined)).toEqual(["", "^"]);
  });
});

describe("a long line is cut around the mark", () => {
  const line = `${"a".repeat(100)}HERE${"b".repeat(100)}`;

  test("in its middle", () => {
    const [text, underline] = shown(line, 101, 105, 40);
    expect(text).toBe(`…${"a".repeat(12)}HERE${"b".repeat(22)}…`);
    expect(underline).toBe(`${" ".repeat(13)}^^^^`);
  });

  test("at its start and at its end", () => {
    expect(shown(line, 1, 3, 40)[0]).toBe(`${"a".repeat(38)}…`);
    expect(shown(line, 203, 205, 40)[0]).toBe(`…${"b".repeat(38)}`);
  });

  test("a mark longer than the line is underlined as far as it is seen", () => {
    const [text, underline] = shown(line, 1, 205, 40);
    expect(text).toBe(`${"a".repeat(38)}…`);
    expect(underline).toBe("^".repeat(38));
  });
});

test("a masked mark is not shown", () => {
  expect(
    excerptOf("key: s3cret # x", { column: 6, endColumn: 12 }, { width: 60, masked: true }),
  ).toEqual({
    text: "key: •••••• # x",
    underline: "     ^^^^^^",
  });
  // Without an end nobody knows where the secret stops.
  expect(excerptOf("key: s3cret # x", { column: 6 }, { width: 60, masked: true }).text).toBe(
    "key: ••••••••••",
  );
});

test("never wider than asked for, and the first caret is always under text that is shown", () => {
  const width = fc.integer({ min: 20, max: 80 });
  const column = fc.integer({ min: 1, max: 150 });
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 120 }),
      column,
      fc.nat(40),
      width,
      (line, from, length, max) => {
        const mark = { column: from, endColumn: from + length };
        const { text, underline } = excerptOf(line, mark, { width: max });
        expect(displayWidth(text)).toBeLessThanOrEqual(max);
        expect(underline).toMatch(/^ *\^+$/);
        expect(underline.indexOf("^")).toBeLessThanOrEqual(displayWidth(text));
      },
    ),
  );
});
