/** Tables that fit the terminal: columns side by side, or rows one below another where it is narrow. */

import { type Line, type Paint, paintLine, type Styled, wrapLine } from "./styled.ts";
import { terminalLine } from "./terminal-text.ts";
import { padText, textWidth, wrapText } from "./text-width.ts";

/** Narrower than this, rows are stacked: a phone held upright. */
export const STACKED_BELOW_COLUMNS = 60;
const GAP = "  ";
const SEPARATOR = " · ";
const COLUMN_WIDTH_MIN = 8;

export type Cell = string | Styled;

export interface Table {
  /** A heading for each column; none at all for a list without a head. */
  readonly headings?: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The lines of a table in `width` cells. Long cells go on in the next line; nothing is left out. */
export function renderTable(table: Table, width: number, paint: Paint): readonly string[] {
  const safe = neutralised(table);
  return width < STACKED_BELOW_COLUMNS ? stacked(safe, width, paint) : columns(safe, width, paint);
}

interface SafeTable {
  readonly headings: readonly string[] | undefined;
  readonly rows: readonly (readonly Styled[])[];
}

/** Widths are those of what is shown, so text is neutralised before it is measured. */
function neutralised(table: Table): SafeTable {
  const safe = (cell: Cell): Styled =>
    typeof cell === "string"
      ? { text: terminalLine(cell) }
      : { ...cell, text: terminalLine(cell.text) };
  return { headings: table.headings, rows: table.rows.map((row) => row.map(safe)) };
}

function columns(table: SafeTable, width: number, paint: Paint): readonly string[] {
  const head = table.headings?.map((text): Styled => ({ text, style: "dim" }));
  const rows = head === undefined ? table.rows : [head, ...table.rows];
  const widths = fittingWidths(naturalWidths(rows), width);
  return rows.flatMap((row) => rowLines(row, widths, paint));
}

function naturalWidths(rows: readonly (readonly Styled[])[]): readonly number[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: count }, (_, column) =>
    Math.max(0, ...rows.map((row) => textWidth(row[column]?.text ?? ""))),
  );
}

/** Takes what is too much from the widest column, again and again: the one that wraps best. */
function fittingWidths(natural: readonly number[], width: number): readonly number[] {
  const widths = [...natural];
  const available = width - GAP.length * (widths.length - 1);
  let excess = widths.reduce((sum, one) => sum + one, 0) - available;
  while (excess > 0) {
    const widest = Math.max(...widths);
    if (widest <= COLUMN_WIDTH_MIN) break;
    const second = Math.max(COLUMN_WIDTH_MIN, ...widths.filter((one) => one < widest));
    const taken = Math.min(excess, widest - second || 1);
    widths[widths.indexOf(widest)] = widest - taken;
    excess -= taken;
  }
  return widths;
}

function rowLines(
  row: readonly Styled[],
  widths: readonly number[],
  paint: Paint,
): readonly string[] {
  const cells = row.map((cell, column) => wrapText(cell.text, widths[column] ?? COLUMN_WIDTH_MIN));
  const height = Math.max(1, ...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, index) =>
    row
      .map((cell, column) => {
        const text = cells[column]?.[index] ?? "";
        const isLast = column === row.length - 1;
        const padding = isLast ? "" : padText(text, widths[column] ?? 0).slice(text.length);
        return paint({ ...cell, text }) + padding;
      })
      .join(GAP)
      .trimEnd(),
  );
}

/** A row's first cell stands alone; under it the others, each with its heading, or in one line without. */
function stacked(table: SafeTable, width: number, paint: Paint): readonly string[] {
  const { headings } = table;
  return table.rows.flatMap(([first = { text: "" }, ...rest], index) => {
    const indent = `${/^ */.exec(first.text)?.[0] ?? ""}  `;
    const below =
      headings === undefined ? [joined(indent, rest)] : labelled(indent, rest, headings.slice(1));
    const between = headings !== undefined && index > 0 ? [""] : [];
    const lines = [first, ...below].flatMap((line) => wrapLine(line, width));
    return [...between, ...lines.map((line) => paintLine(line, paint))];
  });
}

function joined(indent: string, cells: readonly Styled[]): readonly (string | Styled)[] {
  const shown = cells.filter(({ text }) => text !== "");
  return shown.flatMap((cell, index) => [index === 0 ? indent : SEPARATOR, cell]);
}

function labelled(
  indent: string,
  cells: readonly Styled[],
  headings: readonly string[],
): readonly Line[] {
  return cells.flatMap((cell, index) => {
    const label: Styled = { text: `${headings[index] ?? ""}: `, style: "dim" };
    return cell.text === "" ? [] : [[indent, label, cell]];
  });
}
