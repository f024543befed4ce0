/** What each line of a playbook became, and how much of each section. */

import type { CompiledText } from "../compile.ts";
import { type LineReading, readingOf } from "../coverage.ts";
import { type PlaybookDocument, type Section, walkSections } from "../markdown/document.ts";

export interface CoveredFile {
  readonly file: string;
  readonly lines: readonly (LineReading & { readonly text: string })[];
  readonly sections: readonly CoveredSection[];
}

/** A section of the first or second level with all that stands below it. */
export interface CoveredSection {
  /** "" for what stands before the first heading. */
  readonly title: string;
  readonly line: number;
  readonly level: number;
  readonly understoodLines: number;
  readonly textLines: number;
}

const LEVEL_MAX = 2;

/** File by file, in the order in which they were compiled. */
export function coverageReport({ documents, understood }: CompiledText): CoveredFile[] {
  return documents.map((document) => {
    const readings = readingOf(document, understood);
    return {
      file: document.file,
      lines: readings.map((reading, index) => ({ ...reading, text: document.lines[index] ?? "" })),
      sections: sectionsOf(document, readings),
    };
  });
}

function sectionsOf(
  document: PlaybookDocument,
  readings: readonly LineReading[],
): readonly CoveredSection[] {
  const sections = [...walkSections(document.root)].filter(({ level }) => level <= LEVEL_MAX);
  return sections.flatMap((section, index) => {
    const end = sections[index + 1]?.line ?? readings.length + 1;
    const counted = countLines(section, readings.slice(section.line - 1, end - 1));
    return counted.understoodLines + counted.textLines === 0 ? [] : [counted];
  });
}

function countLines(section: Section, readings: readonly LineReading[]): CoveredSection {
  const count = (state: LineReading["state"]): number =>
    readings.filter((reading) => reading.state === state).length;
  return {
    title: section.title,
    line: section.line,
    level: section.level,
    understoodLines: count("understood"),
    textLines: count("text"),
  };
}
