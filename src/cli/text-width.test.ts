import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { terminalLine } from "./terminal-text.ts";
import { padText, textWidth, wrapText } from "./text-width.ts";

describe("textWidth", () => {
  it.each([
    ["plain", 5],
    ["Größe", 5],
    ["Gro\u0308ße", 5],
    ["停止", 4],
    ["🔥", 2],
    ["👩‍🚒", 2],
    ["", 0],
  ])("%s takes %i cells", (text, cells) => {
    expect(textWidth(text)).toBe(cells);
  });
});

describe("wrapText", () => {
  it("breaks at spaces", () => {
    expect(wrapText("the API is down again", 10)).toEqual(["the API is", "down again"]);
  });

  it("cuts a word that no line holds", () => {
    expect(wrapText("a 0123456789ab b", 5)).toEqual(["a", "01234", "56789", "ab b"]);
  });

  it("indents what goes on as it began", () => {
    expect(wrapText("  to page somebody", 12)).toEqual(["  to page", "  somebody"]);
  });

  it("never exceeds the width and never loses a word", () => {
    const line = fc.string({ unit: "grapheme" }).map((text) => terminalLine(text).trimStart());
    fc.assert(
      fc.property(line, fc.integer({ min: 2, max: 40 }), (text, width) => {
        const lines = wrapText(text, width);
        for (const one of lines) expect(textWidth(one)).toBeLessThanOrEqual(width);
        expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
      }),
    );
  });
});

describe("padText", () => {
  it("fills up cells, not characters", () => {
    expect(padText("停止", 6)).toBe("停止  ");
    expect(padText("too long", 3)).toBe("too long");
  });
});
