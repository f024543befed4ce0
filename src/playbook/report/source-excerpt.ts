import { type Cell, cellsOf } from "../words/display-width.ts";

export interface Excerpt {
  /** The line as it may be printed, cut to the width. */
  readonly text: string;
  /** Spaces, then carets under the marked part. */
  readonly underline: string;
}

interface Marked {
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** Exclusive; a point when absent or equal. */
  readonly endColumn?: number;
}

const CUT = "…";
/** Kept in front of the mark when the line is too long, so that one sees what it belongs to. */
const CONTEXT_COLUMNS = 24;

/**
 * One line of a source with carets under a part of it. A line longer than `width` columns is cut around
 * the mark; with `masked` the marked part is not shown.
 */
export function excerptOf(
  line: string,
  mark: Marked,
  options: { readonly width: number; readonly masked?: boolean },
): Excerpt {
  const cells = cellsOf(line);
  const from = cellAt(cells, mark.column - 1);
  const to = Math.max(from + 1, cellAt(cells, (mark.endColumn ?? mark.column) - 1));
  const shown =
    options.masked === true
      ? cells.map((cell, index) =>
          index >= from && (mark.endColumn === undefined || index < to)
            ? { ...cell, text: "•".repeat(cell.width) }
            : cell,
        )
      : cells;
  const { first, last } = visibleRange(shown, { from, to }, options.width);
  const before = first > 0 ? CUT : "";
  const after = last < shown.length ? CUT : "";
  const marked = shown.slice(from, Math.min(to, last));
  return {
    text: `${before}${textOf(shown.slice(first, last))}${after}`,
    underline:
      " ".repeat(before.length + widthOf(shown.slice(first, Math.min(from, last)))) +
      "^".repeat(Math.max(1, widthOf(marked))),
  };
}

/** The cell at an offset; one past the last for an offset behind the line. */
function cellAt(cells: readonly Cell[], offset: number): number {
  const next = cells.findIndex((cell) => cell.offset > offset);
  return next >= 0
    ? Math.max(0, next - 1)
    : offset >= lengthOf(cells)
      ? cells.length
      : cells.length - 1;
}

function lengthOf(cells: readonly Cell[]): number {
  const last = cells.at(-1);
  return last === undefined ? 0 : last.offset + 1;
}

function visibleRange(
  cells: readonly Cell[],
  mark: { readonly from: number; readonly to: number },
  width: number,
): { first: number; last: number } {
  if (widthOf(cells) <= width) return { first: 0, last: cells.length };
  // Both cuts take a column each.
  const room = Math.max(1, width - 2 * CUT.length);
  let first = mark.from;
  let context = 0;
  const contextMax = Math.max(
    Math.min(CONTEXT_COLUMNS, Math.floor(room / 3)),
    room - widthOf(cells.slice(mark.from)),
  );
  while (first > 0 && context + (cells[first - 1]?.width ?? 0) <= contextMax) {
    first -= 1;
    context += cells[first]?.width ?? 0;
  }
  let last = first;
  let used = 0;
  while (last < cells.length && used + (cells[last]?.width ?? 0) <= room) {
    used += cells[last]?.width ?? 0;
    last += 1;
  }
  return { first, last };
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0);
}

function textOf(cells: readonly Cell[]): string {
  return cells.map((cell) => cell.text).join("");
}
