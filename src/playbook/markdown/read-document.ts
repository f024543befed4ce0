/** Reads Markdown (GFM, front matter) into the section tree that every section compiler works on. */

import type { Code, Root, RootContent } from "mdast";
import { diagnostic } from "../diagnostic-codes.ts";
import { fencesIn } from "./code-fences.ts";
import type { CompileContext, PlaybookDocument, Section } from "./document.ts";
import { parseMarkdown } from "./parse-markdown.ts";
import { plainText } from "./plain-text.ts";

/**
 * The document of a text that is already repaired (see `repairText`). Headings count at the top level
 * of the document only, so one inside a fence, a quotation, or a list item opens no section. Reports
 * `TOC002` for every fence that is never closed.
 */
export function readDocument(
  file: string,
  text: string,
  context: Pick<CompileContext, "report">,
): PlaybookDocument {
  const tree = parseMarkdown(text);
  const lines = text.split("\n");
  const document: PlaybookDocument = { file, text, lines, tree, root: sectionTree(tree) };
  for (const { node, fence } of fencesIn(tree.children, text)) {
    if (!fence.closed) reportUnclosedFence(document, node, context);
  }
  return document;
}

interface OpenSection extends Section {
  readonly content: RootContent[];
  readonly children: OpenSection[];
}

function sectionTree(tree: Root): Section {
  const root: OpenSection = {
    title: "",
    level: 0,
    line: 1,
    content: [],
    children: [],
    parent: undefined,
  };
  let path: OpenSection[] = [root];
  for (const node of tree.children) {
    if (node.type !== "heading") {
      (path.at(-1) ?? root).content.push(node);
      continue;
    }
    path = path.filter((open) => open.level < node.depth);
    const parent = path.at(-1) ?? root;
    const section: OpenSection = {
      title: headingTitle(node),
      level: node.depth,
      line: node.position?.start.line ?? 1,
      content: [],
      children: [],
      parent,
    };
    parent.children.push(section);
    path.push(section);
  }
  return root;
}

/** Static site generators let a heading carry an anchor, `## Title {#anchor}`; that is no part of its title. */
function headingTitle(node: RootContent): string {
  return plainText(node)
    .replace(/\s*\{#[^{}]*\}$/u, "")
    .trim();
}

function reportUnclosedFence(
  document: PlaybookDocument,
  node: Code,
  context: Pick<CompileContext, "report">,
): void {
  const start = node.position?.start ?? { line: 1, column: 1 };
  const lastLine = node.position?.end.line ?? start.line;
  context.report(
    diagnostic(
      "TOC002",
      { file: document.file, line: start.line, column: start.column },
      lastLine > start.line
        ? `the code fence opened here is never closed, so everything down to line ${lastLine} counts as code`
        : "the code fence opened here is never closed",
      "Close it with a line that holds nothing but the same number of backticks or tildes.",
    ),
  );
}
