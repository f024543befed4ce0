/** Tables of a section, GFM or HTML, as rows of cells with their places. */

import type { RootContent, Table, TableCell } from "mdast";
import type { PlaybookDocument, Section } from "./document.ts";
import { readHtmlTables } from "./html-tables.ts";
import type { TextLine } from "./labelled-lines.ts";
import { plainLines, plainText } from "./plain-text.ts";

export interface TextCell {
  /** All of it on one line. */
  readonly text: string;
  /** Its pieces where the cell holds several lines or list items; one piece otherwise, none when empty. */
  readonly parts: readonly string[];
  /** The same with the place of each. */
  readonly pieces: readonly TextLine[];
  readonly line: number;
  readonly column: number;
}

export interface TextRow {
  readonly line: number;
  readonly cells: readonly TextCell[];
}

export interface TextTable {
  /** Titles of the columns; empty texts when the table has no header row. */
  readonly header: readonly string[];
  readonly line: number;
  readonly lastLine: number;
  readonly rows: readonly TextRow[];
}

/** Every compiler asks for the tables of every section, and reading HTML is slow. */
const known = new WeakMap<Section, readonly TextTable[]>();

/** The section's own tables (not its children's), in the text's order. Rows may be shorter or longer than the header. */
export function tableRows(document: PlaybookDocument, section: Section): readonly TextTable[] {
  const read = known.get(section);
  if (read !== undefined) return read;
  const tables: TextTable[] = [];
  collect(document, section.content, tables);
  known.set(section, tables);
  return tables;
}

function collect(
  document: PlaybookDocument,
  nodes: readonly RootContent[],
  tables: TextTable[],
): void {
  const end = nodes.at(-1)?.position?.end.offset ?? document.text.length;
  let readUpTo = 0;
  for (const node of nodes) {
    const start = node.position?.start.offset ?? 0;
    if (start < readUpTo) continue;
    if (node.type === "table") tables.push(gfmTable(node));
    else if (node.type === "html" && /<table\b/iu.test(node.value)) {
      // A blank line ends Markdown's html node inside the table, so it is read from the text itself.
      const html = readHtmlTables(document, start, end);
      tables.push(...html.tables);
      readUpTo = html.end;
    } else if (node.type === "blockquote") collect(document, node.children, tables);
    else if (node.type === "list") {
      for (const item of node.children) collect(document, item.children, tables);
    }
  }
}

function gfmTable(table: Table): TextTable {
  const [head, ...rows] = table.children;
  const line = table.position?.start.line ?? 1;
  return {
    header: (head?.children ?? []).map((cell) => plainText(cell)),
    line,
    lastLine: table.position?.end.line ?? line,
    rows: rows.map((row) => ({
      line: row.position?.start.line ?? line,
      cells: row.children.map(gfmCell),
    })),
  };
}

function gfmCell(cell: TableCell): TextCell {
  // The cell begins with its bar; a caret belongs under its first word.
  const { line, column } = (cell.children[0] ?? cell).position?.start ?? { line: 1, column: 1 };
  return placedCell(
    plainText(cell),
    plainLines(cell).map((text) => ({ text, line, column })),
    { line, column },
  );
}

/** A cell of pieces that know their places; an empty one stands at `place`. */
export function placedCell(
  text: string,
  pieces: readonly TextLine[],
  place: { readonly line: number; readonly column: number },
): TextCell {
  const { line, column } = place;
  return { text, parts: pieces.map((piece) => piece.text), pieces, line, column };
}
