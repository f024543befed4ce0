import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../domain/playbook.ts";
import { codeFences } from "./code-fences.ts";
import { type PlaybookDocument, type Section, walkSections } from "./document.ts";
import { labelledLines } from "./labelled-lines.ts";
import { labelledLists } from "./labelled-lists.ts";
import { readDocument } from "./read-document.ts";
import { tableRows } from "./table-rows.ts";

function read(text: string): { document: PlaybookDocument; findings: Diagnostic[] } {
  const findings: Diagnostic[] = [];
  const document = readDocument("a.md", text, { report: (finding) => void findings.push(finding) });
  return { document, findings };
}

/** "## Title@line" for every section. */
function outline(document: PlaybookDocument): string[] {
  return [...walkSections(document.root)].map(
    ({ level, title, line }) => `${"#".repeat(level)} ${title}@${line}`,
  );
}

describe("sections", () => {
  test("follow ATX and setext headings, whatever levels are left out", () => {
    const { document } = read(`Before.

Bells
=====

### Small {#anchor}

Ropes
-----
`);
    expect(outline(document)).toEqual([" @1", "# Bells@3", "### Small@6", "## Ropes@8"]);
    const [bells] = document.root.children;
    expect(bells?.children.map(({ title }) => title)).toEqual(["Small", "Ropes"]);
    expect(bells?.children[1]?.parent).toBe(bells);
    expect(document.root.content).toHaveLength(1);
  });

  test("are not opened by headings in fences, quotations, lists and front matter", () => {
    const { document } = read(`---
title: x
# not this
---

# Real **title**

\`\`\`sh
# a comment
\`\`\`

> # quoted

- # in a list
`);
    expect(outline(document)).toEqual([" @1", "# Real title@6"]);
  });

  test("every line of text belongs to exactly one section", () => {
    const piece = fc.constantFrom(
      "# A\n",
      "## B\n",
      "text\n",
      "\n",
      "- item\n",
      "```\n",
      "> q\n",
      "| a |\n|---|\n",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const { document } = read(pieces.join(""));
        const sections = [...walkSections(document.root)];
        const nodes = sections.flatMap((section) => section.content).length;
        const headings = sections.length - 1;
        expect(nodes + headings).toBe(document.tree.children.length);
      }),
    );
  });
});

function only(document: PlaybookDocument): Section {
  return document.root.children[0] ?? document.root;
}

describe("fences", () => {
  test("are found in lists too, with their lines in the file", () => {
    const { document, findings } = read(`**Do this**:

\`\`\`BASH title=x
first
\`\`\`

1. Step

   ~~~
   indented
     more
   ~~~
`);
    expect(codeFences(document, only(document))).toEqual([
      {
        lang: "bash",
        value: "first",
        line: 4,
        fenceLine: 3,
        lastLine: 5,
        closed: true,
        label: "Do this",
      },
      { lang: "", value: "indented\n  more", line: 10, fenceLine: 9, lastLine: 12, closed: true },
    ]);
    expect(findings).toEqual([]);
  });

  test.each([
    ["at the end of the file", "text\n\n```sh\nls\n", 3],
    ["with another kind of fence", "```sh\nls\n~~~\n", 1],
    ["with a shorter fence", "````sh\nls\n```\n", 1],
    ["with words after the closing fence", "```sh\nls\n``` sh\n", 1],
    ["in a list item that ends", "- item\n\n  ```sh\n  ls\n\nafter\n", 3],
    ["without any line", "```", 1],
  ])("that are never closed are reported: %s", (_, text, line) => {
    const { findings } = read(text);
    expect(findings).toMatchObject([{ code: "TOC002", line }]);
  });

  test.each([
    "```\n```",
    "````\n```\n````",
    "> ```\n> x\n> ```\n",
    "- ```\n  x\n  ```\n",
    "    ```\n",
  ])("that are closed, or none, are not: %j", (text) => {
    expect(read(text).findings).toEqual([]);
  });
});

describe("lists", () => {
  test("come with the label before them and their nested items", () => {
    const { document } = read(`Intro.
**Causes**:
- rope *torn*
  - hemp

**Steps**

1. [x] ring
2. [ ] run

- **Who**:
  - you
`);
    const lists = labelledLists(document.root).map((list) => ({
      label: list.label,
      lines: `${list.line}-${list.lastLine}`,
      ordered: list.ordered,
      items: list.items.map(({ text, line, column, checked }) => [text, line, column, checked]),
    }));
    expect(lists).toEqual([
      { label: "Causes", lines: "2-4", ordered: false, items: [["rope torn", 3, 1, undefined]] },
      {
        label: "Steps",
        lines: "6-9",
        ordered: true,
        items: [
          ["ring", 8, 1, true],
          ["run", 9, 1, false],
        ],
      },
      { label: "", lines: "11-12", ordered: false, items: [["Who:", 11, 1, undefined]] },
      { label: "Who", lines: "11-12", ordered: false, items: [["you", 12, 3, undefined]] },
    ]);
  });

  test("labelled lines are found in paragraphs and items, addresses are no labels", () => {
    const { document } = read(`**Version**: 2.1
**Phone**: +1 (mill)
https://example.org: no label

- Owner: the miller
- https://example.org
`);
    expect(labelledLines(document.root)).toEqual([
      { label: "Version", value: "2.1", text: "Version: 2.1", line: 1, column: 3 },
      { label: "Phone", value: "+1 (mill)", text: "Phone: +1 (mill)", line: 2, column: 3 },
      { label: "Owner", value: "the miller", text: "Owner: the miller", line: 5, column: 1 },
    ]);
  });
});

describe("tables", () => {
  test("GFM cells have their places and pieces", () => {
    const { document } = read("| A | B |\n|---|---|\n| **x** | y<br>z |\n|  |\n");
    const [table] = tableRows(document, document.root);
    expect(table?.header).toEqual(["A", "B"]);
    expect(table?.rows[0]?.cells).toEqual([
      {
        text: "x",
        parts: ["x"],
        pieces: [{ text: "x", line: 3, column: 3 }],
        line: 3,
        column: 3,
      },
      {
        text: "y z",
        parts: ["y", "z"],
        pieces: [
          { text: "y", line: 3, column: 11 },
          { text: "z", line: 3, column: 11 },
        ],
        line: 3,
        column: 11,
      },
    ]);
    expect(table?.rows[1]?.cells.map(({ text }) => text)).toEqual([""]);
  });

  test("HTML tables are read across the blank lines in them, with the places of their cells", () => {
    const { document } = read(`# T

Text.

<div><table>
<tr><th>A</th><th>B</th></tr>

  <tr><td>one</td>
  <td><ul><li>two</li><li>three</li></ul></td></tr>
</table></div>

| after |
|---|
| it |
`);
    const [table, after] = tableRows(document, only(document));
    expect(table).toMatchObject({
      header: ["A", "B"],
      rows: [
        {
          line: 8,
          cells: [
            { text: "one", line: 8, column: 7 },
            { text: "two three", parts: ["two", "three"], line: 9, column: 3 },
          ],
        },
      ],
    });
    expect(after?.header).toEqual(["after"]);
  });

  test("an HTML table that is never closed ends with its section", () => {
    const { document } = read("# A\n\n<table><tr><td>x</td></tr>\n\n# B\n\ntext\n");
    expect(tableRows(document, only(document))).toMatchObject([
      { header: [""], rows: [{ line: 3 }] },
    ]);
  });
});
