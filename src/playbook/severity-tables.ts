/** Severities in tables, GFM or HTML. */

import type { Section } from "./document.ts";
import { addFact, draftOf, severityField } from "./severity-draft.ts";
import { readSeverityMention, type SeverityMention } from "./severity-id.ts";
import { areSeverities, isAboutSeverities, type Reading, splitSummary } from "./severity-topic.ts";
import { type TextRow, type TextTable, tableRows } from "./table-rows.ts";
import { SEVERITY_COLUMNS, SEVERITY_TOPICS } from "./vocabulary.ts";
import { mentions } from "./wording.ts";

/** A table with a severity in each row (or, turned, in each column). */
export function readSeverityTables(reading: Reading, section: Section): void {
  for (const table of tableRows(reading.document, section)) {
    readSeverityTable(reading, section, table);
    const turned = turnedTable(table);
    if (turned !== undefined) readSeverityTable(reading, section, turned);
  }
}

function readSeverityTable(reading: Reading, section: Section, table: TextTable): void {
  const title = table.header[0] ?? "";
  const fields = table.header.map((label, index) =>
    index === 0 ? undefined : severityField(label),
  );
  const known = fields.filter((field) => field !== undefined).length;
  const isNamed = mentions(title, SEVERITY_TOPICS);
  if (
    known === 0 ||
    (!isNamed && !mentions(title, SEVERITY_COLUMNS) && !isAboutSeverities(section))
  )
    return;
  const rows = table.rows.map((row) => ({
    row,
    // "Priority" also heads tables of alerts; bare names count only under "Severity".
    mention: readSeverityMention(row.cells[0]?.text ?? "", isNamed || isAboutSeverities(section)),
  }));
  // A row that spans the table ("everything above is a major incident") names none.
  const spoken = rows.filter(({ row, mention }) => mention !== undefined || row.cells.length > 1);
  if (!areSeverities(spoken.map(({ mention }) => mention))) return;
  for (const { row, mention } of spoken)
    if (mention !== undefined) readRow(reading, table, { row, mention });
  reading.context.understood(reading.document.file, table.line, table.lastLine);
}

function readRow(
  reading: Reading,
  table: TextTable,
  { row, mention }: { row: TextRow; mention: SeverityMention },
): void {
  const { file } = reading.document;
  const source = {
    file,
    line: row.cells[0]?.line ?? row.line,
    column: row.cells[0]?.column ?? 1,
  };
  const draft = draftOf(reading.drafts, mention, { source, isOwnPlace: true });
  const { name, definition } = splitSummary(mention.rest);
  draft.name ??= name;
  draft.definition ??= definition;
  const hasExamples = table.header.some((label) => severityField(label) === "examples");
  for (const [index, cell] of row.cells.entries()) {
    const label = table.header[index] ?? "";
    if (index === 0 || /^[-–—]?$|^n\/?a$/iu.test(cell.text)) continue;
    if (/^name$/iu.test(label)) {
      draft.name ??= cell.text;
      continue;
    }
    const pieces = cell.parts.map((text) => ({ text, line: cell.line, column: cell.column }));
    if (severityField(label) === "definition" && !hasExamples && pieces.length > 1) {
      // A sentence with a list of cases under it, in one cell.
      addFact(draft, { label, lines: pieces.slice(0, 1), file });
      addFact(draft, { label: "examples", lines: pieces.slice(1), file });
    } else addFact(draft, { label, lines: pieces, file });
  }
}

/** A table whose columns are severities, with rows and columns exchanged. */
function turnedTable(table: TextTable): TextTable | undefined {
  const [corner = "", ...columns] = table.header;
  const mentioned = columns.map((column) => readSeverityMention(column, true));
  if (!areSeverities(mentioned)) return undefined;
  return {
    header: [
      corner === "" || !mentions(corner, SEVERITY_COLUMNS) ? "severity" : corner,
      ...table.rows.map((row) => row.cells[0]?.text ?? ""),
    ],
    line: table.line,
    lastLine: table.lastLine,
    rows: columns.map((column, index) => ({
      line: table.line,
      cells: [
        { text: column, parts: [column], line: table.line, column: 1 },
        ...table.rows.map(
          (row) => row.cells[index + 1] ?? { text: "", parts: [], line: row.line, column: 1 },
        ),
      ],
    })),
  };
}
