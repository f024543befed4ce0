/** How much of the playbook's text became behaviour, and what each line became. */

import type { Coverage } from "../domain/playbook.ts";
import type { PlaybookDocument, Section } from "./markdown/document.ts";

/** Which compiler took a line. A heading is taken by what stands below it. */
export type LineKind =
  | "header"
  | "severity"
  | "escalation"
  | "phase"
  | "checklist"
  | "runbook"
  | "template"
  | "postmortem"
  | "rotation"
  | "contact"
  | "reference"
  | "heading";

/** What became of a line: behaviour of some kind, text to be read, or a mark without letters. */
export type LineReading =
  | { readonly state: "understood"; readonly kinds: readonly LineKind[] }
  | { readonly state: "text" }
  | { readonly state: "blank" };

/** Lines that became behaviour, by file. */
export class UnderstoodLines {
  readonly #lines = new Map<string, Map<number, readonly LineKind[]>>();

  /** Marks lines, both ends included. */
  add(file: string, firstLine: number, lastLine: number, kind: LineKind): void {
    const lines = this.#lines.get(file) ?? new Map<number, readonly LineKind[]>();
    this.#lines.set(file, lines);
    for (let line = firstLine; line <= lastLine; line += 1) {
      const kinds = lines.get(line) ?? [];
      if (!kinds.includes(kind)) lines.set(line, [...kinds, kind]);
    }
  }

  has(file: string, line: number): boolean {
    return this.#lines.get(file)?.has(line) === true;
  }

  kindsOf(file: string, line: number): readonly LineKind[] {
    return this.#lines.get(file)?.get(line) ?? [];
  }
}

/**
 * Counts the lines that hold a letter or a digit, so that fences, rules and frames weigh nothing. A
 * heading is understood when anything below it is.
 */
export function countCoverage(
  documents: readonly PlaybookDocument[],
  understood: UnderstoodLines,
): Coverage {
  let understoodLines = 0;
  let textLines = 0;
  for (const document of documents) {
    const headings = understoodHeadings(document, understood);
    for (const [index, text] of document.lines.entries()) {
      if (!hasWords(text)) continue;
      const line = index + 1;
      if (understood.has(document.file, line) || headings.has(line)) understoodLines += 1;
      else textLines += 1;
    }
  }
  return { understoodLines, textLines };
}

/** What became of each line of a document, by the rule by which `countCoverage` counts. */
export function readingOf(
  document: PlaybookDocument,
  understood: UnderstoodLines,
): readonly LineReading[] {
  const headings = understoodHeadings(document, understood);
  return document.lines.map((text, index): LineReading => {
    if (!hasWords(text)) return { state: "blank" };
    const kinds = understood.kindsOf(document.file, index + 1);
    if (kinds.length > 0) return { state: "understood", kinds };
    return headings.has(index + 1)
      ? { state: "understood", kinds: ["heading"] }
      : { state: "text" };
  });
}

function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

function understoodHeadings(
  document: PlaybookDocument,
  understood: UnderstoodLines,
): ReadonlySet<number> {
  const found = new Set<number>();
  const visit = (section: Section): boolean => {
    const below = section.children.map(visit).some((isUnderstood) => isUnderstood);
    const isUnderstood = below || holdsUnderstood(document, section, understood);
    if (isUnderstood && section.level > 0) found.add(section.line);
    return isUnderstood;
  };
  visit(document.root);
  return found;
}

function holdsUnderstood(
  document: PlaybookDocument,
  section: Section,
  understood: UnderstoodLines,
): boolean {
  const first = section.content[0]?.position?.start.line;
  const last = section.content.at(-1)?.position?.end.line;
  if (first === undefined || last === undefined) return false;
  for (let line = first; line <= last; line += 1)
    if (understood.has(document.file, line)) return true;
  return false;
}
