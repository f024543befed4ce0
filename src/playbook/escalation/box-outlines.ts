/** Where the boxes of a drawing are, and which cell is inside of which. */

import { at, type Grid } from "./drawing-grid.ts";

/** More boxes than any diagram people read; beyond it the drawing is taken for something else. */
export const BOXES_MAX = 200;
/** How far a right side may be from where the top side ends. */
export const RIGHT_SLACK = 3;

export interface Outline {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

const TOP_LEFT = new Set("┌┏╔╭┍┎╒╓+");
const BOTTOM_LEFT = new Set("└┗╚╰┕┖╘╙+");
const HORIZONTAL = new Set("─━═╌┄┈╍┅┉-=_┬┴┼╦╩╬┳┻╋╤╧╪");
const VERTICAL = new Set("│┃║┆┊╎╏|├┤┼╠╣╬┣┫╋╟╢╞╡");
/** Arrow heads that may be drawn in a side. */
const HEADS = new Set("↓▼⬇⇓▽▾↑▲⬆⇑△▴");

/** From top to bottom, then left to right. */
export function findOutlines(grid: Grid): Outline[] {
  const outlines: Outline[] = [];
  for (const [top, cells] of grid.entries()) {
    for (const [left, cell] of cells.entries()) {
      if (!TOP_LEFT.has(cell)) continue;
      const outline = outlineAt(grid, top, left);
      if (outline !== undefined) outlines.push(outline);
      if (outlines.length > BOXES_MAX) return outlines;
    }
  }
  return outlines;
}

function outlineAt(grid: Grid, top: number, left: number): Outline | undefined {
  let right = left + 1;
  while (isTopSide(at(grid, top, right))) right += 1;
  if (right - left < 3) return undefined;
  let bottom = top + 1;
  while (VERTICAL.has(at(grid, bottom, left))) bottom += 1;
  if (bottom - top < 2 || !BOTTOM_LEFT.has(at(grid, bottom, left))) return undefined;
  return { top, left, bottom, right };
}

/** An arrow may end in the line itself. */
function isTopSide(cell: string): boolean {
  return HORIZONTAL.has(cell) || HEADS.has(cell);
}

/** The index of the innermost outline around another, if any. */
export function innermostAround(outlines: readonly Outline[], inner: Outline): number | undefined {
  let best: number | undefined;
  for (const [index, outer] of outlines.entries()) {
    const isAround =
      outer.top < inner.top &&
      outer.bottom > inner.bottom &&
      outer.left < inner.left &&
      outer.right + RIGHT_SLACK > inner.left;
    // Outlines are sorted, so the last one around is the innermost.
    if (isAround) best = index;
  }
  return best;
}

/** For every cell the box it is inside of; sides belong to none. */
export function paintOwners(grid: Grid, outlines: readonly Outline[]): Int16Array[] {
  const owners = grid.map((cells) => new Int16Array(cells.length).fill(-1));
  for (const [index, { top, left, bottom, right }] of outlines.entries()) {
    for (let row = top; row <= bottom; row += 1) {
      const painted = owners[row];
      if (painted === undefined) continue;
      const isSide = row === top || row === bottom;
      const end = isSide ? right : rightSide(grid, row, right);
      painted.fill(isSide ? -1 : index, left, end);
      painted.fill(-1, left, left + 1);
      painted.fill(-1, end, end + 1);
    }
  }
  return owners;
}

/** The cell of the right side in a row: the vertical stroke nearest to where the top side ends. */
function rightSide(grid: Grid, row: number, right: number): number {
  for (let slack = 0; slack <= RIGHT_SLACK; slack += 1) {
    if (VERTICAL.has(at(grid, row, right - slack))) return right - slack;
    if (VERTICAL.has(at(grid, row, right + slack))) return right + slack;
  }
  return right;
}
