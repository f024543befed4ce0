import fc from "fast-check";
import { expect, test } from "vitest";
import { applyEdits, withoutOverlap } from "./text-edit.ts";

const edit = (start: number, end: number, text: string) => ({ file: "a.md", start, end, text });

test("edits are made by their offsets in the text as it was", () => {
  expect(applyEdits("one two three", [edit(8, 13, "3"), edit(0, 3, "1")])).toBe("1 two 3");
  expect(applyEdits("ab", [edit(2, 2, "c")])).toBe("abc");
});

test("of two that touch the first is made", () => {
  expect(applyEdits("abcdef", [edit(0, 3, "x"), edit(2, 5, "y")])).toBe("xdef");
  expect(applyEdits("abcdef", [edit(0, 3, "x"), edit(3, 5, "y")])).toBe("xdef");
});

test("whatever the edits, what none of them covers stays", () => {
  const anyEdit = fc
    .tuple(fc.nat(30), fc.nat(5), fc.string({ maxLength: 4 }))
    .map(([start, length, text]) => edit(start, start + length, text));
  fc.assert(
    fc.property(fc.string({ minLength: 36, maxLength: 60 }), fc.array(anyEdit), (text, edits) => {
      const kept = withoutOverlap(edits);
      const grown = kept.reduce((sum, one) => sum + one.text.length - (one.end - one.start), 0);
      const result = applyEdits(text, edits);
      expect(result).toHaveLength(text.length + grown);
      const last = kept.at(-1)?.end ?? 0;
      expect(result.endsWith(text.slice(last))).toBe(true);
    }),
  );
});
