/** Which boxes of a drawing its arrows join. */

import type { DrawnArrow, DrawnBox } from "./box-art.ts";
import { RIGHT_SLACK } from "./box-outlines.ts";
import { at, type Grid, STROKE } from "./drawing-grid.ts";

const ACROSS = new Set("→⟶➔➜➝▶►⇒➡▷▸");
const BACK = new Set("←⟵◀◄⇐⬅◁◂");
const DOWN = new Set("↓▼⬇⇓▽▾");
const UP = new Set("↑▲⬆⇑△▴");

/** Every arrow between two boxes that stand in the same box, or in none; each pair once. */
export function findArrows(
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
      if (!isKnown) arrows.push({ ...arrow, label: labelOf(grid, arrow) });
    }
  }
  return arrows;
}

type Join = Omit<DrawnArrow, "label">;

/** What is written between the boxes: above, in or below an arrow across, and right of one down. */
function labelOf(grid: Grid, { from, to, axis }: Join): string {
  const isAcross = axis === "across";
  const [first, second] = (isAcross ? from.left < to.left : from.top < to.top)
    ? [from, to]
    : [to, from];
  const rows = isAcross
    ? [Math.max(from.top, to.top), Math.min(from.bottom, to.bottom)]
    : [first.bottom + 1, second.top - 1];
  const cells = isAcross
    ? [first.right + 1, second.left - 1]
    : [Math.min(from.left, to.left), Math.max(from.right, to.right) + BESIDE];
  const [top = 0, bottom = 0] = rows;
  const [left = 0, right = 0] = cells;
  return grid
    .slice(top, bottom + 1)
    .map((row) =>
      row
        .slice(left, right + 1)
        .join("")
        .replace(STROKE, " ")
        .trim(),
    )
    .join(" ")
    .replace(/\s+/gu, " ")
    .trim();
}

/** How far beside the lower box words may stand that belong to the arrow. */
const BESIDE = 20;

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
): Join | undefined {
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
): Join | undefined {
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
