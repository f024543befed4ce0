import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BoxArt, type DrawnBox, readBoxArt } from "./box-art.ts";

/** "Title[child][child]" for a box and those inside it. */
function outline(box: DrawnBox): string {
  const words = box.texts.map(({ text }) => text).join(" ");
  return `${words}${box.children.map((child) => `[${outline(child)}]`).join("")}`;
}

function arrows(art: BoxArt | undefined): string[] {
  const name = (box: DrawnBox): string => box.texts[0]?.text ?? "";
  return (art?.arrows ?? []).map(({ from, to, axis }) => `${name(from)} ${axis} ${name(to)}`);
}

describe("a drawing", () => {
  test("of a box with boxes in it, whose right side is off and whose corners are lost", () => {
    const art = readBoxArt(`
┌──────────────────────────────\ufffd
│        HARBOUR                 │
│  ┌────────┐  ┌────────┐      │
│  │ First  │→ │ Second │     │
│  │ mate   │  │ mate   │    │
│  └────────┘  └────────┘      │
│       ↓                      │
│  ┌────────────────────┐      │
│  │ - Pilots (if fog)  │      │
│  └────────────────────┘      │
└──────────────────────────────┘`);
    expect(art?.boxes.map(outline)).toEqual([
      "HARBOUR[First mate][Second mate][- Pilots (if fog)]",
    ]);
    expect(arrows(art)).toEqual(["First across Second", "First down - Pilots (if fog)"]);
    expect(art?.boxes[0]?.children[1]?.texts[0]).toEqual({ text: "Second", row: 4, cell: 17 });
  });

  test("in ASCII, with long arrows", () => {
    const art = readBoxArt(`
+--------+        +--------+
| Alpha  |------->| Beta   |
+--------+        +--------+
    |
    v
+--------+
| Gamma  |
+--------+`);
    expect(art?.boxes.map(outline)).toEqual(["Alpha", "Beta", "Gamma"]);
    expect(arrows(art)).toEqual(["Alpha across Beta", "Alpha down Gamma"]);
  });

  test("with arrows that point back and up, and heads in the sides", () => {
    const art = readBoxArt(`
┌──────┐     ┌──────┐
│ One  │◄────│ Two  │
└──┬───┘     └──▲───┘
   │            │
┌──▼───┐     ┌──┴───┐
│ Three│     │ Four │
└──────┘     └──────┘`);
    expect(arrows(art)).toEqual(["Two across One", "Four down Two", "One down Three"]);
  });

  test("with double, heavy and round strokes, and wide characters", () => {
    const art = readBoxArt(`
╔════════╗ ╭────────╮ ┏━━━━━━━━┓
║ 🚨 One ║→│ 鐘 Two │→┃ Three  ┃
╚════════╝ ╰────────╯ ┗━━━━━━━━┛`);
    expect(arrows(art)).toEqual(["🚨 One across 鐘 Two", "鐘 Two across Three"]);
  });

  test.each([
    "",
    "plain words",
    "a + b - c | d",
    "| a | b |\n|---|---|\n| c | d |",
    "────\n│  │",
    "┌──┐",
  ])("%j is none", (text) => {
    expect(readBoxArt(text)).toBeUndefined();
  });
});

test("any box around any words is read back", () => {
  const word = fc.stringMatching(/^[a-zA-Z]{1,12}$/u);
  const lines = fc.array(word, { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(lines, fc.nat(6), (words, indent) => {
      const width = Math.max(...words.map((line) => line.length)) + 2;
      const pad = " ".repeat(indent);
      const text = [
        `${pad}┌${"─".repeat(width)}┐`,
        ...words.map((line) => `${pad}│ ${line.padEnd(width - 1)}│`),
        `${pad}└${"─".repeat(width)}┘`,
      ].join("\n");
      const [box, ...others] = readBoxArt(text)?.boxes ?? [];
      expect(others).toEqual([]);
      expect(box?.texts.map((line) => line.text)).toEqual(words);
    }),
  );
});

test("no arrangement of strokes makes it throw", () => {
  const cell = fc.constantFrom(..."┌┐└┘─│→↓←↑+-|>v^ \nab\t🚨");
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 400 }), (cells) => {
      const art = readBoxArt(cells.join(""));
      if (art !== undefined) expect(art.boxes.length).toBeGreaterThan(0);
    }),
  );
});
