/** Feeds a section's text to the runbook that is being read: paragraphs, lists, tables and code in order. */

import type { Code, RootContent } from "mdast";
import type { Section } from "../markdown/document.ts";
import { plainText } from "../markdown/plain-text.ts";
import { isShellFence, readFence } from "../shell/fence.ts";
import { OUTPUT_NAMES, OUTPUT_WORDS, PERHAPS_OUTPUT_WORDS } from "../vocabulary/runbooks.ts";
import { TEMPLATE_PHRASES } from "../vocabulary.ts";
import { isStatement } from "../words/instructions.ts";
import { namesPostmortem } from "../words/postmortem-words.ts";
import { anyOf, mentions } from "../words/wording.ts";
import { LABEL_DEPTH } from "./draft-block.ts";
import { numberedInstructions } from "./numbered-text.ts";
import { type CodeLines, codeLines, type RunbookReading, readShellFence } from "./runbook-fence.ts";
import { readList } from "./runbook-item.ts";
import { areCases, introducesCommands, readParagraph } from "./runbook-paragraph.ts";
import { readTable } from "./runbook-table.ts";
import {
  areInterfaces,
  dependsOnSomething,
  offersChoices,
  tellsTrouble,
  topicOf,
} from "./runbook-words.ts";

/** The section with everything under it. */
export function readWholeSection(section: Section, reading: RunbookReading): void {
  readContent(section, reading);
  announceHeadings(section, reading);
  for (const child of section.children) {
    // What is written once it is over is no step.
    if (namesPostmortem(child.title) && mentions(child.title, TEMPLATE_PHRASES)) continue;
    reading.draft.heading(child.title, { line: child.line, depth: child.level });
    readWholeSection(child, reading);
  }
}

/** The last words above several headings may say that one of them is taken, or that it depends. */
function announceHeadings({ content, children, level }: Section, reading: RunbookReading): void {
  if (children.length < 2) return;
  const depth = level + 0.5;
  const last = content.at(-1);
  const words = last?.type === "paragraph" ? plainText(last) : "";
  const titles = children.map(({ title }) => title);
  const areFaults = reading.draft.topic === "mitigation" && titles.every(isTrouble);
  if (dependsOnSomething(words) || areFaults) reading.draft.announce("conditions", depth);
  else if (offersChoices(words) || areInterfaces(titles)) reading.draft.announce("choices", depth);
}

/** "Network issues", but not "Identifying issues", "Issues and their resolution". */
function isTrouble(title: string): boolean {
  return tellsTrouble(title) && topicOf(title) === undefined && !/^\p{L}+ing\s/u.test(title);
}

/** What stands directly under the section's heading. */
export function readContent(section: Section, reading: RunbookReading): void {
  // A label with nothing after it speaks of the sub-sections: "**Solutions**:" before "#### 1. …".
  const labelDepth = section.children.length > 0 ? section.level + 0.5 : LABEL_DEPTH;
  if (areCases(section.content)) reading.draft.announce("conditions", LABEL_DEPTH - 0.1);
  readNodes(section.content, reading, { labelDepth });
}

interface Position {
  /** Of a label in bold that ends the nodes. */
  readonly labelDepth?: number;
  readonly isNested?: boolean;
  /** The words before the first node. */
  readonly lead?: string;
}

/** Paragraphs, lists, tables and code in their order. */
export function readNodes(
  nodes: readonly RootContent[],
  reading: RunbookReading,
  at: Position,
): void {
  for (const [index, node] of nodes.entries()) {
    const before = nodes[index - 1];
    const next = nodes[index + 1];
    const lead =
      before === undefined ? (at.lead ?? "") : before.type === "paragraph" ? plainText(before) : "";
    if (node.type === "paragraph") {
      const depth = next === undefined ? (at.labelDepth ?? LABEL_DEPTH) : LABEL_DEPTH;
      // Outside a runbook a label titles commands only when they follow it.
      const mayTitle = reading.readsProse || next?.type === "code";
      readParagraph(node, reading, { labelDepth: mayTitle ? depth : undefined, next });
    } else if (node.type === "code") readCode(node, lead, reading);
    else if (node.type === "list")
      readList(node, lead, {
        reading,
        isNested: at.isNested ?? false,
        introduces: introducesCommands(next, reading),
      });
    else if (node.type === "table") readTable(node, reading);
    else if (node.type === "blockquote") readNodes(node.children, reading, at);
  }
}

const QUERY_LANGUAGES: ReadonlySet<string> = new Set(["promql", "logql", "kql", "kusto", "spl"]);

const NAMED_OUTPUT = new RegExp(
  `\\b(?:${anyOf(OUTPUT_NAMES)})s?\\b|^(?:${anyOf(OUTPUT_WORDS)})\\b`,
  "iu",
);
const PERHAPS_OUTPUT = new RegExp(`\\b(?:${anyOf(PERHAPS_OUTPUT_WORDS)})\\b[^.]{0,80}[:：]$`, "iu");

/** Commands, their output, or a query that a person runs elsewhere; `lead` are the words before it. */
export function readCode(node: Code, lead: string, reading: RunbookReading): void {
  const { document, context, draft } = reading;
  const code = codeLines(document, node);
  const isShell = isShellFence(code.value, code.lang);
  // What begins with a prompt or a known command is no output, whatever announces it.
  const isOutput = NAMED_OUTPUT.test(lead) || (!isShell && PERHAPS_OUTPUT.test(lead));
  if (isOutput && !isShellFence(code.value, "")) {
    draft.output(code.value);
    context.understood(document.file, code.firstLine, code.lastLine);
  } else if (isShell) {
    // Words above a fence without any command are all there is to do.
    if (!readFence(code.value, code.lang).some(({ kind }) => kind === "command")) draft.query();
    readShellFence(code, reading);
  } else if (!readNumbered(code, reading)) draft.query(!isQuery(code));
}

/** Instructions in a fence, but for the lines that only state something; false when it holds others. */
function readNumbered(code: CodeLines, reading: RunbookReading): boolean {
  const { document, context, draft, readsProse } = reading;
  const lines = numberedInstructions(code);
  if (lines === undefined || !readsProse || draft.topic === "background") return false;
  for (const { text, line } of lines) if (!isStatement(text)) draft.manual(text, line);
  context.understood(document.file, code.firstLine, code.lastLine);
  return true;
}

/** What is asked of a monitoring system or a database in its own place, not in a shell. */
function isQuery(code: { readonly lang: string }): boolean {
  return QUERY_LANGUAGES.has(code.lang);
}
