import type { Code, Nodes, Paragraph, Table } from "mdast";
import { fencesIn } from "../markdown/code-fences.ts";
import type { PlaybookDocument } from "../markdown/document.ts";
import { oneLine, plainText } from "../markdown/plain-text.ts";
import { isShellFence } from "../shell/fence.ts";
import { isInstruction } from "../words/instructions.ts";
import { COMMAND_COLUMNS } from "../words/procedure-words.ts";
import { mentions } from "../words/wording.ts";
import { inlineCommands } from "./inline-commands.ts";

/** Whether commands to run stand in the node, as code of their own or in a column called so. */
export function containsShell(document: PlaybookDocument, node: Nodes): boolean {
  if (node.type === "code") return isShellCode(document, node);
  if (node.type === "table") return hasCommandColumn(node);
  if (!("children" in node) || node.type === "paragraph") return false;
  return node.children.some((child) => containsShell(document, child));
}

function isShellCode(document: PlaybookDocument, node: Code): boolean {
  const isFence = fencesIn([node], document.text).length > 0;
  return isShellFence(node.value, isFence ? (node.lang ?? "") : "");
}

/** What to run beside the cause or the deed; commands in the first column are listed to be looked up. */
function hasCommandColumn({ children: [head, ...rows] }: Table): boolean {
  return (
    head?.children.some(
      (title, column) =>
        column > 0 &&
        mentions(plainText(title), COMMAND_COLUMNS) &&
        rows.some(({ children }) => {
          const cell = children[column];
          return cell !== undefined && inlineCommands(cell).length > 0;
        }),
    ) ?? false
  );
}

/** Whether items of a list ask to run commands in their sentences; what has a box is ticked instead. */
export function asksForCommands(node: Nodes): boolean {
  if (node.type !== "list" && node.type !== "listItem") return false;
  if (node.type === "listItem" && typeof node.checked === "boolean") return false;
  return node.children.some((child) =>
    child.type === "paragraph" ? asksForOne(child) : asksForCommands(child),
  );
}

/** Whether a paragraph gives a command to run; not where the words after a command only say what it does: "`make up` now fills the tank". */
export function asksForOne(paragraph: Paragraph): boolean {
  const commands = inlineCommands(paragraph);
  if (commands.length === 0) return false;
  const text = plainText(paragraph);
  return (
    isInstruction(text) ||
    commands.some(({ value }) => /^\s*(?:$|[^\p{L}\s])/u.test(text.split(oneLine(value))[1] ?? ""))
  );
}
