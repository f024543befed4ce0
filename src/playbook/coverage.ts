/** How much of the playbook's text became behaviour. */

import type { Coverage } from "../domain/playbook.ts";
import type { PlaybookDocument, Section } from "./document.ts";

/** Lines that became behaviour, by file. */
export class UnderstoodLines {
  readonly #lines = new Map<string, Set<number>>();

  /** Marks lines, both ends included. */
  add(file: string, firstLine: number, lastLine: number): void {
    const lines = this.#lines.get(file) ?? new Set();
    this.#lines.set(file, lines);
    for (let line = firstLine; line <= lastLine; line += 1) lines.add(line);
  }

  has(file: string, line: number): boolean {
    return this.#lines.get(file)?.has(line) === true;
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
      if (!/[\p{L}\p{N}]/u.test(text)) continue;
      const line = index + 1;
      if (understood.has(document.file, line) || headings.has(line)) understoodLines += 1;
      else textLines += 1;
    }
  }
  return { understoodLines, textLines };
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
