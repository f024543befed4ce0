/**
 * A Markdown file as a tree of sections, the shape every section compiler reads.
 *
 * Compilers recognise a section by its meaning (its title's words and the shape of its content),
 * mark the lines they turned into behaviour as understood, and report findings; whatever nobody
 * marks stays readable text.
 */

import type { Root, RootContent } from "mdast";
import type { Diagnostic, SourceRef } from "../../domain/playbook.ts";
import type { SyntaxParsers } from "../syntax-parsers.ts";

export interface Section {
  /** Plain text of the heading; "" for what stands before the first one. */
  readonly title: string;
  /** 1 to 6; 0 for the root. */
  readonly level: number;
  /** The heading's line; 1 for the root. */
  readonly line: number;
  /** What stands under the heading before the next heading of any level. Positions are the file's. */
  readonly content: readonly RootContent[];
  readonly children: readonly Section[];
  readonly parent: Section | undefined;
}

export interface PlaybookDocument {
  /** Relative to the playbook's folder, with forward slashes. */
  readonly file: string;
  /** Repaired text: UTF-8 read rightly, no BOM, LF line ends. */
  readonly text: string;
  /** `text` by lines; `lines[0]` is line 1. */
  readonly lines: readonly string[];
  readonly tree: Root;
  readonly root: Section;
}

/** What a section compiler is given besides the document. */
export interface CompileContext {
  readonly parsers: SyntaxParsers;
  /** Files beside the playbook, relative, for "is it there?" checks. */
  readonly presentFiles: ReadonlySet<string>;
  /** Where commands work that name no namespace, as `tocsin.yaml` says. */
  readonly namespace?: string | undefined;
  report(diagnostic: Diagnostic): void;
  /** Lines (inclusive) that have become behaviour. */
  understood(file: string, firstLine: number, lastLine: number): void;
}

/** The document's file without its folder. */
export function fileName({ file }: Pick<PlaybookDocument, "file">): string {
  return file.slice(file.lastIndexOf("/") + 1);
}

/** Every section of the tree, parents before children, in the text's order. */
export function* walkSections(section: Section): Generator<Section> {
  yield section;
  for (const child of section.children) yield* walkSections(child);
}

/** Where a node stands, for `source`. */
export function sourceOf(
  document: PlaybookDocument,
  node: RootContent | { line: number },
): SourceRef {
  if ("line" in node) return { file: document.file, line: node.line };
  const start = node.position?.start;
  return { file: document.file, line: start?.line ?? 1, column: start?.column ?? 1 };
}
