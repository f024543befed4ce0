/** The phases an incident goes through, with their windows of time. */

import type { Phase } from "../../domain/playbook.ts";
import type { CompileContext, PlaybookDocument } from "../markdown/document.ts";
import { readTimeWindow } from "../words/read-duration.ts";
import { slug, uniqueIds } from "../words/slug.ts";
import { headingPhases, isWorkflow } from "./heading-phases.ts";
import { innerPhases } from "./inner-phases.ts";
import { readPhase } from "./phase-content.ts";
import { headingMember, type PhaseMember } from "./phase-member.ts";
import { phaseTitle, readStageName } from "./stage-name.ts";

/**
 * The phases of the document that tells most of them, in its text's order: headings "Phase 1: …" or
 * known stages of a response, else labels, items and rows of a table. What one problem goes through
 * stays with its runbook. Phases without a window have neither start nor end.
 */
export function compilePhases(
  documents: readonly PlaybookDocument[],
  context: CompileContext,
): readonly Phase[] {
  let best: readonly PhaseMember[] = topTitles(documents);
  for (const document of documents) {
    const members = documentPhases(document);
    if (weightOf(members) > weightOf(best)) best = members;
  }
  const unique = uniqueIds();
  return best.map((member, index) => {
    const title = phaseTitle(member.written);
    return { id: unique(slug(title, `phase-${index + 1}`)), title, ...readPhase(member, context) };
  });
}

function documentPhases(document: PlaybookDocument): readonly PhaseMember[] {
  const headings = headingPhases(document).map((section) => headingMember(document, section));
  const isTold = headings.some(({ written }) => !readStageName(written).isAfterwards);
  if (!isTold) return [...innerPhases(document), ...headings];
  const [only, ...others] = headings;
  // "Response workflow" alone says that its items are the phases.
  const inner = others.length === 0 && only?.section !== undefined ? innerPhases(document) : [];
  const isInside = inner.some(({ line }) => line > (only?.line ?? 0));
  return isInside && only?.section !== undefined && isWorkflow(only.section) ? inner : headings;
}

/** Stages that are titles of documents, of one or of several. */
function topTitles(documents: readonly PlaybookDocument[]): readonly PhaseMember[] {
  const members = documents.flatMap((document) =>
    document.root.children
      .filter(({ level, title }) => level === 1 && readStageName(title).isPure)
      .map((section) => headingMember(document, section)),
  );
  return members.length < 3 ? [] : members;
}

/** Windows of time tell phases from other headings better than their number does. */
function weightOf(members: readonly PhaseMember[]): number {
  const windows = members.filter(
    ({ written, windowText }) => readTimeWindow(`${written} ${windowText ?? ""}`) !== undefined,
  ).length;
  return windows * 10 + members.length;
}
