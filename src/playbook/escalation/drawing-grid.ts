/** A drawing as cells: what stands where, and what its strokes and arrow heads mean. */

import { cellsOf } from "../words/display-width.ts";

/** Rows of cells, one for each column of a terminal. */
export type Grid = readonly (readonly string[])[];

/** One entry for each column: a wide character takes two, the second one empty. */
export function columnsOf(line: string): string[] {
  return cellsOf(line).flatMap(({ text, width }) => {
    if (width === 1) return [text];
    if (text.trim() === "") return Array.from({ length: width }, () => " ");
    return width === 0 ? [] : [text, ...Array.from({ length: width - 1 }, () => "")];
  });
}

/** What stands in a cell; a blank outside the drawing. */
export function at(grid: Grid, row: number, cell: number): string {
  return grid[row]?.[cell] ?? " ";
}

/** Strokes and blocks, which are never words; the signs that ASCII drawings use may be. */
export const STROKE = /[\u2500-\u259f]/gu;
