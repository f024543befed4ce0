/** Escalation paths in prose, lists and tables. */

import type { PlaybookDocument, Section } from "../markdown/document.ts";
import { type TextCell, type TextTable, tableRows } from "../markdown/table-rows.ts";
import { severityField } from "../severities/severity-draft.ts";
import {
  ESCALATION_COLUMNS,
  ESCALATION_OTHERS,
  ESCALATION_TOPICS,
  RESPONDER_TITLES,
  SEVERITY_COLUMNS,
  WAIT_COLUMNS,
  YES_MARKS,
} from "../vocabulary.ts";
import { readSeverityMention } from "../words/severity-id.ts";
import { beginsWith, mentions } from "../words/wording.ts";
import type { PathDraft, StepDraft } from "./escalation-draft.ts";
import { readListedPaths } from "./escalation-lists.ts";
import {
  isNobody,
  isRole,
  readRole,
  readRoleChain,
  readRoles,
  splitSeverity,
  stepTime,
} from "./escalation-role.ts";
import { remarkLevels } from "./step-levels.ts";

type ForSeverity = PathDraft["severity"];

/** Every path the section's own paragraphs, lists and tables describe; `severity` is for those that name none. */
export function readWrittenPaths(
  document: PlaybookDocument,
  section: Section,
  severity: ForSeverity,
): readonly PathDraft[] {
  const { file } = document;
  return [
    ...readListedPaths(document, section, severity),
    ...tableRows(document, section).flatMap((table) => tablePaths(table, file, severity)),
  ];
}

/** Tables with a column that says when it is escalated to whom the row names: "Role | Contact | Escalation time". */
export function readTimedRows(document: PlaybookDocument, section: Section): readonly PathDraft[] {
  return tableRows(document, section)
    .filter(({ header }) =>
      header.some(
        (title) =>
          mentions(title, ESCALATION_TOPICS) &&
          beginsWith(title, ESCALATION_OTHERS) === undefined &&
          mentions(title, ESCALATION_COLUMNS.time),
      ),
    )
    .flatMap((table) => stepRows(table, document.file, undefined) ?? []);
}

/** Paths in the columns of a table of severities that say who comes: "Who responds", "Escalation". */
export function readSeverityColumns(
  document: PlaybookDocument,
  section: Section,
): readonly PathDraft[] {
  return tableRows(document, section).flatMap((table) => {
    const columns = table.header.flatMap((title, index) =>
      mentions(title, RESPONDER_TITLES) ? [index] : [],
    );
    if (columns.length === 0) return [];
    const keys = table.rows.flatMap((row) => severityOfRow(table, row)?.key ?? []);
    // Alerts, several of one severity, are no severities.
    if (new Set(keys).size < keys.length) return [];
    return table.rows.flatMap((row) => {
      const mention = severityOfRow(table, row);
      if (mention === undefined) return [];
      const severity = { key: mention.key, id: mention.id };
      const steps = columns.flatMap((column) => {
        const cell = row.cells[column];
        return cell === undefined ? [] : cellSteps(cell, document.file, undefined);
      });
      const { file } = document;
      const isAnswered = columns.some((column) => isNobody(row.cells[column]?.text ?? ""));
      if (steps.length === 0 && !isAnswered) return [];
      return [pathOfRow({ file, line: row.line, lastLine: row.line, steps, severity })];
    });
  });
}

/** The severity in the row's column for it. */
function severityOfRow(
  { header }: TextTable,
  { cells }: TextTable["rows"][number],
): ReturnType<typeof readSeverityMention> {
  const mentioned = cells.find(
    (cell, index) =>
      mentions(header[index] ?? "", SEVERITY_COLUMNS) &&
      readSeverityMention(cell.text, true) !== undefined,
  );
  return readSeverityMention(mentioned?.text ?? "", true);
}

function tablePaths(table: TextTable, file: string, severity: ForSeverity): PathDraft[] {
  const bySeverityColumn = severityColumns(table);
  if (bySeverityColumn.length >= 2) return turnedPaths(table, file, bySeverityColumn);
  const bySeverityRow = severityRows(table, file);
  // Alerts or levels with what is done for each are no order of people.
  if (bySeverityRow.length > 0 || namesSeverities(table)) return bySeverityRow;
  const path = stepRows(table, file, severity);
  return path === undefined ? [] : [path];
}

/** Whether most rows name a severity by its code, in whatever column. */
function namesSeverities({ rows }: TextTable): boolean {
  const named = rows.filter(({ cells }) =>
    cells.some(({ text }) => readSeverityMention(text, false) !== undefined),
  );
  return named.length * 2 > rows.length;
}

function severityColumns(
  table: TextTable,
): { index: number; severity: { id: string; key: string } }[] {
  return table.header.flatMap((title, index) => {
    const mention = index === 0 ? undefined : readSeverityMention(title, true);
    return mention === undefined ? [] : [{ index, severity: { id: mention.id, key: mention.key } }];
  });
}

/** A row for each severity; the cells name the roles in their order, the column titles perhaps the times. */
function severityRows(table: TextTable, file: string): PathDraft[] {
  return table.rows.flatMap((row) => {
    const { key, id } = splitSeverity(row.cells[0]?.text ?? "");
    if (key === undefined || id === undefined) return [];
    let waited: string | undefined;
    const steps = row.cells.slice(1).flatMap((cell, index) => {
      const title = table.header[index + 1] ?? "";
      // "Escalate after | To": who stands right of the time is reached when it is over.
      if (mentions(title, WAIT_COLUMNS)) {
        waited = stepTime(cell.text);
        return [];
      }
      // "Response time" beside the roles is a promise, "Scenario" a case: neither is a step.
      if (severityField(title) !== undefined && !mentions(title, RESPONDER_TITLES)) return [];
      return roleColumnStep(title, cell, file) ?? cellSteps(cell, file, waited ?? stepTime(title));
    });
    const isAnswered = row.cells.slice(1).some(({ text }) => isNobody(text));
    if (steps.length === 0 && !isAnswered) return [];
    return [pathOfRow({ file, line: row.line, lastLine: row.line, steps, severity: { key, id } })];
  });
}

/** Below a column's title that is a role, the time after which it is reached: "15 min" below "Manager". */
function roleColumnStep(title: string, cell: TextCell, file: string): StepDraft[] | undefined {
  const role = readRole(title);
  const after = isRole(cell.text) ? undefined : stepTime(cell.text);
  if (role === undefined || after === undefined) return undefined;
  return [{ ...role, after, source: { file, line: cell.line, column: cell.column } }];
}

/** A row for each role or time, a column for each severity. */
function turnedPaths(
  table: TextTable,
  file: string,
  columns: readonly { index: number; severity: { id: string; key: string } }[],
): PathDraft[] {
  return columns.flatMap(({ index, severity }) => {
    const steps = table.rows.flatMap((row) => {
      const [head] = row.cells;
      const cell = row.cells[index];
      if (head === undefined || cell === undefined) return [];
      const role = readRole(head.text);
      if (role === undefined) return cellSteps(cell, file, stepTime(head.text));
      const after = stepTime(cell.text);
      const isMarked =
        after !== undefined || YES_MARKS.some((mark) => mark === cell.text.toLowerCase());
      const source = { file, line: head.line, column: head.column };
      return isMarked ? [{ ...role, ...(after === undefined ? {} : { after }), source }] : [];
    });
    if (steps.length === 0) return [];
    return [pathOfRow({ file, line: table.line, lastLine: table.lastLine, steps, severity })];
  });
}

/** A row for each step: a column names the role, another perhaps the time. */
function stepRows(table: TextTable, file: string, severity: ForSeverity): PathDraft | undefined {
  const roleColumn = bestColumn(
    table,
    ESCALATION_COLUMNS.role,
    (cell) => cellSteps(cell, file, undefined).length > 0,
  );
  const timeColumn = bestColumn(
    table,
    ESCALATION_COLUMNS.time,
    ({ text }) => stepTime(text) !== undefined,
  );
  const isStepped = timeColumn >= 0 || columnOf(table, ESCALATION_COLUMNS.step) >= 0;
  if (roleColumn < 0 || !isStepped || roleColumn === timeColumn) return undefined;
  const steps = table.rows.flatMap((row) => {
    const cell = row.cells[roleColumn];
    const when = row.cells[timeColumn]?.text ?? "";
    const levels = remarkLevels(when);
    return cell === undefined
      ? []
      : cellSteps(cell, file, stepTime(when)).map((step) => ({
          ...(levels === undefined ? {} : { levels }),
          ...step,
        }));
  });
  if (steps.length < 2) return undefined;
  const { line, lastLine } = table;
  return { ...pathOfRow({ file, line, lastLine, steps, severity: undefined }), severity };
}

/** Of the columns with such a title the one in which most cells say so, the more telling title first. */
function bestColumn(
  table: TextTable,
  phrases: readonly string[],
  says: (cell: TextCell) => boolean,
): number {
  let best = -1;
  let most = 0;
  for (const phrase of phrases) {
    const index = columnOf(table, [phrase]);
    const count = table.rows.filter(({ cells }) => {
      const cell = cells[index];
      return cell !== undefined && says(cell);
    }).length;
    if (count > most) {
      best = index;
      most = count;
    }
  }
  return best;
}

/** The column with the most telling title: the phrases stand in that order. */
function columnOf(table: TextTable, phrases: readonly string[]): number {
  for (const phrase of phrases) {
    const index = table.header.findIndex((title) => mentions(title, [phrase]));
    if (index >= 0) return index;
  }
  return -1;
}

/** The roles of a cell: a chain, several in pieces, or one; nothing for "-". */
function cellSteps(cell: TextCell, file: string, after: string | undefined): StepDraft[] {
  const source = { file, line: cell.line, column: cell.column };
  const roles = readRoleChain(cell.text) ?? cell.parts.flatMap((part) => readRoles(part));
  return roles.map((role) => ({
    ...role,
    ...(role.after === undefined && after !== undefined ? { after } : {}),
    source,
  }));
}

function pathOfRow(row: {
  readonly file: string;
  readonly line: number;
  readonly lastLine: number;
  readonly steps: readonly StepDraft[];
  readonly severity: { readonly id: string; readonly key: string } | undefined;
}): PathDraft {
  return {
    severity:
      row.severity === undefined ? undefined : { id: row.severity.id, key: row.severity.key },
    steps: row.steps,
    stakeholders: [],
    actions: [],
    source: { file: row.file, line: row.line },
    firstLine: row.line,
    lastLine: row.lastLine,
  };
}
