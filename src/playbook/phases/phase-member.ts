/** One phase as it is found in the text, before what it asks for is read. */

import type { RootContent } from "mdast";
import type { PlaybookDocument, Section } from "../markdown/document.ts";

export interface PhaseMember {
  readonly document: PlaybookDocument;
  /** The words as written: "Phase 1: Detection (0-5 minutes)". */
  readonly written: string;
  readonly line: number;
  /** What stands in it. */
  readonly content: readonly RootContent[];
  /** Where it is a heading's. */
  readonly section?: Section;
  /** A window that stands in a place of its own. */
  readonly windowText?: string;
  /** What is to be done, where it stands beside the name. */
  readonly beside?: readonly string[];
}

/** The phase that a heading begins. */
export function headingMember(document: PlaybookDocument, section: Section): PhaseMember {
  const { title, line, content } = section;
  return { document, written: title, line, content, section };
}
