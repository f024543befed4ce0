import type { Phase } from "../../domain/playbook.ts";
import type { PlaybookDocument, Section } from "../markdown/document.ts";

/** The phase a section is, or stands under; the innermost where phases are nested. */
export function enclosingPhase(
  document: PlaybookDocument,
  section: Section,
  phases: readonly Phase[],
): Phase | undefined {
  for (let at: Section | undefined = section; at !== undefined; at = at.parent) {
    const phase = phaseAt(document, at, phases);
    if (phase !== undefined) return phase;
  }
  return undefined;
}

/** The phase whose own heading this section is. */
export function phaseAt(
  document: PlaybookDocument,
  section: Section,
  phases: readonly Phase[],
): Phase | undefined {
  if (section.level === 0) return undefined;
  return phases.find(({ source }) => source.file === document.file && source.line === section.line);
}
