/**
 * Reads diagrams drawn with characters: boxes, what is written in them, and the arrows between them.
 *
 * Everything is geometry on a grid of cells. Drawings are made by hand, so the right side of a box may
 * be a few cells off and its right corners may be missing; its top left corner, its left side, and its
 * bottom left corner must be where they belong.
 */

import { cellsOf } from "./display-width.ts";

export interface DrawnText {
  readonly text: string;
  /** Row of the drawing, from 0. */
  readonly row: number;
  /** Cell in its row, from 0. */
  readonly cell: number;
}

export interface DrawnBox {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  /** As the top side says; other rows may end a little before or after. */
  readonly right: number;
  /** What is written in it, boxes inside it left out, one entry for each row. */
  readonly texts: readonly DrawnText[];
  readonly children: readonly DrawnBox[];
}

export interface DrawnArrow {
  readonly from: DrawnBox;
  readonly to: DrawnBox;
  readonly axis: "across" | "down";
}

export interface BoxArt {
  /** Boxes that stand in no other, from top to bottom, then left to right. */
  readonly boxes: readonly DrawnBox[];
  /** Between boxes that stand in the same box (or in none). */
  readonly arrows: readonly DrawnArrow[];
}

/** More boxes than any diagram people read; beyond it the drawing is taken for something else. */
const BOXES_MAX = 200;
/** How far a right side may be from where the top side ends. */
const RIGHT_SLACK = 3;

/** The diagram in the text, or undefined when it holds no box. Columns are as a terminal shows them. */
export function readBoxArt(text: string): BoxArt | undefined {
  const grid = text.split("\n").map(columnsOf);
  const outlines = findOutlines(grid);
  if (outlines.length === 0 || outlines.length > BOXES_MAX) return undefined;
  const parents = outlines.map((inner) => innermostAround(outlines, inner));
  const owners = paintOwners(grid, outlines);
  const texts = collectTexts(grid, owners, outlines.length);
  const boxes: OpenBox[] = outlines.map((outline, index) => ({
    ...outline,
    texts: texts[index] ?? [],
    children: [],
  }));
  for (const [index, box] of boxes.entries()) {
    const parent = parents[index];
    if (parent !== undefined) boxes[parent]?.children.push(box);
  }
  const outer = boxes.filter((_, index) => parents[index] === undefined);
  return { boxes: outer, arrows: findArrows(grid, owners, { boxes, outer }) };
}

interface Outline {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

interface OpenBox extends DrawnBox {
  readonly children: OpenBox[];
}

type Grid = readonly (readonly string[])[];

/** One entry for each column: a wide character takes two, the second one empty. */
function columnsOf(line: string): string[] {
  return cellsOf(line).flatMap(({ text, width }) => {
    if (width === 1) return [text];
    if (text.trim() === "") return Array.from({ length: width }, () => " ");
    return width === 0 ? [] : [text, ...Array.from({ length: width - 1 }, () => "")];
  });
}

const TOP_LEFT = new Set("┌┏╔╭┍┎╒╓+");
const BOTTOM_LEFT = new Set("└┗╚╰┕┖╘╙+");
const HORIZONTAL = new Set("─━═╌┄┈╍┅┉-=_┬┴┼╦╩╬┳┻╋╤╧╪");
const VERTICAL = new Set("│┃║┆┊╎╏|├┤┼╠╣╬┣┫╋╟╢╞╡");
const ACROSS = new Set("→⟶➔➜➝▶►⇒➡▷▸");
const BACK = new Set("←⟵◀◄⇐⬅◁◂");
const DOWN = new Set("↓▼⬇⇓▽▾");
const UP = new Set("↑▲⬆⇑△▴");
/** Strokes and blocks, which are never words; the signs that ASCII drawings use may be. */
const STROKE = /[\u2500-\u259f]/gu;

function at(grid: Grid, row: number, cell: number): string {
  return grid[row]?.[cell] ?? " ";
}

/** From top to bottom, then left to right. */
function findOutlines(grid: Grid): Outline[] {
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
  return HORIZONTAL.has(cell) || DOWN.has(cell) || UP.has(cell);
}

function innermostAround(outlines: readonly Outline[], inner: Outline): number | undefined {
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
function paintOwners(grid: Grid, outlines: readonly Outline[]): Int16Array[] {
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

/** What is written in each box, row by row. */
function collectTexts(grid: Grid, owners: readonly Int16Array[], count: number): DrawnText[][] {
  const texts: DrawnText[][] = Array.from({ length: count }, () => []);
  for (const [row, cells] of grid.entries()) {
    const written = new Map<number, { text: string; cell: number }>();
    for (const [cell, character] of cells.entries()) {
      const owner = owners[row]?.[cell] ?? -1;
      if (owner < 0) continue;
      const known = written.get(owner);
      if (known !== undefined) known.text += character;
      else if (/\S/u.test(character)) written.set(owner, { text: character, cell });
    }
    for (const [owner, { text, cell }] of written) {
      const words = text.replace(STROKE, " ").replace(/\s+/gu, " ").trim();
      if (/[\p{L}\p{N}]/u.test(words)) texts[owner]?.push({ text: words, row, cell });
    }
  }
  return texts;
}

function findArrows(
  grid: Grid,
  owners: readonly Int16Array[],
  { boxes, outer }: { boxes: readonly DrawnBox[]; outer: readonly DrawnBox[] },
): DrawnArrow[] {
  const arrows: DrawnArrow[] = [];
  for (const [row, cells] of grid.entries()) {
    for (const cell of cells.keys()) {
      const direction = directionAt(grid, row, cell);
      if (direction === undefined) continue;
      const owner = owners[row]?.[cell] ?? -1;
      const siblings =
        owner < 0 ? siblingsOnSide(boxes, outer, { row, cell }) : boxes[owner]?.children;
      const arrow = joined(siblings ?? [], { row, cell }, direction);
      if (arrow === undefined) continue;
      const isKnown = arrows.some(
        (known) => known.from === arrow.from && known.to === arrow.to && known.axis === arrow.axis,
      );
      if (!isKnown) arrows.push(arrow);
    }
  }
  return arrows;
}

interface Place {
  readonly row: number;
  readonly cell: number;
}

/** An arrow head drawn on a side points between the boxes beside the one whose side it is. */
function siblingsOnSide(
  boxes: readonly DrawnBox[],
  outer: readonly DrawnBox[],
  { row, cell }: Place,
): readonly DrawnBox[] {
  let siblings = outer;
  for (const box of boxes) {
    const isInside = box.top < row && row < box.bottom && box.left < cell && cell < box.right;
    if (isInside && box.children.length > 0) siblings = box.children;
  }
  return siblings;
}

type Direction = "across" | "back" | "down" | "up";

function directionAt(grid: Grid, row: number, cell: number): Direction | undefined {
  const head = at(grid, row, cell);
  if (ACROSS.has(head)) return "across";
  if (BACK.has(head)) return "back";
  if (DOWN.has(head)) return "down";
  if (UP.has(head)) return "up";
  if (head === ">" && /[-=─]/u.test(at(grid, row, cell - 1))) return "across";
  if (head === "<" && /[-=─]/u.test(at(grid, row, cell + 1))) return "back";
  const isAlone = at(grid, row, cell - 1) === " " && at(grid, row, cell + 1) === " ";
  if (!isAlone) return undefined;
  if (/[vV]/u.test(head) && at(grid, row - 1, cell) === "|") return "down";
  return head === "^" && at(grid, row + 1, cell) === "|" ? "up" : undefined;
}

/** The two boxes nearest to the arrow's head on its line. */
function joined(
  siblings: readonly DrawnBox[],
  place: Place,
  direction: Direction,
): DrawnArrow | undefined {
  if (direction === "across" || direction === "back") {
    const inRow = siblings.filter((box) => box.top <= place.row && place.row <= box.bottom);
    const before = nearest(inRow, (box) => place.cell - box.right, -RIGHT_SLACK);
    const after = nearest(
      inRow.filter((box) => box !== before),
      (box) => box.left - place.cell,
      0,
    );
    return arrowOf(before, after, { axis: "across", isReversed: direction === "back" });
  }
  const above = nearest(
    siblings.filter((box) => covers(box, place)),
    (box) => place.row - box.bottom,
    0,
  );
  const below = nearest(
    siblings.filter((box) => box !== above && (covers(box, place) || overlaps(box, above))),
    (box) => box.top - place.row,
    0,
  );
  return arrowOf(above, below, { axis: "down", isReversed: direction === "up" });
}

function arrowOf(
  first: DrawnBox | undefined,
  second: DrawnBox | undefined,
  { axis, isReversed }: { axis: DrawnArrow["axis"]; isReversed: boolean },
): DrawnArrow | undefined {
  if (first === undefined || second === undefined) return undefined;
  return isReversed ? { from: second, to: first, axis } : { from: first, to: second, axis };
}

function nearest(
  boxes: readonly DrawnBox[],
  distance: (box: DrawnBox) => number,
  distanceMin: number,
): DrawnBox | undefined {
  let best: DrawnBox | undefined;
  for (const box of boxes) {
    if (distance(box) < distanceMin) continue;
    if (best === undefined || distance(box) < distance(best)) best = box;
  }
  return best;
}

function covers(box: DrawnBox, { cell }: Place): boolean {
  return box.left - RIGHT_SLACK <= cell && cell <= box.right + RIGHT_SLACK;
}

function overlaps(box: DrawnBox, other: DrawnBox | undefined): boolean {
  return other !== undefined && box.left <= other.right && other.left <= box.right;
}
