/** Severities in tables, GFM or HTML. */

import type { Section } from "../markdown/document.ts";
import {
  placedCell,
  type TextCell,
  type TextRow,
  type TextTable,
  tableRows,
} from "../markdown/table-rows.ts";
import {
  NAME_COLUMNS,
  RESPONDER_TITLES,
  ROLE_WORDS,
  SEVERITY_COLUMNS,
  SEVERITY_TOPICS,
  WAY_COLUMNS,
} from "../vocabulary.ts";
import { RECOVERY_LABELS } from "../words/promise-words.ts";
import { readSeverityMention, type SeverityMention, severityRank } from "../words/severity-id.ts";
import { mentions, spacedWords } from "../words/wording.ts";
import { askedByTitle } from "./asked-actions.ts";
import {
  addFact,
  addKnownActions,
  addTimePairs,
  draftOf,
  severityField,
} from "./severity-draft.ts";
import { areSeverities, isAboutSeverities, type Reading, splitSummary } from "./severity-topic.ts";

/** A table with a severity in each row (or, turned, in each column). */
export function readSeverityTables(reading: Reading, section: Section): void {
  for (const table of tableRows(reading.document, section)) {
    readSeverityTable(reading, section, table);
    const turned = turnedTable(table);
    if (turned !== undefined) readSeverityTable(reading, section, turned);
  }
}

interface SpokenRow {
  readonly row: TextRow;
  readonly mention: SeverityMention | undefined;
}

function readSeverityTable(reading: Reading, section: Section, table: TextTable): void {
  const found = severityColumn(section, table);
  if (found === undefined) return;
  const { column, rows } = found;
  const known = table.header.some((label, index) => index !== column && isOfSeverities(label));
  const isNamed = mentions(table.header[column] ?? "", SEVERITY_TOPICS);
  const saysWay = table.header.some((title) => mentions(title, WAY_COLUMNS) || namesRole(title));
  const isCoded =
    (isNamed || saysWay) && rows.every(({ mention }) => mention?.number !== undefined);
  if (!known && !isCoded && !isAboutSeverities(section)) return;
  for (const { row, mention } of rows)
    if (mention !== undefined) readRow(reading, table, { row, mention, column });
  reading.context.understood(reading.document.file, table.line, table.lastLine);
}

/** Objectives of recovery are stated of parts, too. */
function isOfSeverities(title: string): boolean {
  return severityField(title) !== undefined && !mentions(title, RECOVERY_LABELS);
}

/** The first column that names a different severity in each row; mostly the first one of all. */
function severityColumn(
  section: Section,
  table: TextTable,
): { column: number; rows: readonly SpokenRow[] } | undefined {
  const isTopic = isAboutSeverities(section);
  // "Alert type | Route to | Method": what begins with a code in each row says how somebody is told.
  const saysWay = table.header.some((title) => mentions(title, WAY_COLUMNS));
  // "Urgent", "High", each with the time until it is solved, are levels whatever the column is called.
  const isTimed = table.header.some(
    (title) => isOfSeverities(title) && PROMISED_FIELDS.has(severityField(title) ?? ""),
  );
  for (const [column, title] of table.header.entries()) {
    const isNamed = mentions(title, SEVERITY_TOPICS);
    const isFirst = (isTopic || saysWay || (isTimed && title === "")) && column === 0;
    if (!isNamed && !mentions(title, SEVERITY_COLUMNS) && !isFirst) continue;
    const inContext = isNamed || isTopic || (isTimed && mentions(title, SEVERITY_COLUMNS));
    const rows = table.rows.map((row) => ({
      row,
      // "Priority" also heads tables of alerts, where bare names are no levels.
      mention: mentionIn(row.cells[column]?.text ?? "", { title, inContext, isNamed, isTimed }),
    }));
    // A row that spans the table ("everything above is a major incident") names none.
    const spoken = rows.filter(({ row, mention }) => mention !== undefined || row.cells.length > 1);
    if (areSeverities(spoken.map(({ mention }) => mention))) return { column, rows: spoken };
  }
  return undefined;
}

function mentionIn(
  text: string,
  at: { title: string; inContext: boolean; isNamed: boolean; isTimed: boolean },
): SeverityMention | undefined {
  const { title, inContext, isNamed, isTimed } = at;
  const mention = readSeverityMention(text, inContext);
  if (mention !== undefined || !isNamed) return mention;
  // "SEV | Meaning" above "1 | …": the title is the first half of each code.
  if (BARE_NUMBER.test(text))
    return readSeverityMention(`${title}${/^\p{Lu}+$/u.test(title) ? "" : " "}${text}`, true);
  return isTimed ? nameOfItsOwn(text) : undefined;
}

const BARE_NUMBER = /^\d$/u;

/** "🟠 Amber": what a team calls its severity, where the table leaves no doubt that it is one. */
function nameOfItsOwn(text: string): SeverityMention | undefined {
  const name = OWN_NAME.exec(text)?.[1];
  return name === undefined ? undefined : { id: name, key: name.toLowerCase(), rest: "" };
}

const OWN_NAME = /^[^\p{L}\p{N}]*(\p{L}+(?:[ -]\p{L}+){0,2})$/u;

/** "Primary", "Escalate to", "Team lead": who is called on. */
function namesRole(title: string): boolean {
  return mentions(title, RESPONDER_TITLES) || mentions(title, ROLE_WORDS);
}

const PROMISED_FIELDS: ReadonlySet<string> = new Set(["response", "resolution"]);

function readRow(
  reading: Reading,
  table: TextTable,
  { row, mention, column }: { row: TextRow; mention: SeverityMention; column: number },
): void {
  const { file } = reading.document;
  const place = row.cells[column];
  const source = { file, line: place?.line ?? row.line, column: place?.column ?? 1 };
  const draft = draftOf(reading.drafts, mention, { source, isOwnPlace: true });
  const { name, definition } = splitSummary(mention.rest);
  draft.name ??= name;
  draft.definition ??= definition;
  const hasExamples = table.header.some((label) => severityField(label) === "examples");
  for (const [index, cell] of row.cells.entries()) {
    const label = table.header[index] ?? "";
    if (index === column || isBlank(cell.text)) continue;
    if (isNameColumn(label)) {
      draft.name ??= cell.text;
      continue;
    }
    const asked = askedByTitle(label, cell.text);
    if (asked !== undefined) {
      addKnownActions(draft, { ...cell, text: asked, label }, file);
      continue;
    }
    // "Escalation" may say whom to page at once, beside who comes after whom.
    if (severityField(label) === undefined && mentions(label, WAY_OR_RESPONDER)) {
      addKnownActions(draft, { ...cell, label }, file);
      continue;
    }
    if (addTimePairs(draft, { label, line: cell, file })) continue;
    if (severityRank(cell.text) !== undefined && !cell.text.includes(" ")) {
      draft.name ??= cell.text;
      continue;
    }
    const isDefinition = severityField(label) === "definition";
    if (isDefinition && !hasExamples && cell.pieces.length > 1) {
      // A sentence with a list of cases under it, in one cell.
      addFact(draft, { label, lines: cell.pieces.slice(0, 1), file });
      addFact(draft, { label: "examples", lines: cell.pieces.slice(1), file });
    } else addFact(draft, { label, lines: cell.pieces, file });
  }
}

const WAY_OR_RESPONDER: readonly string[] = [...WAY_COLUMNS, ...RESPONDER_TITLES];

function isBlank(text: string): boolean {
  return /^[-–—]?$|^n\/?a$/iu.test(text);
}

function isNameColumn(label: string): boolean {
  const words = spacedWords(label).trim();
  return NAME_COLUMNS.some((name) => name === words);
}

/** A table whose columns are severities, with rows and columns exchanged. */
function turnedTable(table: TextTable): TextTable | undefined {
  const [corner = "", ...columns] = table.header;
  const mentioned = columns.map((column) => readSeverityMention(column, true));
  if (!areSeverities(mentioned)) return undefined;
  const isCoded = mentioned.some((mention) => mention?.number !== undefined);
  const labels = table.rows.map((row) => row.cells[0]?.text ?? "");
  // "Critical | Warning" also head the limits of what is measured.
  if (!isCoded && !labels.some((label) => severityField(label) !== undefined)) return undefined;
  return {
    header: [corner === "" || !mentions(corner, SEVERITY_COLUMNS) ? "severity" : corner, ...labels],
    line: table.line,
    lastLine: table.lastLine,
    rows: columns.map((column, index) => ({
      line: table.line,
      cells: [
        cellAt(column, table.line),
        ...table.rows.map((row) => row.cells[index + 1] ?? cellAt("", row.line)),
      ],
    })),
  };
}

function cellAt(text: string, line: number): TextCell {
  const place = { line, column: 1 };
  return placedCell(text, text === "" ? [] : [{ text, ...place }], place);
}
