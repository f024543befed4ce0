/** On-call rotations: tables with a column of dates and columns of people. */

import type { Rotation, RotationShift } from "../../domain/playbook.ts";
import {
  type CompileContext,
  type PlaybookDocument,
  type Section,
  walkSections,
} from "../markdown/document.ts";
import { type TextTable, tableRows } from "../markdown/table-rows.ts";
import {
  END_COLUMNS,
  RANK_COLUMNS,
  REMARK_COLUMNS,
  ROTATION_TOPICS,
  START_COLUMNS,
} from "../words/column-words.ts";
import { readPerson } from "../words/person-name.ts";
import { readDates } from "../words/read-date.ts";
import { slug, uniqueIds } from "../words/slug.ts";
import { beginsWith, mentions } from "../words/wording.ts";

/**
 * Every rotation of the documents, in the text's order. A table counts when its first dated column
 * gives the starts and at least one column names people. Shifts keep the table's order; a row without
 * a date that can be read only one way stays text.
 */
export function compileRotations(
  documents: readonly PlaybookDocument[],
  context: CompileContext,
): readonly Rotation[] {
  const rotations: Rotation[] = [];
  const unique = uniqueIds();
  for (const document of documents) {
    for (const section of walkSections(document.root)) {
      for (const table of tableRows(document, section)) {
        const rotation = rotationOf(document, section, table, context);
        if (rotation !== undefined) rotations.push({ ...rotation, id: unique(rotation.id) });
      }
    }
  }
  return rotations;
}

interface Columns {
  readonly dates: readonly (string | undefined)[];
  readonly people: readonly { readonly index: number; readonly title: string }[];
}

function rotationOf(
  document: PlaybookDocument,
  section: Section,
  table: TextTable,
  context: CompileContext,
): Rotation | undefined {
  const columns = columnsOf(section, table);
  if (columns === undefined) return undefined;
  const titles = new Map<string, string>();
  const shifts: RotationShift[] = [];
  for (const [rowIndex, row] of table.rows.entries()) {
    const start = columns.dates[rowIndex];
    if (start === undefined) continue;
    const assignments: [string, string][] = [];
    for (const { index, title } of columns.people) {
      const person = readPerson(row.cells[index]?.text ?? "");
      if (person === undefined) continue;
      assignments.push([title, person.name]);
      if (person.title !== undefined && !titles.has(person.name))
        titles.set(person.name, person.title);
    }
    context.understood(document.file, row.line, row.line);
    shifts.push({
      start,
      assignments: Object.fromEntries(assignments),
      source: { file: document.file, line: row.line },
    });
  }
  if (shifts.length === 0) return undefined;
  const source = { file: document.file, line: table.line };
  context.understood(document.file, table.line, table.line);
  return {
    id: slug(section.title, "rotation"),
    columns: columns.people.map(({ title }) => title),
    shifts,
    ...(titles.size === 0 ? {} : { titles: Object.fromEntries(titles) }),
    source,
  };
}

function columnsOf(section: Section, table: TextTable): Columns | undefined {
  const columns = table.header.map((title, index) => ({
    index,
    title,
    dates: readDates(
      table.rows.map((row) => row.cells[index]?.text ?? ""),
      `${title} ${section.title} ${section.parent?.title ?? ""}`,
    ),
  }));
  const dated = columns.filter(({ dates }) => dates.some((date) => date !== undefined));
  const start = dated[0];
  if (
    start === undefined ||
    (start.index > 0 && beginsWith(start.title, START_COLUMNS) === undefined)
  )
    return undefined;
  const people = columns.filter(
    ({ title, index }) =>
      /\p{L}/u.test(title) &&
      !dated.some((column) => column.index === index) &&
      beginsWith(title, END_COLUMNS) === undefined &&
      beginsWith(title, START_COLUMNS) === undefined &&
      !mentions(title, REMARK_COLUMNS),
  );
  const saysRotation = mentions(`${section.title} ${section.parent?.title ?? ""}`, ROTATION_TOPICS);
  // A dated table with an Owner column is a plan; one under an on-call heading, or with a Primary, is a rotation.
  const isRotation = saysRotation || people.some(({ title }) => mentions(title, RANK_COLUMNS));
  return people.length > 0 && isRotation
    ? { dates: start.dates, people: withoutRepeats(people) }
    : undefined;
}

/** Assignments are kept by column title, so of two columns with one title only the first can count. */
function withoutRepeats<T extends { readonly title: string }>(columns: readonly T[]): readonly T[] {
  return columns.filter(
    ({ title }, index) => columns.findIndex((other) => other.title === title) === index,
  );
}
