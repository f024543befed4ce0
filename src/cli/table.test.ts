import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { painter } from "./styled.ts";
import { renderTable, STACKED_BELOW_COLUMNS } from "./table.ts";
import { textWidth } from "./text-width.ts";

const plain = painter(false);
const TABLE = {
  headings: ["Number", "Status", "Title"],
  rows: [
    [
      "20261123-001",
      { text: "open", style: "red" as const },
      "Checkout answers 500 in every region",
    ],
    ["20261123-002", "closed", "Disk"],
  ],
};

describe("renderTable", () => {
  it("puts columns side by side where there is room", () => {
    expect(renderTable(TABLE, 100, plain)).toEqual([
      "Number        Status  Title",
      "20261123-001  open    Checkout answers 500 in every region",
      "20261123-002  closed  Disk",
    ]);
  });

  it("goes on in the next line where there is little, and leaves nothing out", () => {
    expect(renderTable({ ...TABLE, rows: TABLE.rows.slice(0, 1) }, 60, plain)).toEqual([
      "Number        Status  Title",
      "20261123-001  open    Checkout answers 500 in every region",
    ]);
    const long = [["20261123-001", "open", `${"word ".repeat(12)}end`]];
    const lines = renderTable({ rows: long }, 60, plain);
    expect(lines.length).toBe(2);
    expect(lines.join(" ")).toContain("end");
  });

  it("stacks rows on a telephone", () => {
    expect(renderTable(TABLE, 30, plain)).toEqual([
      "20261123-001",
      "  Status: open",
      "  Title: Checkout answers 500",
      "  in every region",
      "",
      "20261123-002",
      "  Status: closed",
      "  Title: Disk",
    ]);
  });

  it("joins what has no headings, under the first cell", () => {
    const rows = [["  response", "", "15 min", { text: "met in 3 min", style: "green" as const }]];
    expect(renderTable({ rows }, 24, plain)).toEqual([
      "  response",
      "    15 min · met in 3",
      "    min",
    ]);
  });

  it("colours the text and not the space between columns", () => {
    const [, first] = renderTable(TABLE, 100, painter(true));
    expect(first).toBe(
      "20261123-001  \u001b[31mopen\u001b[39m    Checkout answers 500 in every region",
    );
  });

  it("cannot be made to show a row that is none", () => {
    const lines = renderTable({ rows: [["a", "x\nb  closed  all is well\u001b[1A"]] }, 100, plain);
    expect(lines).toEqual(["a  x b  closed  all is well␛[1A"]);
  });

  it("fits every width it can", () => {
    const cell = fc.string({ unit: "grapheme", maxLength: 60 });
    const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 20, max: 120 }), (given, width) => {
        for (const line of renderTable({ rows: given }, width, plain)) {
          expect(textWidth(line)).toBeLessThanOrEqual(width);
        }
      }),
    );
  });

  it("stacks below the width that its constant says", () => {
    const at = (width: number): number => renderTable(TABLE, width, plain).length;
    expect(at(STACKED_BELOW_COLUMNS - 1)).toBeGreaterThan(at(STACKED_BELOW_COLUMNS));
  });
});
