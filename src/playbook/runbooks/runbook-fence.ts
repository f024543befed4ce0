/** Feeds the commands of the text, in fences and in sentences, to the runbook that is being read. */

import type { Code, InlineCode, ListItem } from "mdast";
import { diagnostic } from "../diagnostic-codes.ts";
import { fencesIn } from "../markdown/code-fences.ts";
import { type CompileContext, type PlaybookDocument, walkSections } from "../markdown/document.ts";
import { beginsTypedStatement } from "../shell/clients.ts";
import { type FenceLine, readFence } from "../shell/fence.ts";
import { commandFindings } from "../shell/findings.ts";
import { OpenShell } from "../shell/open-shell.ts";
import { classifyTyped } from "../shell/typed-command.ts";
import { isInstruction } from "../words/instructions.ts";
import type { DraftStep } from "./draft-block.ts";
import { numberedText } from "./numbered-text.ts";
import { readComment } from "./runbook-comment.ts";
import type { RunbookDraft } from "./runbook-draft.ts";

export interface RunbookReading {
  readonly document: PlaybookDocument;
  readonly context: CompileContext;
  readonly draft: RunbookDraft;
  /** Where in the file each command's text stands. */
  readonly places: Map<DraftStep, CommandPlace>;
  readonly itemsWithCommands: { has(item: ListItem): boolean };
  /** The shell that commands read so far have opened elsewhere. */
  readonly shell: OpenShell;
  /** Sentences and lists count too, not only commands. */
  readonly readsProse: boolean;
  /** The comment that has become the runbook's title, by its line. */
  readonly titleLine?: number;
}

/** Line and column (both from 1) of an offset in a command, however it is indented or prompted. */
export type CommandPlace = (offset: number) => { readonly line: number; readonly column: number };

/** Lines of a code node: a fence's without the fence lines. */
export interface CodeLines {
  readonly value: string;
  readonly lang: string;
  /** Of the first line of code. */
  readonly line: number;
  readonly firstLine: number;
  readonly lastLine: number;
}

export function codeLines(document: PlaybookDocument, node: Code): CodeLines {
  const fence = fencesIn([node], document.text)[0]?.fence;
  const start = node.position?.start.line ?? 1;
  const lastLine = node.position?.end.line ?? start;
  if (fence === undefined)
    return { value: node.value, lang: "", line: start, firstLine: start, lastLine };
  const { value, lang, line, fenceLine } = fence;
  return { value, lang, line, firstLine: fenceLine, lastLine };
}

const headingLines = new WeakMap<PlaybookDocument, readonly number[]>();

/** Nothing is open yet; what will be closes at the document's headings. */
export function openShellOf(document: PlaybookDocument): OpenShell {
  return new OpenShell(() => {
    const known =
      headingLines.get(document) ?? [...walkSections(document.root)].map(({ line }) => line);
    headingLines.set(document, known);
    return known;
  });
}

/** Comments, commands and output of a shell fence. */
export function readShellFence(code: CodeLines, reading: RunbookReading): void {
  const { draft, document, context } = reading;
  const bodyLines = code.value.split("\n");
  let nextLine = 0;
  let last: DraftStep | undefined;
  const parts = readFence(code.value, code.lang);
  for (const [index, part] of parts.entries()) {
    if (part.line > nextLine) draft.blankLine();
    nextLine = part.line + part.lineCount;
    const line = code.line + part.line;
    if (part.kind === "comment" && line !== reading.titleLine) {
      const next = parts[index + 1];
      const isAboveCommand = next?.kind === "command" && next.line === nextLine;
      readComment(part.text, { line, isAboveCommand }, draft);
      draft.offerTwo(twoWays(parts.slice(index, index + 4)) ? part.text : undefined);
    } else if (part.kind === "output" && reading.readsProse && isNumberedDeed(part.text))
      draft.manual(numberedText(part.text) ?? part.text, line);
    // What stands under an editor's command is to be written there, and is not printed by it.
    else if (part.kind === "output" && (last?.effect !== "manual" || last.typedInto !== undefined))
      draft.output(part.text);
    else if (part.kind === "command") {
      const place = placeInFence(document, { bodyLines, codeLine: code.line, part });
      last = addCommand(part, place, reading);
    }
  }
  draft.endOfFence();
  context.understood(document.file, code.firstLine, code.lastLine);
}

/** "2. Open the hatch" is no output, whatever stands around it. */
function isNumberedDeed(text: string): boolean {
  const deed = numberedText(text);
  return deed !== undefined && isInstruction(deed);
}

/** A comment and directly below it two commands, not three. */
function twoWays([comment, first, second, next]: readonly FenceLine[]): boolean {
  const follows = (one: FenceLine | undefined, before: FenceLine | undefined): boolean =>
    one?.kind === "command" && one.line === (before?.line ?? 0) + (before?.lineCount ?? 0);
  return follows(first, comment) && follows(second, first) && !follows(next, second);
}

function placeInFence(
  document: PlaybookDocument,
  at: {
    bodyLines: readonly string[];
    codeLine: number;
    part: { text: string; line: number; column: number };
  },
): CommandPlace {
  const { bodyLines, codeLine, part } = at;
  return (offset) => {
    const before = part.text.slice(0, offset).split("\n");
    const index = before.length - 1;
    const line = codeLine + part.line + index;
    const column = (index === 0 ? part.column : 1) + (before.at(-1)?.length ?? 0);
    // Inside a list or a quotation the fence's body has lost what stands before it on each line.
    const written = document.lines[line - 1] ?? "";
    const body = bodyLines[part.line + index] ?? "";
    const shift = written.endsWith(body) ? written.length - body.length : 0;
    return { line, column: column + shift };
  };
}

/** A command in the middle of a sentence. */
export function readInlineCommand(node: InlineCode, reading: RunbookReading): void {
  const start = node.position?.start;
  const { text } = reading.document;
  const from = start?.offset ?? 0;
  const index = text.indexOf(node.value, from);
  const ticks = index < 0 || index > from + 8 ? 1 : index - from;
  const line = start?.line ?? 1;
  const column = (start?.column ?? 1) + ticks;
  const endColumn = lineEnd(reading.document, line);
  // A line's end inside of the code is a space to whoever reads it; what follows it has no place of its own.
  const written = node.value.replaceAll("\n", " ");
  addCommand(
    beginsTypedStatement(written) ? { text: written, client: "sql" } : { text: written },
    (offset) => ({ line, column: Math.min(column + offset, endColumn) }),
    reading,
  );
}

function addCommand(
  { text: command, client }: Pick<FenceLine, "text" | "client">,
  place: CommandPlace,
  reading: RunbookReading,
): DraftStep {
  const { draft, document, context } = reading;
  const source = { file: document.file, ...place(0) };
  const { effect, placeholders, typedInto } = classifyTyped(
    { command, client, line: source.line },
    reading.shell,
    context.parsers,
  );
  const typed = typedInto === undefined ? {} : { typedInto };
  const step = draft.command({ command, effect, placeholders, source, ...typed });
  reading.places.set(step, place);
  if (client !== undefined) return step;
  for (const { code, message, help, start, end } of commandFindings(command, context)) {
    const from = place(start);
    const to = place(end);
    const endColumn = to.line === from.line ? to.column : lineEnd(document, from.line);
    context.report(diagnostic(code, { file: document.file, ...from, endColumn }, message, help));
  }
  return step;
}

/** The column after a line's last character. */
function lineEnd(document: PlaybookDocument, line: number): number {
  return (document.lines[line - 1] ?? "").trimEnd().length + 1;
}
