import type { Table } from "mdast";
import { plainText } from "../markdown/plain-text.ts";
import { CONDITION_COLUMNS, TIME_COLUMNS } from "../words/column-words.ts";
import { isInstruction, isProhibition, isStatement } from "../words/instructions.ts";
import { ACTION_COLUMNS } from "../words/procedure-words.ts";
import { mentions } from "../words/wording.ts";
import { LIST_DEPTH } from "./draft-block.ts";
import { inlineCommands } from "./inline-commands.ts";
import { type RunbookReading, readInlineCommand } from "./runbook-fence.ts";

/** The column that says what is to be done: the first so called whose cells ask for something; -1 without one. */
export function actionColumn(table: Table): number {
  const [head, ...rows] = table.children;
  return (head?.children ?? []).findIndex((title, index) => {
    if (!mentions(plainText(title), ACTION_COLUMNS)) return false;
    const cells = rows.map((row) => row.children[index]);
    const asks = cells.filter((cell) => cell !== undefined && asksFor(plainText(cell)));
    return asks.length > 0 && asks.length * 2 >= rows.length;
  });
}

/** Also in a later sentence: "The tank leaks; close the valve". */
function asksFor(cell: string): boolean {
  return cell.split(/[.;]\s/u).some(isInstruction);
}

/** Whether each row says in its first column what is the case, and in another one what is done then. */
export function holdsCases(table: Table): boolean {
  return hasConditions(table) && actionColumn(table) > 0;
}

function hasConditions(table: Table): boolean {
  const title = table.children[0]?.children[0];
  return title !== undefined && mentions(plainText(title), CONDITION_COLUMNS);
}

/** Rows with commands: done in order, or, where the first column says what is wrong, each on its condition. */
export function readTable(table: Table, reading: RunbookReading): void {
  const { document, context, draft } = reading;
  const [, ...rows] = table.children;
  const isConditional = hasConditions(table);
  const column = columnRead(table, reading);
  for (const [index, row] of rows.entries()) {
    const cells = row.children.map((cell) => ({
      text: plainText(cell),
      commands: inlineCommands(cell),
    }));
    const commands = cells.flatMap((cell) => cell.commands);
    const words = cells.filter((cell) => cell.commands.length === 0 && cell.text !== "");
    const title = words[0]?.text;
    const asked = commands.length > 0 ? undefined : cells[column]?.text;
    const isForbidden = cells.some(({ text }) => isProhibition(text));
    const isAsked = asked !== undefined && isDeed(asked) && !isForbidden;
    if ((commands.length === 0 && !isAsked) || title === undefined) continue;
    const line = row.position?.start.line ?? 1;
    const place = { line, depth: LIST_DEPTH, isFirst: index === 0 };
    if (asked !== undefined) {
      readAsked({ asked, title, isConditional: isConditional && column > 0, place }, reading);
      continue;
    }
    if (isConditional) draft.option({ title, when: title, line, steps: [] }, place);
    else draft.item(words.map(({ text }) => text).join(": "), line, true);
    for (const command of commands) readInlineCommand(command, reading);
    context.understood(document.file, line, line);
  }
  draft.endOfList();
}

/** Times or cases beside what is done then are no background, whatever the heading says. */
function columnRead(table: Table, { draft, readsProse }: RunbookReading): number {
  if (!readsProse) return holdsCases(table) ? actionColumn(table) : -1;
  const first = plainText(table.children[0]?.children[0] ?? { type: "text", value: "" });
  const isPlan = hasConditions(table) || mentions(first, TIME_COLUMNS);
  return draft.topic === "background" && !isPlan ? -1 : actionColumn(table);
}

/** Most cells of the column ask for something, so the others do in fewer words. */
function isDeed(cell: string): boolean {
  return asksFor(cell) || (cell.includes(" ") && !isStatement(cell));
}

/** A row that asks for something in words: a step, or what is done when the first column's is the case. */
function readAsked(
  row: {
    asked: string;
    title: string;
    isConditional: boolean;
    place: { line: number; depth: number; isFirst: boolean };
  },
  { draft, document, context }: RunbookReading,
): void {
  const { asked, title, isConditional, place } = row;
  const { line } = place;
  if (isConditional) draft.option({ title, when: title, line, steps: [], words: asked }, place);
  else draft.manual(asked, line);
  context.understood(document.file, line, line);
}
