import type { Style } from "../report/text-style.ts";
import { displayWidth, padToWidth, showable, wrapToWidth } from "../words/display-width.ts";

export interface TableLayout {
  /** Width of the terminal, in columns. */
  readonly columns: number;
  readonly style: Style;
}

const GAP = "  ";
const LAST_COLUMN_MIN = 20;

/** Terms on lines of their own, those with one explanation above it. */
export function explainedList(
  entries: readonly (readonly [terms: readonly string[], explanation: string])[],
  layout: TableLayout,
): string[] {
  return entries.flatMap(([terms, explanation]) => [
    ...terms.flatMap((term) => {
      const [first, ...rest] = wrapToWidth(showable(term), layout.columns - GAP.length);
      return [`${GAP}${first ?? ""}`, ...rest.map((line) => `${GAP}${GAP}${line}`)];
    }),
    ...wrapToWidth(showable(explanation), layout.columns - 3 * GAP.length).map(
      (line) => `${GAP}${GAP}${GAP}${layout.style(line, "faint")}`,
    ),
  ]);
}

/** Rows under their titles as lines of text; the last column goes on over several lines where needed. */
export function textTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  layout: TableLayout,
): string[] {
  const cells = rows.map((row) => row.map(showable));
  const widths = titles.map((title, index) =>
    Math.max(displayWidth(title), ...cells.map((row) => displayWidth(row[index] ?? ""))),
  );
  const fixed = widths.slice(0, -1).reduce((sum, width) => sum + width + GAP.length, GAP.length);
  const room = Math.max(LAST_COLUMN_MIN, layout.columns - fixed);
  const indent = " ".repeat(fixed);
  const line = (row: readonly string[], lastPart: string): string => {
    const lead = row.slice(0, -1).map((cell, index) => padToWidth(cell, widths[index] ?? 0));
    return `${GAP}${[...lead, lastPart].join(GAP)}`.trimEnd();
  };
  return [
    layout.style(line(titles, titles.at(-1) ?? ""), "faint"),
    ...cells.flatMap((row) => {
      const [first, ...rest] = wrapToWidth(row.at(-1) ?? "", room);
      return [line(row, first ?? ""), ...rest.map((part) => `${indent}${part}`)];
    }),
  ];
}
