import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellsOf, displayWidth, padToWidth, showable, wrapToWidth } from "./display-width.ts";

test.each([
  ["abc", 3],
  ["", 0],
  ["日本", 4],
  ["🚨 fire", 7],
  ["👩‍🚒", 2],
  ["e\u0301", 1],
  ["┌──┐", 4],
  ["→", 1],
  ["⏳", 2],
  ["✅", 2],
  ["1", 1],
])("%j takes %d columns", (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

test("a tab goes to the next stop of four", () => {
  expect(cellsOf("\ta\tb").map(({ width }) => width)).toEqual([4, 1, 3, 1]);
});

test("what would steer the terminal is made visible", () => {
  expect(showable("a\u001b[31mred\u0007\u202Eb\uD800")).toBe("a\uFFFD[31mred\uFFFD\uFFFDb\uFFFD");
});

test("padding fills to the width and never cuts", () => {
  expect(padToWidth("日", 4)).toBe("日  ");
  expect(padToWidth("long", 2)).toBe("long");
});

describe("wrapping", () => {
  test("breaks at spaces; a longer word stays whole", () => {
    expect(wrapToWidth("one two three", 7)).toEqual(["one two", "three"]);
    expect(wrapToWidth("a https://example.com/long b", 6)).toEqual([
      "a",
      "https://example.com/long",
      "b",
    ]);
    expect(wrapToWidth("  ", 6)).toEqual([]);
  });

  test("keeps every word in order, and no line of several words is too wide", () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^\S{1,9}$/)),
        fc.integer({ min: 1, max: 30 }),
        (words, width) => {
          const lines = wrapToWidth(words.join(" "), width);
          expect(lines.join(" ").split(" ").filter(Boolean)).toEqual(words);
          for (const line of lines)
            if (line.includes(" ")) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});

test("cells put together are the line with tabs spread", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (line) => {
      const cells = cellsOf(line);
      expect(cells.reduce((sum, cell) => sum + cell.width, 0)).toBe(displayWidth(line));
      expect(cells.map(({ offset }) => offset)).toEqual(
        cells.map(({ offset }) => offset).sort((a, b) => a - b),
      );
    }),
  );
});
