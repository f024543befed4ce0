import type { Table } from "mdast";
import { LIST_DEPTH } from "./draft-block.ts";
import { inlineCommands } from "./inline-commands.ts";
import { plainText } from "./plain-text.ts";
import { type RunbookReading, readInlineCommand } from "./runbook-fence.ts";

const CONDITION_COLUMN =
  /\b(?:symptoms?|causes?|errors?|if|conditions?|when|problems?|issues?)\b/iu;

/** Rows with commands: done in order, or, where the first column says what is wrong, each on its condition. */
export function readTable(table: Table, reading: RunbookReading): void {
  const { document, context, draft } = reading;
  const [head, ...rows] = table.children;
  const [firstTitle] = head?.children ?? [];
  const isConditional = firstTitle !== undefined && CONDITION_COLUMN.test(plainText(firstTitle));
  for (const [index, row] of rows.entries()) {
    const cells = row.children.map((cell) => ({
      text: plainText(cell),
      commands: inlineCommands(cell),
    }));
    const commands = cells.flatMap((cell) => cell.commands);
    const words = cells.filter((cell) => cell.commands.length === 0 && cell.text !== "");
    const title = words[0]?.text;
    if (commands.length === 0 || title === undefined) continue;
    const line = row.position?.start.line ?? 1;
    const place = { line, depth: LIST_DEPTH, isFirst: index === 0 };
    if (isConditional) draft.option({ title, when: title, line, steps: [] }, place);
    else draft.item(words.map(({ text }) => text).join(": "), line, true);
    for (const command of commands) readInlineCommand(command, reading);
    context.understood(document.file, line, line);
  }
  draft.endOfList();
}
