/** What the compiler's reading of code blocks and its classifier make of one line of a document. */

import type { Code, Nodes } from "mdast";
import type { Effect } from "../../src/domain/effect.ts";
import type { PlaybookDocument } from "../../src/playbook/markdown/document.ts";
import { readDocument } from "../../src/playbook/markdown/read-document.ts";
import {
  type CodeLines,
  codeLines,
  openShellOf,
} from "../../src/playbook/runbooks/runbook-fence.ts";
import { classifyCommand } from "../../src/playbook/shell/classify.ts";
import { type FenceLine, isShellFence, readFence } from "../../src/playbook/shell/fence.ts";
import { classifyTyped } from "../../src/playbook/shell/typed-command.ts";
import type { SyntaxParsers } from "../../src/playbook/syntax-parsers.ts";

/** `output` is whatever a code block holds and does not offer as a command, as in the labels. */
export type LineClass = Effect | "output";

/**
 * The class of any line of the document, which is read once for all of them. A line of text outside
 * the code blocks is classed as if somebody were told to run it.
 */
export function lineClasses(text: string, parsers: SyntaxParsers): (line: number) => LineClass {
  const document = readDocument("document.md", text, { report: () => undefined });
  const blocks = codeBlocks(document);
  const commands = new Map(blocks.flatMap(commandsByLine));
  const shell = openShellOf(document);
  const effects = new Map(
    [...commands].map(([line, { text: command, client }]) => [
      line,
      classifyTyped({ command, client, line }, shell, parsers).effect,
    ]),
  );
  return (line) => {
    const isCode = blocks.some((block) => block.firstLine <= line && line <= block.lastLine);
    const command = isCode ? undefined : document.lines[line - 1]?.trim();
    const effect = effects.get(line);
    if (effect !== undefined) return effect;
    return command === undefined ? "output" : classifyCommand(command, parsers).effect;
  };
}

/** Fenced and indented ones, wherever they stand. */
function codeBlocks(document: PlaybookDocument): CodeLines[] {
  const nodes: Code[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === "code") nodes.push(node);
    else if ("children" in node) for (const child of node.children) visit(child);
  };
  visit(document.tree);
  return nodes.map((node) => codeLines(document, node));
}

/** The commands of a block, each by its first line. */
function commandsByLine({ value, lang, line }: CodeLines): (readonly [number, FenceLine])[] {
  if (!isShellFence(value, lang)) return [];
  return readFence(value, lang).flatMap((part) =>
    part.kind === "command" ? [[line + part.line, part] as const] : [],
  );
}
