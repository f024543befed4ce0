/** HTML tables inside Markdown, read from the text because a blank line splits them for Markdown. */

import { type DefaultTreeAdapterTypes, parseFragment } from "parse5";
import type { PlaybookDocument } from "./document.ts";
import type { TextLine } from "./labelled-lines.ts";
import { NESTING_MAX } from "./limit-nesting.ts";
import { oneLine } from "./plain-text.ts";
import { placedCell, type TextCell, type TextRow, type TextTable } from "./table-rows.ts";

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/**
 * The tables of the block of HTML that starts at offset `start`, up to its closing `</table>` but no
 * further than `limit`; `end` is where reading stopped.
 */
export function readHtmlTables(
  document: PlaybookDocument,
  start: number,
  limit: number,
): { tables: readonly TextTable[]; end: number } {
  const window = document.text.slice(start, limit);
  const closing = /<\/table\s*>/iu.exec(window);
  const slice = closing === null ? window : window.slice(0, closing.index + closing[0].length);
  const fragment = parseFragment(slice, { sourceCodeLocationInfo: true });
  const before = document.text.slice(0, start);
  const origin = {
    line: before.split("\n").length,
    column: start - (before.lastIndexOf("\n") + 1),
  };
  const tables = elements(fragment.childNodes, "table").map((table) => tableOf(table, origin));
  return { tables: tables.filter((table) => table !== undefined), end: start + slice.length };
}

/** Line of the slice's first character, and how many characters stand before it on that line. */
interface Origin {
  readonly line: number;
  readonly column: number;
}

function tableOf(table: Element, origin: Origin): TextTable | undefined {
  const rows = elements(table.childNodes, "tr").map((row) => ({
    row: rowOf(row, origin),
    isHeader: row.parentNode?.nodeName === "thead" || elements(row.childNodes, "td").length === 0,
  }));
  const first = rows[0];
  if (first === undefined) return undefined;
  const body = first.isHeader ? rows.slice(1) : rows;
  const place = placeOf(table, origin);
  const endLine = table.sourceCodeLocation?.endLine;
  return {
    header: first.row.cells.map((cell) => (first.isHeader ? cell.text : "")),
    line: place.line,
    lastLine: endLine === undefined ? place.line : endLine + origin.line - 1,
    rows: body.map(({ row }) => row),
  };
}

function rowOf(row: Element, origin: Origin): TextRow {
  return {
    line: placeOf(row, origin).line,
    cells: row.childNodes
      .filter((node) => node.nodeName === "td" || node.nodeName === "th")
      .map((cell) => cellOf(cell, origin)),
  };
}

function cellOf(cell: Node, origin: Origin): TextCell {
  const open: Piece[] = [{ text: "" }];
  addPieces(cell, origin, open);
  const place = placeOf(cell, origin);
  const pieces = open
    .map(({ text, at }): TextLine => ({ text: oneLine(text), ...(at ?? place) }))
    .filter((piece) => piece.text !== "");
  return placedCell(pieces.map(({ text }) => text).join(" "), pieces, place);
}

/** One line of a cell while it is read; it stands where its element begins, else where its words do. */
interface Piece {
  text: string;
  at?: { readonly line: number; readonly column: number };
}

const PIECES: ReadonlySet<string> = new Set(["li", "p", "div", "br", "ul", "ol", "h4", "h5"]);

function addPieces(node: Node, origin: Origin, pieces: Piece[], depth = 0): void {
  const last = pieces.at(-1);
  if (node.nodeName === "#text" && "value" in node && last !== undefined) {
    if (last.text.trim() === "" && node.value.trim() !== "") last.at ??= placeOf(node, origin);
    last.text += node.value;
  }
  if (!("childNodes" in node) || depth >= NESTING_MAX) return;
  const isPiece = PIECES.has(node.nodeName);
  if (isPiece) pieces.push({ text: "", at: placeOf(node, origin) });
  for (const child of node.childNodes) addPieces(child, origin, pieces, depth + 1);
  if (isPiece) pieces.push({ text: "" });
}

function placeOf(node: Node, origin: Origin): { line: number; column: number } {
  const place = node.sourceCodeLocation;
  if (!place) return { line: origin.line, column: origin.column + 1 };
  return {
    line: place.startLine + origin.line - 1,
    column: place.startCol + (place.startLine === 1 ? origin.column : 0),
  };
}

/** Elements of that name below the nodes, not looking inside a found one. */
function elements(nodes: readonly Node[], name: string, depth = 0): Element[] {
  if (depth >= NESTING_MAX) return [];
  return nodes.flatMap((node) => {
    if (!("childNodes" in node)) return [];
    if (node.nodeName === name && "tagName" in node) return [node];
    return elements(node.childNodes, name, depth + 1);
  });
}
