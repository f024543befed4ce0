/** Tables with a column of boxes to tick as groups of checklist items. */

import type { ChecklistItem } from "../../domain/playbook.ts";
import type { PlaybookDocument, Section } from "../markdown/document.ts";
import { type TextTable, tableRows } from "../markdown/table-rows.ts";
import { EXPECTED_COLUMNS, ITEM_COLUMNS, TICKED_COLUMNS } from "../words/column-words.ts";
import { slug, uniqueIds } from "../words/slug.ts";
import { mentions, spacedWords } from "../words/wording.ts";
import { type Answer, answerOf, answerOfSentence } from "./checklist-item.ts";
import type { ChecklistGroup } from "./yaml-checklist.ts";

const BOX_CELL = /^(?:\[[ xX]?\]|☐|☑|☒|□|⬜|◻|🔲|✅|❌|✓|✔)?\uFE0F?$/u;
const BOX_SIGN = /^(?:[✓✔✅☑]|\[ ?[xX]?\])\??$/u;

/**
 * One group for each of the section's own tables in which a column is there to be ticked; where the
 * heading calls it a checklist (`isNamed`), of any with a column of things to do.
 */
export function tableGroups(
  document: PlaybookDocument,
  section: Section,
  isNamed: boolean,
): readonly (ChecklistGroup & { readonly lastLine: number })[] {
  return tableRows(document, section).flatMap((table) => {
    const columns = columnsOf(table, isNamed);
    if (columns === undefined) return [];
    const unique = uniqueIds();
    const items = table.rows.flatMap((row): ChecklistItem[] => {
      const text = row.cells[columns.item]?.text ?? "";
      if (text === "") return [];
      const expected = columns.expect === undefined ? "" : (row.cells[columns.expect]?.text ?? "");
      const answer: Answer = expected === "" ? answerOfSentence(text) : answerOf(text, expected);
      const source = { file: document.file, line: row.line };
      return [{ id: unique(slug(text, "item")), text, ...answer, source }];
    });
    if (items.length === 0) return [];
    return [
      {
        id: slug(section.title, "items"),
        title: section.title,
        items,
        source: { file: document.file, line: table.line },
        lastLine: table.lastLine,
      },
    ];
  });
}

function columnsOf(
  table: TextTable,
  isNamed: boolean,
): { item: number; expect?: number } | undefined {
  if (table.rows.length === 0) return undefined;
  const box = table.header.findIndex((title, index) => isBoxColumn(table, title, index));
  if (box < 0 && !(isNamed && table.header.some((title) => mentions(title, ITEM_COLUMNS))))
    return undefined;
  const others = table.header
    .map((title, index) => ({ title, index }))
    .filter(({ index }) => index !== box);
  const expect = others.find(({ title }) => mentions(title, EXPECTED_COLUMNS));
  const candidates = others.filter((column) => column !== expect);
  const item =
    candidates.find(({ title }) => mentions(title, ITEM_COLUMNS)) ??
    candidates.find(({ index }) => hasWords(table, index));
  if (item === undefined) return undefined;
  return { item: item.index, ...(expect === undefined ? {} : { expect: expect.index }) };
}

/** Nothing but boxes and blanks; without any box, the title must say what the blanks are for. */
function isBoxColumn(table: TextTable, title: string, index: number): boolean {
  const texts = table.rows.map((row) => row.cells[index]?.text ?? "");
  if (!texts.every((text) => BOX_CELL.test(text))) return false;
  const isTicked = BOX_SIGN.test(title) || TICKED_COLUMNS.includes(spacedWords(title).trim());
  return isTicked || texts.some((text) => text !== "");
}

/** Row numbers are no items. */
function hasWords(table: TextTable, index: number): boolean {
  return table.rows.every((row) => /\p{L}/u.test(row.cells[index]?.text ?? ""));
}
