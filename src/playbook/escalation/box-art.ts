/**
 * Reads diagrams drawn with characters: boxes, what is written in them, and the arrows between them.
 *
 * Everything is geometry on a grid of cells. Drawings are made by hand, so the right side of a box may
 * be a few cells off and its right corners may be missing; its top left corner, its left side, and its
 * bottom left corner must be where they belong.
 */

import { findArrows } from "./box-arrows.ts";
import { BOXES_MAX, findOutlines, innermostAround, paintOwners } from "./box-outlines.ts";
import { columnsOf, type Grid, STROKE } from "./drawing-grid.ts";

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
  /** What is written beside it, between the two boxes; "" for nothing. */
  readonly label: string;
}

export interface BoxArt {
  /** Boxes that stand in no other, from top to bottom, then left to right. */
  readonly boxes: readonly DrawnBox[];
  /** Between boxes that stand in the same box (or in none). */
  readonly arrows: readonly DrawnArrow[];
}

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

interface OpenBox extends DrawnBox {
  readonly children: OpenBox[];
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
