import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tameMarkdown } from "./tame-markdown.ts";

const WRITTEN = [
  "> - 1. quoted, listed, numbered\n",
  `| ${"cell | ".repeat(40)}\n`,
  `${"[a](b) *c* `d` ".repeat(100)}\n`,
  `\`\`\`\n${"[[[[ *** > > > | | |\n".repeat(3000)}\`\`\`\n`,
];

describe("text for the Markdown parser", () => {
  test.each(WRITTEN)("comes back as it is when somebody may have written it: %#", (text) => {
    expect(tameMarkdown(text)).toBe(text);
  });

  test.each([
    ["containers in a line", `${"- ".repeat(5000)}x`, "- ".repeat(100)],
    ["quotations in a line", `${"> ".repeat(5000)}x`, "> ".repeat(100)],
    ["cells in a line", "|".repeat(5000), "|".repeat(200)],
  ])("loses %s that are too many", (_, text, kept) => {
    const tamed = tameMarkdown(text);
    expect(tamed.startsWith(kept)).toBe(true);
    expect(tamed.slice(kept.length)).not.toMatch(/[-|>]/u);
  });

  test("loses what may begin something, once a paragraph has too much of it, and no more", () => {
    const tamed = tameMarkdown(`${"[a](b \n".repeat(5000)}\n[c](d)`);
    expect(tamed.match(/\[a/gu)?.length).toBeLessThan(2001);
    expect(tamed.endsWith("\n\n[c](d)")).toBe(true);
  });

  test("keeps the length of every line", () => {
    const piece = fc.constantFrom("- ", "> ", "|", "[", "*", "```\n", "\n", "\n\n", "word ", "1. ");
    const text = fc
      .array(fc.tuple(piece, fc.integer({ min: 1, max: 300 })), { maxLength: 30 })
      .map((pieces) => pieces.map(([mark, times]) => mark.repeat(times)).join(""));
    fc.assert(
      fc.property(text, (written) => {
        const lengths = (one: string): number[] => one.split("\n").map(({ length }) => length);
        expect(lengths(tameMarkdown(written))).toEqual(lengths(written));
      }),
    );
  });
});
