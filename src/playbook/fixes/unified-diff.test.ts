import { expect, test } from "vitest";
import { unifiedDiff } from "./unified-diff.ts";

const text = (...lines: readonly string[]): string => `${lines.join("\n")}\n`;

test("a changed line stands among three lines of what is around it", () => {
  const before = text("1", "2", "3", "4", "five", "6", "7", "8", "9");
  expect(unifiedDiff("ops/plan.md", before, before.replace("five", "5"))).toBe(
    text(
      "--- a/ops/plan.md",
      "+++ b/ops/plan.md",
      "@@ -2,7 +2,7 @@",
      " 2",
      " 3",
      " 4",
      "-five",
      "+5",
      " 6",
      " 7",
      " 8",
    ),
  );
});

test("changes far apart are hunks of their own, near ones share one", () => {
  const before = text(..."abcdefghijklmnopqrstuvwxyz".split(""));
  const far = unifiedDiff("a", before, before.replace("b\n", "B\n").replace("y\n", "Y\n"));
  expect(far.match(/^@@.*@@$/gmu)).toEqual(["@@ -1,5 +1,5 @@", "@@ -22,5 +22,5 @@"]);
  const near = unifiedDiff("a", before, before.replace("d\n", "D\n").replace("h\n", "H\n"));
  expect(near.match(/^@@.*@@$/gmu)).toEqual(["@@ -1,11 +1,11 @@"]);
});

test("neighbouring lines go together and come together", () => {
  expect(unifiedDiff("a", text("a", "b"), text("A", "B")).split("\n").slice(3, 7)).toEqual([
    "-a",
    "-b",
    "+A",
    "+B",
  ]);
});

test("what is put at the end is seen, and a missing line break too", () => {
  expect(unifiedDiff("a", "x", "x\ny\n").split("\n").slice(2, -1)).toEqual([
    "@@ -1,1 +1,2 @@",
    "-x",
    "\\ No newline at end of file",
    "+x",
    "+y",
  ]);
});

test("nothing changed is nothing shown", () => {
  expect(unifiedDiff("a", "x\n", "x\n")).toBe("");
});
